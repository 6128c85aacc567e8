"""The chat: questions, answers, refusals, and what an empty chat says."""

from collections.abc import Sequence
from datetime import date

from assistant.dates import DateLimits
from ui import export
from ui.conversation import OPEN, Conversation, Named, Turn, numbered, stopped_after
from ui.refusing import can_be_widened, refusal
from ui.render.citations import dated, headline, paragraphs, sources, versus
from ui.render.overview import digest, timeline
from ui.render.words import button, days, escape, meter, plural, served_first


def render_earlier(conversation: Conversation, today: date) -> str:
    """Return every turn but the last; they change no more, so they are sent but once."""
    *earlier, _ = conversation.turns.values() or [None]
    return "".join(render_turn(turn, today) for turn in earlier if turn is not None)


def render_latest(
    conversation: Conversation, held: int, suggestions: Sequence[str], today: date
) -> str:
    """Return the last turn, or what an empty chat says.

    :param held: how many articles the library holds.
    :param suggestions: questions to offer while nothing has been asked.
    """
    if not conversation.turns:
        says = (
            _progress("Adding the sample articles")
            + f'<p>Then asking: <q dir="auto">{escape(conversation.example)}</q></p>'
            if conversation.example
            else _empty(held, suggestions)
        )
        return f'<div class="chat-empty">{says}</div>'
    last = max(conversation.turns)
    return (
        f'<div class="latest" role="log" aria-live="polite" aria-label="Latest answer" '
        f'data-last="{escape(conversation.id)}-{last}">'
        f"{render_turn(conversation.turns[last], today)}</div>"
    )


EXAMPLES = (
    "What did Lavrov say about Syria?",
    "Where did Assad and his family go?",
    "Who built the dams above Derna?",
)
"""What the sample articles answer."""


def _empty(held: int, suggestions: Sequence[str]) -> str:
    if not held:
        examples = _chips(EXAMPLES, do="example")
        return (
            '<p class="kicker">Ask your articles</p>'
            "<h2>Answers from the articles you give it, and from nothing else</h2>"
            '<ol class="steps">'
            "<li><b>Add articles.</b> Drop files anywhere on this page, paste a text or give an "
            "address.</li>"
            "<li><b>Ask.</b> Every sentence of an answer is numbered; a number opens the article "
            "on the words it rests on.</li>"
            "<li><b>Trust it.</b> If your articles don't say, neither does the assistant.</li>"
            "</ol>"
            f"<p>{button('samples', 'Try it with the sample articles', css='primary')}</p>"
            f'<p class="fine">Or add them and ask at once</p>{examples}'
            '<p class="fine">Everything runs on this machine. Nothing you add or ask leaves it.</p>'
        )
    offered = _chips(suggestions)
    asked = f'<p class="fine">For example</p>{offered}' if offered else ""
    return (
        '<p class="kicker">Ask your articles</p>'
        "<h2>What would you like to know?</h2>"
        "<p>Tick articles in the library to ask only those, or narrow them by source and date.</p>"
        f"{asked}"
    )


def render_turn(turn: Turn, today: date) -> str:
    """Return one question with what became of it."""
    return (
        f'<section class="turn {turn.kind} {turn.state}" id="turn-{turn.number}">'
        f'<h3 class="question" dir="auto">{escape(turn.question)}</h3>'
        f"{_searched(turn)}{_scope(turn)}"
        f"{_BODIES[turn.state](turn, today)}"
        "</section>"
    )


def _searched(turn: Turn) -> str:
    if turn.searched is None:
        return ""
    edit = button("edit", "Edit", css="quiet", title="Edit this question", text=turn.searched)
    return f'<p class="searched">Searching: <q dir="auto">{escape(turn.searched)}</q> {edit}</p>'


def _scope(turn: Turn) -> str:
    if turn.kind != "answer":
        return ""  # its title says so
    dates = f", {_dates(turn.limits)}" if turn.limits else ""
    return f'<p class="scope-said">Asked of {escape(turn.scope)}{dates}</p>'


def _dates(limits: DateLimits) -> str:
    phrase = f'<q dir="auto">{escape(limits.phrase)}</q>'
    if limits.is_open:
        return f"of all dates: they tell no one day for {phrase}"
    told = f': <q dir="auto">{escape(limits.dated_by)}</q>' if limits.dated_by else ""
    return f"only of {days(limits.since, limits.until)} ({phrase}{told})"


def _waiting(turn: Turn, today: date) -> str:
    return _progress(served_first(turn.ahead) if turn.ahead else "Looking through the articles")


def _reading(turn: Turn, today: date) -> str:
    if turn.kind != "answer":
        of = plural(turn.total, "article")
        read = f"{turn.done:,} of {of} read" if turn.done else f"Looking through {of}"
        says = f"{read}, stopping" if turn.state == "stopping" else read
        return _progress(says) + meter("Read", turn.done, turn.total)
    numbers = numbered(turn.sentences)
    found = f"Reading {plural(turn.passages, 'passage')} from {plural(turn.articles, 'article')}"
    if turn.sentences:
        return f"{paragraphs(turn.sentences, numbers, str(turn.number))}{_progress(found)}"
    return f"{_progress(found)}{_headlines(turn.nearest, today)}"


