"""Which days the words of an article mean: "on Tuesday" is 3 December 2024.

A date that a plain rule may get wrong is left out: one told from another day than the article's
own ("two days earlier", "of that year"), and a month or day in a paragraph about another year, or,
where it would be long ago, after one about another year.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from assistant.dates import DateLimits, DateMention, dates_in, days, meant
from assistant.periods import period
from assistant.types import Citation, Cited, ResolvedDate
from index import Article

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d(?=s?\b)")
_FROM_ELSEWHERE = re.compile(r"\b(?:earlier|later|previous)$|^previous\b", re.IGNORECASE)
_OF_THAT_YEAR = re.compile(r",? (?:of )?(?:that|the same) year\b")
_OF_ANOTHER_YEAR = re.compile(r",? (?:of )?the (?:following|next|previous) year\b")
_DAY_OR_MONTH_ONLY = re.compile(r"\d|^(?!\w*day\b)[a-z]{3,9}\.?$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:on|in|by|since|until|before|after|from|during|of)\s+(?:the\s+)?$", re.IGNORECASE
)
_YEAR_LATER = re.compile(r"\b(?:(?:a|one) year later|the (?:following|next) year)\b", re.IGNORECASE)
_NO_DAY = date(2000, 1, 1)
_CONTEXT = 600
"""Characters before a date, in its paragraph, in which another year may be named."""
_LONG_AGO = timedelta(days=60)
"""A day that much before its article's may be of a year that an earlier paragraph names."""


def dates_at(article: Article, start: int, end: int) -> Iterator[DateMention]:
    """Yield the dates named in `article.text[start:end]`, with places in the article's text.

    Without a date of publication only those that name a year are known.
    """
    for found in dates_in(article.text[start:end], article.published or _NO_DAY):
        mention = replace(found, start=found.start + start, end=found.end + start)
        words = article.text[mention.start : mention.end]
        if _OF_THAT_YEAR.match(article.text, mention.end):
            told = _of_that_year(article, mention)
            if told is not None:
                yield told
        elif _YEAR.search(words) or (article.published and not _is_doubtful(article, mention)):
            yield mention
    yield from _years_later(article, start, end)


def _years_later(article: Article, start: int, end: int) -> Iterator[DateMention]:
    """Yield "a year later" as the year after the one that its paragraph named last."""
    for match in _YEAR_LATER.finditer(article.text, start, end):
        mention = DateMention(match.start(), match.end(), _NO_DAY, _NO_DAY)
        years = _years_before(article, mention)
        if years and int(years[-1]) < date.max.year:
            year = int(years[-1]) + 1
            yield replace(mention, since=date(year, 1, 1), until=date(year, 12, 31))


def _of_that_year(article: Article, mention: DateMention) -> DateMention | None:
    """Return "30 September of that year" in the year that its paragraph named last."""
    years = _years_before(article, mention)
    words = article.text[mention.start : mention.end]
    found = period(f"{words} {years[-1]}", _NO_DAY) if years else None
    return replace(mention, since=found[0], until=found[1]) if found else None


def _is_doubtful(article: Article, mention: DateMention) -> bool:
    words = article.text[mention.start : mention.end]
    if _FROM_ELSEWHERE.search(words) or _OF_ANOTHER_YEAR.match(article.text, mention.end):
        return True
    if not _DAY_OR_MONTH_ONLY.search(words):
        return False
    years = _years_before(article, mention)
    if not years and article.published and article.published - mention.until > _LONG_AGO:
        # The news of an article is told in its first days; what is older goes on with a story.
        years = _YEAR.findall(article.text, max(0, mention.start - _CONTEXT), mention.start)
    return bool(years) and int(years[-1]) not in (mention.since.year, mention.until.year)


def _years_before(article: Article, mention: DateMention) -> list[str]:
    begin = max(article.text.rfind("\n", 0, mention.start) + 1, mention.start - _CONTEXT)
    return _YEAR.findall(article.text, begin, mention.start)


def with_dates(cited: Cited, article_of: dict[str, Article]) -> Cited:
    """Return a sentence with the days that its relative words of time mean."""
    found: dict[str, ResolvedDate] = {}
    for citation in cited.citations:
        article = article_of.get(citation.article_id)
        for mention in _relative(article, citation) if article else ():
            if mention.words in cited.text:
                found.setdefault(mention.words, mention)
    ordered = sorted(found.values(), key=lambda resolved: cited.text.index(resolved.words))
    return replace(cited, dates=tuple(ordered))


