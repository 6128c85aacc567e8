"""Cited sentences: the sentence, its numbers, and the quote that a number shows when pointed at."""

from collections.abc import Sequence
from datetime import date

from assistant import Citation, Cited
from ui.conversation import numbered
from ui.render.words import button, day, escape, shorten, when

TIP_CHARACTERS = 420
LONGEST_WORD = 24


def prose(sentences: tuple[Cited, ...], owner: str) -> str:
    """Return sentences that run on, each followed by the numbers of its citations.

    :param owner: where the numbers are looked up again: a turn's number.
    """
    order = numbered(sentences)
    return " ".join(
        f'<span class="sentence">{_unbroken(sentence.text, _numbers(sentence, order, owner, n))}'
        "</span>"
        for n, sentence in enumerate(sentences)
    )


def _unbroken(text: str, numbers: str) -> str:
    """Return a sentence whose numbers never begin a line: they stay with the last word."""
    start = text.rstrip().rfind(" ") + 1
    if len(text) - start > LONGEST_WORD:
        return f"{escape(text)}{numbers}"
    last = f'<span class="unbroken">{escape(text[start:])}{numbers}</span>'
    return f"{escape(text[:start])}{last}"


def _numbers(sentence: Cited, order: Sequence[Citation], owner: str, place: int) -> str:
    return "".join(
        _number(citation, order.index(citation) + 1, owner, f"tip-{owner}-{place}-{n}")
        for n, citation in enumerate(dict.fromkeys(sentence.citations))
    )


def _number(citation: Citation, number: int, owner: str, tip: str) -> str:
    label = escape(f"Citation {number}: {citation.title}, {day(citation.published)}")
    quote = escape(shorten(citation.quote, TIP_CHARACTERS))
    return (
        f'<span class="cite"><button type="button" class="cite-number" data-do="cite" '
        f'data-turn="{owner}" data-number="{number}" aria-label="{label}" '
        f'aria-describedby="{tip}">{number}</button>'
        f'<span class="tip" role="tooltip" id="{tip}">'
        f'<span class="tip-quote" dir="auto">{quote}</span>'
        f'<span class="tip-facts"><b dir="auto">{escape(citation.title)}</b>'
        f"<span>{day(citation.published)}</span></span></span></span>"
    )


def sources(citations: Sequence[Citation], owner: str, today: date) -> str:
    """Return the cited articles, each once, with the numbers that cite it."""
    numbers: dict[str, list[int]] = {}
    for number, citation in enumerate(citations, start=1):
        numbers.setdefault(citation.article_id, []).append(number)
    rows = "".join(
        "<li>"
        + button(
            "cite",
            f'<span class="source-numbers">{" ".join(map(str, cited))}</span>'
            f'<span class="source-title" dir="auto">{escape(citations[cited[0] - 1].title)}</span>'
            f'<span class="source-facts">{when(citations[cited[0] - 1].published, today)}</span>',
            css="source",
            turn=owner,
            number=cited[0],
        )
        + "</li>"
        for cited in numbers.values()
    )
    return f'<ul class="sources" aria-label="Sources">{rows}</ul>'


def linked(sentences: tuple[Cited, ...]) -> str:
    """Return a summary: each sentence is itself the button that opens its place in the text."""
    order = numbered(sentences)
    rows = "".join(
        "<li>"
        + button(
            "jump",
            f'<span dir="auto">{escape(sentence.text)}</span> '
            f'<span class="jump-number">{order.index(sentence.citations[0]) + 1}</span>',
            css="jump",
            kind="summary",
            number=order.index(sentence.citations[0]) + 1,
        )
        + "</li>"
        for sentence in sentences
    )
    return f'<ol class="summary-sentences">{rows}</ol>'