def _progress(says: str) -> str:
    return f'<p class="progress-line" role="status">{says}</p>'


def _answered(turn: Turn, today: date) -> str:
    return f"{_said(turn, today)}{_tools(turn)}"


def _said(turn: Turn, today: date) -> str:
    if turn.kind != "answer":
        return digest(turn, today) if turn.kind == "digest" else timeline(turn, today)
    owner, numbers = str(turn.number), numbered(turn.cited)
    short, rest = dated(turn.lead or "", turn.short_dates)
    lead = (
        f'<p class="short" dir="auto"><strong>{short}{escape(rest)}</strong></p>'
        if turn.lead
        else ""
    )
    changed = (
        '<section class="changed"><h4>What was said has changed</h4>'
        f"{versus(turn.changed, numbers, owner, 'c')}</section>"
        if turn.changed
        else ""
    )
    return (
        f"{lead}{paragraphs(turn.sentences, numbers, owner)}"
        f"{changed}{sources(numbers, owner, today)}"
    )


def _refused(turn: Turn, today: date) -> str:
    says, why = refusal(turn)
    offered = _chips(turn.instead)
    instead = f'<p class="fine">What they do say</p>{offered}' if offered else ""
    rows = _headlines(turn.nearest, today)
    # The article that was asked stands beside the refusal already.
    near = rows and turn.scope != OPEN
    everywhere = button(
        "ask", "Ask all articles", css="quiet", text=turn.searched or turn.question, everywhere=1
    )
    wider = f'<p class="wider">{everywhere}</p>' if can_be_widened(turn) else ""
    nearest = f'<p class="fine">The closest articles</p>{rows}' if near else ""
    return (
        f'<div class="refusal"><p class="refusal-says">{says}</p><p>{escape(why)}</p>'
        f"{wider}{instead}{nearest}</div>"
    )


def _headlines(named: Sequence[Named], today: date) -> str:
    rows = "".join(f"<li>{headline(each, today)}</li>" for each in named)
    return f'<ul class="nearest">{rows}</ul>' if rows else ""


def _chips(questions: Sequence[str], do: str = "ask") -> str:
    offered = "".join(
        f"<li>{button(do, escape(question), css='chip', text=question)}</li>"
        for question in questions
    )
    return f'<ul class="chips">{offered}</ul>' if offered else ""


def _stopped(turn: Turn, today: date) -> str:
    notice = f'<p class="notice">{stopped_after(turn)} {_again(turn)}</p>'
    if turn.stories or turn.events:
        return f"{notice}{_said(turn, today)}{_tools(turn)}"
    return f"{_said(turn, today) if turn.sentences else ''}{notice}"


def _failed(turn: Turn, today: date) -> str:
    error = escape(turn.error or "Something went wrong.")
    return f'<p class="notice error" role="alert">{error} {_again(turn)}</p>'


def _again(turn: Turn) -> str:
    if turn.kind != "answer":
        return ""
    return button("ask", "Ask again", css="quiet", text=turn.question)


_BODIES = {
    "waiting": _waiting,
    "reading": _reading,
    "stopping": _reading,
    "answered": _answered,
    "refused": _refused,
    "stopped": _stopped,
    "failed": _failed,
}


def _tools(turn: Turn) -> str:
    copied = escape(export.plain_text(turn))
    thumbs = "".join(
        f'<button type="button" class="quiet thumb" data-do="thumb" data-turn="{turn.number}" '
        f'data-thumb="{thumb}" aria-pressed="{"true" if turn.thumb == thumb else "false"}" '
        f'aria-label="{label}" title="{label}">{_ICONS[thumb]}</button>'
        for thumb, label in (("up", "A good answer"), ("down", "A bad answer"))
    )
    seconds = f'<span class="seconds">{turn.seconds:.1f} s</span>' if turn.seconds else ""
    return (
        '<p class="tools">'
        f'<button type="button" class="quiet" data-copy="{copied}">Copy</button>'
        f"{button('export', 'Save', css='quiet', title='Save as Markdown', turn=turn.number)}"
        f"{thumbs}{seconds}</p>"
    )


_THUMB = (
    '<svg viewBox="0 0 20 20" aria-hidden="true"{turned}><path d="M6.5 9 9.6 2.6c1.2 0 2 .9 2 2.1'
    'v2.8h4.2c1 0 1.8.9 1.6 1.9l-1.1 6.1c-.2.9-.9 1.5-1.8 1.5h-8M6.5 9v8M6.5 9H3v8h3.5"/></svg>'
)
_ICONS = {
    "up": _THUMB.format(turned=""),
    "down": _THUMB.format(turned=' class="turned"'),
}
