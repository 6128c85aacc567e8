"""Cited sentences: the sentence, its numbers, and the quote that a number shows when pointed at."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from assistant import Citation, Cited
from assistant.resolving import parts_with_days
from assistant.types import ResolvedDate, Support
from ui.conversation import Named, numbered
from ui.render.words import button, day, days, escape, shorten, when

CURRENT = ' aria-current="true"'
TIP_CHARACTERS = 420
LONGEST_WORD = 24
SUPPORT: Mapping[Support, str] = {
    "strong": "Strong support: these words answer the question",
    "partial": "Partial support: these words probably answer the question, or a part of it",
    "weak": "Weak support: these words may not answer the question, look at them",
}


def prose(
    sentences: Sequence[Cited],
    numbers: Mapping[Citation, int],
    owner: str,
    part: str = "s",
    first: int = 0,
) -> str:
    """Return sentences that run on, each followed by the numbers of its citations.

    :param numbers: the turn's citations with their numbers.
    :param owner: where the numbers are looked up again: a turn's number.
    :param part: names these sentences among those of the turn.
    :param first: the place of the first sentence in that part.
    """
    return " ".join(
        f'<span class="sentence" style="--nth:{min(n, 8)}">'
        f"{_sentence(each, _numbers(each, numbers, owner, f'{part}{n}') + _support(each))}</span>"
        for n, each in enumerate(sentences, first)
    )


def paragraphs(sentences: Sequence[Cited], numbers: Mapping[Citation, int], owner: str) -> str:
    """Return an answer's sentences, those of one article as a paragraph.

    Where there are several articles each paragraph begins with its article's day: what was said
    last year must not run on into what was said last week.
    """
    runs = [
        list(run)
        for _, run in groupby(sentences, key=lambda sentence: sentence.citations[0].article_id)
    ]
    html, first = "", 0
    for run in runs:
        published = day(run[0].citations[0].published)
        when = f'<span class="said-on" style="--nth:{min(first, 8)}">{published}</span> '
        said = prose(run, numbers, owner, first=first)
        html += f'<p class="answer-text" dir="auto">{when if len(runs) > 1 else ""}{said}</p>'
        first += len(run)
    return html


def _support(sentence: Cited) -> str:
    """Return three small bars that tell how surely a sentence answers."""
    if sentence.support is None:
        return ""
    return (
        f'<span class="support {sentence.support}" role="img" '
        f'aria-label="{sentence.support} support" title="{SUPPORT[sentence.support]}"></span>'
    )


def dated(text: str, dates: Sequence[ResolvedDate]) -> tuple[str, str]:
    """Put behind words such as "on Tuesday" the days they mean, in an editor's brackets.

    :returns: the HTML up to the last of them, and the text that is left.
    """
    parts, rest = parts_with_days(text, dates, days)
    html = "".join(f'{escape(part)} <span class="meant">[{shown}]</span>' for part, shown in parts)
    return html, rest


def versus(
    pairs: Sequence[tuple[Cited, Cited]], numbers: Mapping[Citation, int], owner: str, part: str
) -> str:
    """Return pairs of sentences that do not agree, side by side, each with its source and date."""
    return "".join(
        f'<div class="versus">{_side(one, numbers, owner, f"{part}{n}a")}'
        f"{_side(other, numbers, owner, f'{part}{n}b')}</div>"
        for n, (one, other) in enumerate(pairs)
    )


def _side(cited: Cited, numbers: Mapping[Citation, int], owner: str, part: str) -> str:
    source = cited.citations[0]
    return (
        f'<div class="side"><p class="side-facts">{day(source.published)}'
        f'<span dir="auto">{escape(source.title)}</span></p>'
        f'<p class="answer-text" dir="auto">{prose((cited,), numbers, owner, part)}</p></div>'
    )


def _sentence(cited: Cited, numbers: str) -> str:
    """Return a sentence whose numbers never begin a line: they stay with the last word."""
    html, text = dated(cited.text, cited.dates)
    start = text.rstrip().rfind(" ") + 1
    if len(text) - start > LONGEST_WORD:
        return f"{html}{escape(text)}{numbers}"
    last = f'<span class="unbroken">{escape(text[start:])}{numbers}</span>'
    return f"{html}{escape(text[:start])}{last}"


def _numbers(sentence: Cited, numbers: Mapping[Citation, int], owner: str, place: str) -> str:
    return "".join(
        _number(citation, sentence.support, numbers[citation], owner, f"tip-{owner}-{place}-{n}")
        for n, citation in enumerate(dict.fromkeys(sentence.citations))
    )


def _number(citation: Citation, support: Support | None, number: int, owner: str, tip: str) -> str:
    label = escape(f"Citation {number}: {citation.title}, {day(citation.published)}")
    quote = escape(shorten(citation.quote, TIP_CHARACTERS))
    said = f" · {support} support" if support else ""
    return (
        f'<span class="cite"><button type="button" class="cite-number" data-do="cite" '
        f'data-turn="{owner}" data-number="{number}" aria-label="{label}" '
        f'aria-describedby="{tip}">{number}</button>'
        f'<span class="tip" role="tooltip" id="{tip}">'
        f'<span class="tip-quote" dir="auto">{quote}</span>'
        f'<span class="tip-facts"><b dir="auto">{escape(citation.title)}</b>'
        f"<span>{day(citation.published)}{said}</span></span></span></span>"
    )


def sources(numbers: Mapping[Citation, int], owner: str, today: date) -> str:
    """Return the cited articles, each once, with the numbers that cite it."""
    cited: dict[str, list[Citation]] = {}
    for citation in numbers:
        cited.setdefault(citation.article_id, []).append(citation)
    rows = "".join(
        "<li>"
        + button(
            "cite",
            f'<span class="source-numbers">{" ".join(str(numbers[each]) for each in by)}</span>'
            f'<span class="source-title" dir="auto">{escape(by[0].title)}</span>'
            f'<span class="source-facts">{when(by[0].published, today)}</span>',
            css="source",
            turn=owner,
            number=numbers[by[0]],
        )
        + "</li>"
        for by in cited.values()
    )
    return f'<ul class="sources" aria-label="Sources">{rows}</ul>'


def headline(named: Named, today: date) -> str:
    """Return an article by its headline, which opens it."""
    return button(
        "open",
        f'<span class="source-title" dir="auto">{escape(named.title)}</span>'
        f'<span class="source-facts">{when(named.published, today)}</span>',
        css="source",
        article=named.article_id,
    )


def linked(sentences: tuple[Cited, ...], marked: int = 0) -> str:
    """Return a summary: each sentence is itself the button that opens its place in the text.

    :param marked: the number of the sentence whose place is marked in the text.
    """
    numbers = numbered(sentences)
    rows = "".join(
        f'<li dir="auto"{CURRENT if numbers[sentence.citations[0]] == marked else ""}>'
        + button(
            "jump",
            f"<span>{escape(sentence.text)}</span>\N{NO-BREAK SPACE}"
            f'<span class="jump-number">{numbers[sentence.citations[0]]}</span>',
            css="jump",
            kind="summary",
            number=numbers[sentence.citations[0]],
        )
        + "</li>"
        for sentence in sentences
    )
    return f'<ol class="summary-sentences">{rows}</ol>'
