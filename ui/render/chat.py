"""The chat: questions, answers, refusals, and what an empty chat says."""

from collections.abc import Mapping, Sequence
from datetime import date

from ui import export
from ui.conversation import Conversation, Turn, numbered
from ui.render.citations import prose, sources
from ui.render.words import button, escape, plural, when

REFUSALS: Mapping[str | None, tuple[str, str]] = {
    "empty": (
        "There is nothing to read.",
        "No article is in the scope of this question. Add articles, or widen the scope.",
    ),
    "off_topic": (
        "Your articles don't say.",
        "None of them is about this.",
    ),
    "unsupported": (
        "Your articles don't say.",
        "Some come near, but no sentence in them answers the question.",
    ),
}


def render_chat(
    conversation: Conversation, held: int, suggestions: Sequence[str], today: date
) -> str:
    """Return the whole chat.

    :param held: how many articles the library holds.
    :param suggestions: questions to offer while nothing has been asked.
    """
    if not conversation.turns:
        return f'<div class="chat-empty">{_empty(held, suggestions)}</div>'
    turns = "".join(render_turn(turn, today) for turn in conversation.turns.values())
    last = max(conversation.turns)
    return (
        f'<div class="turns" role="log" aria-live="polite" aria-label="Questions and answers" '
        f'data-last="{escape(conversation.id)}-{last}">{turns}</div>'
    )


def _empty(held: int, suggestions: Sequence[str]) -> str:
    if not held:
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
            '<p class="fine">Everything runs on this machine. Nothing you add or ask leaves it.</p>'
        )
    offered = "".join(
        f"<li>{button('ask', escape(question), css='chip', text=question)}</li>"
        for question in suggestions
    )
    asked = f'<p class="fine">For example</p><ul class="chips">{offered}</ul>' if offered else ""
    return (
        '<p class="kicker">Ask your articles</p>'
        f"<h2>What would you like to know from {plural(held, 'article')}?</h2>"
        "<p>Tick articles in the library to ask only those, or narrow them by source and date.</p>"
        f"{asked}"
    )


def render_turn(turn: Turn, today: date) -> str:
    """Return one question with what became of it."""
    return (
        f'<section class="turn {turn.state}" id="turn-{turn.number}">'
        f'<h3 class="question" dir="auto">{escape(turn.question)}</h3>'
        f"{_searched(turn)}"
        f'<p class="scope-said">Asked of {escape(turn.scope)}</p>'
        f"{_BODIES[turn.state](turn, today)}"
        "</section>"
    )


def _searched(turn: Turn) -> str:
    if turn.searched is None:
        return ""
    edit = button("edit", "Edit", css="quiet", title="Edit this question", text=turn.searched)
    return f'<p class="searched">Searching: <q dir="auto">{escape(turn.searched)}</q> {edit}</p>'


def _waiting(turn: Turn, today: date) -> str:
    return '<p class="progress-line" role="status">Looking through the articles</p>'


def _reading(turn: Turn, today: date) -> str:
    found = f"Reading {plural(turn.passages, 'passage')} from {plural(turn.articles, 'article')}"
    said = f'<p class="answer-text">{prose(turn.sentences, str(turn.number))}</p>'
    return f'{said if turn.sentences else ""}<p class="progress-line" role="status">{found}</p>'


def _answered(turn: Turn, today: date) -> str:
    short = (
        f'<p class="short" dir="auto"><strong>{escape(turn.short)}</strong></p>'
        if turn.short
        else ""
    )
    return f"{short}{_said(turn, today)}{_tools(turn)}"


def _said(turn: Turn, today: date) -> str:
    owner = str(turn.number)
    return (
        f'<p class="answer-text" dir="auto">{prose(turn.sentences, owner)}</p>'
        f"{sources(numbered(turn.sentences), owner, today)}"
    )


def _refused(turn: Turn, today: date) -> str:
    says, why = REFUSALS.get(turn.reason, REFUSALS["unsupported"])
    rows = "".join(
        "<li>"
        + button(
            "open",
            f'<span class="source-title" dir="auto">{escape(near.title)}</span>'
            f'<span class="source-facts">{when(near.published, today)}</span>',
            css="source",
            article=near.article_id,
        )
        + "</li>"
        for near in turn.nearest
    )
    nearest = f'<p class="fine">The closest I have</p><ul class="nearest">{rows}</ul>'
    return (
        f'<div class="refusal"><p class="refusal-says">{says}</p><p>{why}</p>'
        f"{nearest if rows else ''}</div>"
    )


def _stopped(turn: Turn, today: date) -> str:
    said = _said(turn, today) if turn.sentences else ""
    return f'{said}<p class="notice">You stopped this answer.</p>'


def _failed(turn: Turn, today: date) -> str:
    again = button("ask", "Ask again", css="quiet", text=turn.question)
    error = escape(turn.error or "Something went wrong.")
    return f'<p class="notice error" role="alert">{error} {again}</p>'


_BODIES = {
    "waiting": _waiting,
    "reading": _reading,
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
    return (
        '<p class="tools">'
        f'<button type="button" class="quiet" data-copy="{copied}">Copy</button>{thumbs}'
        f'<span class="seconds">{turn.seconds:.1f} s</span></p>'
    )


_THUMB = (
    '<svg viewBox="0 0 20 20" aria-hidden="true"{turned}><path d="M6.5 9 9.6 2.6c1.2 0 2 .9 2 2.1'
    'v2.8h4.2c1 0 1.8.9 1.6 1.9l-1.1 6.1c-.2.9-.9 1.5-1.8 1.5h-8M6.5 9v8M6.5 9H3v8h3.5"/></svg>'
)
_ICONS = {
    "up": _THUMB.format(turned=""),
    "down": _THUMB.format(turned=' class="turned"'),
}
