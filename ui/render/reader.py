"""The reader: an article set to be read, with the cited words in a mark."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from assistant import Statement
from index import Article
from ui.reading import LENGTHS, Reading
from ui.render.citations import linked
from ui.render.words import button, escape, plural, shorten, web_address, when

# A paragraph with the line ends that follow it, so that no character is lost between two.
_PARAGRAPH = re.compile(r"[^\n]+\n*|\n+")

EMPTY = (
    '<div class="reader-empty"><p class="kicker">Reader</p>'
    "<h2>Nothing is open</h2>"
    "<p>Open an article from the library, or click the number behind a sentence of an answer: "
    "the article opens here on those very words.</p></div>"
)


def render_reader(reading: Reading, today: date) -> str:
    """Return the open article with its tools, or what to do when none is open."""
    if reading.article is None:
        if reading.notice is None:
            return EMPTY
        return f'{EMPTY}<p class="notice error" role="alert">{escape(reading.notice)}</p>'
    article = reading.article
    return (
        f'<article class="paper" data-opened="{reading.opened}" data-article="{article.id}" '
        f'data-cited="{escape(reading.cited)}" aria-label="Article">'
        f"{_bar(reading)}"
        f"{_head(article, today)}"
        f"{_state(reading)}{_summary(reading)}{_statements(reading)}"
        f'<div class="article-text" lang="{escape(article.language)}">'
        f"{render_text(article.text, reading.mark, reading.also_cited())}</div></article>"
    )


def render_text(
    text: str, mark: tuple[int, int] | None, also: Sequence[tuple[int, int]] = ()
) -> str:
    """Return a text as paragraphs, with the characters of `mark` in `<mark>`.

    Spans are Unicode code points, half open. What stands between the tags is the text itself,
    character for character; the text of the marks, one after the other, is `text[start:end]`.
    """
    return "".join(
        f'<p dir="auto">{_pieces(text, found.start(), found.end(), mark, also)}</p>'
        for found in _PARAGRAPH.finditer(text)
    )


def _pieces(
    text: str,
    start: int,
    end: int,
    mark: tuple[int, int] | None,
    also: Sequence[tuple[int, int]],
) -> str:
    spans = [span for span in also if span[0] < end and span[1] > start]
    cuts = {start, end}
    for span in [*spans, *([mark] if mark else [])]:
        cuts.update(cut for cut in span if start < cut < end)
    edges = sorted(cuts)
    return "".join(
        _piece(
            escape(text[first:last]),
            marked=mark is not None and mark[0] <= first and last <= mark[1],
            also=any(span[0] <= first and last <= span[1] for span in spans),
        )
        for first, last in pairwise(edges)
    )


def _piece(escaped: str, *, marked: bool, also: bool) -> str:
    if marked:
        return f"<mark>{escaped}</mark>"
    return f'<span class="also-cited">{escaped}</span>' if also else escaped


def _bar(reading: Reading) -> str:
    lengths = "".join(
        f'<button type="button" data-do="summarise" data-length="{length}" '
        f'aria-pressed="{"true" if reading.length == length else "false"}">{length}</button>'
        for length in LENGTHS
    )
    said = (
        f'<button type="button" class="tool" data-do="statements" '
        f'aria-pressed="{"true" if reading.statements is not None else "false"}">'
        "Who said what</button>"
        '<button type="button" class="tool" data-ask-this aria-expanded="false" '
        'aria-controls="ask-this" aria-label="Ask this article">'
        'Ask<span class="more"> this article</span></button>'
    )
    return (
        '<div class="reader-bar">'
        f'<div class="segments" role="group" aria-label="Summarise">'
        f'<span class="segments-name">Summarise</span>{lengths}</div>{said}{_trail(reading)}</div>'
    )


def _trail(reading: Reading) -> str:
    if len(reading.trail) < 2:
        return ""  # there is nowhere to step to
    here, count = reading.position + 1, len(reading.trail)
    back = button("step", "‹", css="step", title="Previous citation (p)", by=-1)
    on = button("step", "›", css="step", title="Next citation (n)", by=1)
    return (
        f'<div class="trail"><span role="status"><span class="trail-name">'
        f"{escape(reading.trail_name)} </span>{here} of {count}</span>{back}{on}</div>"
    )


def _head(article: Article, today: date) -> str:
    address = web_address(article.url)
    facts = [
        f'<span dir="auto">{escape(article.source)}</span>' if article.source else "",
        when(article.published, today),
        plural(len(article.text.split()), "word").replace(" ", "&nbsp;"),
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer" '
        f'referrerpolicy="no-referrer">Original</a>'
        if address
        else "",
    ]
    line = "&nbsp;· ".join(fact for fact in facts if fact)
    return (
        f'<header class="article-head"><h2 dir="auto">{escape(article.title)}</h2>'
        f'<p class="facts">{line}</p>{_correction(article)}{_language(article)}</header>'
    )


def _correction(article: Article) -> str:
    """Return the form in which a date or a source that was read wrongly is put right."""
    published = article.published.isoformat() if article.published else ""
    return (
        '<details class="correct"><summary>Correct date or source</summary>'
        '<form data-submit="correct">'
        f'<label>Date<input type="date" name="published" value="{published}"></label>'
        f'<label>Source<input name="source" value="{escape(article.source or "")}" '
        'maxlength="200" autocomplete="off"></label>'
        '<button type="submit" class="tool">Save</button></form></details>'
    )


def _language(article: Article) -> str:
    if article.language == "en":
        return ""
    return (
        '<p class="notice">This article does not seem to be in English. Answers, summaries and '
        "who said what are made for English only.</p>"
    )


def _state(reading: Reading) -> str:
    if reading.busy:
        return f'<p class="progress-line" role="status">{escape(reading.busy)}</p>'
    if reading.notice:
        return f'<p class="notice error" role="alert">{escape(reading.notice)}</p>'
    return ""


def _summary(reading: Reading) -> str:
    summary = reading.summary
    if summary is None:
        return ""
    same = reading.same_as
    more = (
        f'<p class="notice" role="status">There is nothing more to add: the {same} summary '
        "says the same.</p>"
        if same
        else ""
    )
    here = reading.position + 1 if reading.trail_name == "Sentence" and reading.trail else 0
    return (
        f'<section class="aside" aria-label="Summary"><h3>Summary</h3>{more}'
        f"{linked(summary.sentences, here)}"
        '<p class="fine">All of the article was read for it. '
        "Click a sentence to see where it comes from.</p></section>"
    )


def _statements(reading: Reading) -> str:
    if reading.statements is None:
        return ""
    if not reading.statements:
        return (
            '<section class="aside" aria-label="Who said what"><h3>Who said what</h3>'
            f"<p>{_nobody(reading.article)}</p></section>"
        )
    return _speakers(reading.statements)


def _nobody(article: Article | None) -> str:
    if article is not None and article.language != "en":
        return "Who said what can be told for English articles only."
    return "Nobody is quoted by name in this article."


def _speakers(statements: Sequence[Statement]) -> str:
    speakers: dict[str, list[int]] = {}
    for number, statement in enumerate(statements):
        speakers.setdefault(statement.speaker, []).append(number)
    blocks = "".join(
        f'<li><h4 dir="auto">{escape(speaker)}</h4>'
        + "".join(_statement(statements[number], number + 1) for number in numbers)
        + "</li>"
        for speaker, numbers in speakers.items()
    )
    return (
        f'<section class="aside" aria-label="Who said what"><h3>Who said what</h3>'
        f'<ul class="speakers">{blocks}</ul></section>'
    )


def _statement(statement: Statement, number: int) -> str:
    kind = "quoted" if statement.direct else "reported"
    cue = f" · {escape(statement.cue)}" if statement.cue else ""
    said = shorten(statement.text, 400)
    return button(
        "jump",
        f'<span dir="auto">{escape(f"“{said}”" if statement.direct else said)}</span> '
        f'<span class="cue">{kind}{cue}</span>',
        css="jump",
        kind="statement",
        number=number,
    )


def render_suggestions(reading: Reading) -> str:
    """Return questions that the open article answers; the page shows them with that one only."""
    if not reading.suggestions or reading.article is None:
        return ""
    offered = "".join(
        f"<li>{button('ask', escape(q), css='chip', text=q, article=reading.article.id)}</li>"
        for q in reading.suggestions
    )
    return (
        f'<nav data-of="{reading.article.id}" aria-label="Questions about this article">'
        f'<ul class="chips">{offered}</ul></nav>'
    )
