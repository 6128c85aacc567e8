"""Conversations as JSON for the browser's own storage, and read back from there.

The storage may hold anything, so every value is made anew by its own class.
"""

import json
from dataclasses import asdict, fields
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from assistant import Citation, Cited
from assistant.dates import DateLimits
from assistant.types import Event, ResolvedDate, Story
from ui.conversation import Conversation, Named, Turn

MAX_STORED = 4_000_000
"""Characters of a stored conversation that are read back; browsers keep about five million."""


_CLASSES = (Turn, Named, Cited, Citation, DateLimits, ResolvedDate, Story, Event)


def to_json(conversation: Conversation) -> str:
    """Return the finished turns as JSON that is safe inside HTML."""
    turns = [asdict(turn) for turn in conversation.turns.values() if not turn.is_running]
    kept = {"id": conversation.id, "turns": turns}
    return json.dumps(kept, default=date.isoformat, ensure_ascii=True).replace("<", "\\u003c")


def from_json(text: str | None) -> Conversation:
    """Read a conversation back; whatever is not one, or not whole, comes out empty."""
    if not text or len(text) > MAX_STORED:
        return Conversation()
    try:
        kept = json.loads(text)
        turns = [_value(Turn, turn) for turn in kept["turns"]]
        if any(turn.is_running for turn in turns):
            return Conversation()
        return Conversation(str(kept["id"]), {turn.number: turn for turn in turns})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Conversation()


def _value(kind: Any, kept: Any) -> Any:
    """Make a value of a type from what JSON has left of it.

    :raises ValueError: or another of `from_json`'s, if it is none.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if kept is None else _value(arguments[0], kept)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return tuple(_value(arguments[0], item) for item in kept)
        return tuple(_value(each, item) for each, item in zip(arguments, kept, strict=True))
    if origin is Literal:
        return arguments[arguments.index(kept)]
    if kind is date:
        return date.fromisoformat(kept)
    if kind in _CLASSES:
        given = {name: _value(hint, kept[name]) for name, hint in _hints(kind) if name in kept}
        return kind(**given)
    if not isinstance(kept, (int, float) if kind is float else kind):
        raise ValueError(f"{kept!r} is no {kind}")
    return kept


@cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((each.name, hints[each.name]) for each in fields(kind))
