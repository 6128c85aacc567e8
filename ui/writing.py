"""What has been asked for, written: the turn, anew with everything that comes in for it."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant import Answer, Assistant, Cited, Refusal
from assistant.followup import standalone
from assistant.types import Digest, Timeline
from ui.conversation import Asking, State, Turn
from ui.faults import explain
from ui.holdings import headlines
from ui.line import Line

PAUSE = 0.1
"""Seconds between two looks at how far an overview, or the line before it, has come."""

THROTTLE = 0.1
"""Seconds between two pictures of a growing answer, or drawing would take the time of writing."""

Step = Callable[[int, int], None]


def written(
    assistant: Assistant, line: Line, asking: Asking, turn: Turn, earlier: Sequence[Turn]
) -> Iterator[Turn]:
    """Yield the turn while it waits for its place, while it is written, and at its end.

    :param earlier: the questions before it, oldest first.
    """
    try:
        with line.place() as place:
            while ahead := place.ahead():
                if asking.stopped:
                    yield replace(turn, state="stopped")
                    return
                yield replace(turn, ahead=ahead)
                place.wait(PAUSE)
            if asking.kind == "answer":
                yield from _answer(assistant, asking, turn, earlier)
            else:
                yield from _overview(assistant, asking, turn)
    except Exception as error:
        yield replace(turn, state="failed", error=explain(error))


def throttled(turns: Iterator[Turn]) -> Iterator[Turn]:
    """Yield what is new of a turn that grows, not too often, and in any case its end."""
    last, shown = None, 0.0
    for turn in turns:
        now = time.monotonic()
        if turn.is_running and (turn == last or now - shown < THROTTLE):
            continue
        last, shown = turn, now
        yield turn


def _answer(
    assistant: Assistant, asking: Asking, turn: Turn, earlier: Sequence[Turn]
) -> Iterator[Turn]:
    standing = _standalone(asking.question, earlier)
    if standing is not None and standing != asking.question:
        turn = replace(turn, searched=standing)
        yield turn
    question = turn.searched or asking.question
    for part in assistant.stream(question, asking.where, lambda: asking.stopped):
        if isinstance(part, Answer | Refusal):
            turn = turn.ended(part)
        elif isinstance(part, Cited):
            turn = turn.said(part)
        else:
            turn = turn.reading(part)
        yield turn


def _standalone(question: str, earlier: Sequence[Turn]) -> str | None:
    """Return a follow-up as a question that stands alone, or None.

    "He" may be whom an answer named that is on the page, whatever it was asked of, and whether or
    not the assistant still remembers it.
    """
    told = {turn.searched or turn.question: turn.short for turn in earlier if turn.short}
    return standalone(question, [turn.question for turn in earlier], told=told.get)


def _overview(assistant: Assistant, asking: Asking, turn: Turn) -> Iterator[Turn]:
    make = assistant.digest if asking.kind == "digest" else assistant.timeline
    about = asking.question or None

    def work(on_progress: Step) -> Any:
        return make(
            asking.where, about=about, on_progress=on_progress, cancelled=lambda: asking.stopped
        )

    for step in _followed(work):
        if isinstance(step, Digest | Timeline):
            held = headlines(assistant, asking.where)
            yield turn.overviewed(step, held, stopped=asking.stopped)
            return
        done, total = step
        state: State = "stopping" if asking.stopped else "reading" if total else "waiting"
        turn = replace(turn, state=state, done=done, total=total)
        yield turn


def _followed(work: Callable[[Step], Any]) -> Iterator[Any]:
    """Do work in a thread of its own; yield (done, total) now and then, and last what it returns.

    :raises Exception: whatever the work raises.
    """
    steps: queue.SimpleQueue[tuple[int, int]] = queue.SimpleQueue()
    outcome: list[Any] = []

    def run() -> None:
        try:
            outcome.append(work(lambda done, total: steps.put((done, total))))
        except Exception as error:
            outcome.append(error)

    worker = threading.Thread(target=run, name="overview", daemon=True)
    worker.start()
    last = (0, 0)
    running = True
    while running:
        worker.join(PAUSE)
        running = worker.is_alive()
        while not steps.empty():
            last = steps.get()
        yield last
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    yield outcome[0]