def _relative(article: Article, citation: Citation) -> Iterator[ResolvedDate]:
    for mention in dates_at(article, citation.start, citation.end):
        before = _PREPOSITION.search(article.text, citation.start, mention.start)
        start = before.start() if before else mention.start
        words = article.text[start : mention.end]
        if not _YEAR.search(words):
            yield ResolvedDate(words, mention.since, mention.until)


def dates_of(short: str | None, sentences: Iterable[Cited]) -> tuple[ResolvedDate, ...]:
    """Return the dates that a short answer's words mean in the sentences it comes from."""
    if short is None:
        return ()
    plain = short.lower()
    for sentence in sentences:
        if plain in sentence.text.lower():
            within = [d for d in sentence.dates if _bare(d.words) in plain]
            return tuple(replace(d, words=_as_in(short, d.words)) for d in within)
    return ()


def _bare(words: str) -> str:
    return _LEADING.sub("", words).lower()


def _as_in(short: str, words: str) -> str:
    """Return as many of the words as the short answer has."""
    return words if words.lower() in short.lower() else _LEADING.sub("", words)


_LEADING = re.compile(_PREPOSITION.pattern.removesuffix("$"), re.IGNORECASE)


def parts_with_days(
    text: str, dates: Iterable[ResolvedDate], written: Callable[[date, date], str] = days
) -> tuple[list[tuple[str, str]], str]:
    """Return a text cut behind its words of time, and what is left of it behind the last.

    Each part ends with such words and comes with what an editor's brackets say behind them: the
    days that they mean. Nothing is said inside anybody's quotation.

    :param dates: those of the text, in order.
    :param written: how a stretch of days is written.
    """
    parts: list[tuple[str, str]] = []
    start = 0
    for each in dates:
        # From where the last one ended: "Tuesday" is not that of "on Tuesday" before it.
        at = text.find(each.words, start)
        if at >= 0 and not _is_quoted(text, at):
            end = at + len(each.words)
            parts.append((text[start:end], meant(each.words, each.since, each.until, written)))
            start = end
    return parts, text[start:]


def with_days(
    text: str, dates: Iterable[ResolvedDate], written: Callable[[date, date], str] = days
) -> str:
    """Return a text with the days that its words of time mean, as `parts_with_days` has them."""
    parts, rest = parts_with_days(text, dates, written)
    return "".join(f"{part} [{shown}]" for part, shown in parts) + rest


def _is_quoted(text: str, at: int) -> bool:
    """Whether a quotation that is opened before a place is still open there."""
    return sum(text.count(mark, 0, at) for mark in '"“”') % 2 == 1


def is_of(
    limits: DateLimits,
    sentences: Iterable[Cited],
    article_of: dict[str, Article],
    *,
    late: bool,
) -> bool:
    """Whether a sentence tells of the time asked about: by its words, or its article's date.

    A month or day without a year is one of any year.

    :param late: whether only its words count.
    """
    return any(
        (not late and citation.published is not None and _holds(limits, citation.published))
        or _names_day_of(limits, article_of[citation.article_id], citation)
        for sentence in sentences
        for citation in sentence.citations
        if citation.article_id in article_of  # It may have been removed meanwhile.
    )


def _names_day_of(limits: DateLimits, article: Article, citation: Citation) -> bool:
    return any(
        _overlaps(limits, mention) and not _is_wider(limits, mention)
        for mention in dates_at(article, citation.start, citation.end)
    )


def _holds(limits: DateLimits, day: date) -> bool:
    return (limits.since or date.min) <= day <= (limits.until or date.max)


def _overlaps(limits: DateLimits, mention: DateMention) -> bool:
    since, until = limits.since or date.min, limits.until or date.max
    if limits.is_yearless and limits.since and limits.until:
        shift = mention.since.year - limits.since.year
        try:
            since, until = (day.replace(year=day.year + shift) for day in (since, until))
        except ValueError:  # 29 February
            return False
    return mention.since <= until and since <= mention.until


def _is_wider(limits: DateLimits, mention: DateMention) -> bool:
    """Whether a mention says less than was asked: "in 2019" for a question on 3 March 2019."""
    if limits.since is None or limits.until is None:
        return False
    month = timedelta(days=31)
    return mention.until - mention.since > max(limits.until - limits.since, month)
