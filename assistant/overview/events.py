"""The dated sentences of an article: what happened, or is to happen, on which day."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.dates import DateMention
from assistant.overview.lines import Line, lines, stands_alone
from assistant.overview.telling import is_beside_the_news
from assistant.resolving import dates_at
from index import Article

MOST_LINES = 8
"""Dated sentences of an article that are considered, the first ones."""
MOST_DAYS = 31
"""A longer stretch of time ("in 2011") is no day that anything happened on."""
LEAD_LINES = 3
"""Sentences among which the lead is looked for; captions and datelines may stand before it."""

_PREPOSITION = re.compile(r"\b(?:on|in|at)\s+$", re.IGNORECASE)
_NO_DAY_OF_ITS_OWN = re.compile(
    r"\b(?:since|until|till|between|from|before|after|than|for|ahead of|prior to|following|"
    r"anniversary of|fourth of|the|a|an|its|his|her|their|this|that|every|each|most|[’']s)\s+$"
    r"|[-–/]$|\d (?:to|and|or) $",
    re.IGNORECASE,
)
_OF = re.compile(r"\bof\s+$", re.IGNORECASE)
_OF_A_DAY = re.compile(r"\b(?:as|night|evening|morning|afternoon|hours) of\s+$", re.IGNORECASE)
_SUBORDINATE = re.compile(r"\b(?:who|whose|which|where|that|when|after|before)\b[^,;]*$", re.I)
_OF_PEOPLE = re.compile(r"\b(?:who|whose|which|where)\b[^,;]*$", re.I)
_NEWS = re.compile(
    r"\b(?:ha(?:s|ve) (?!been\b)(?:\w+ ){0,2}?\w+(?:ed|en|n|ld|t|de|me)|said|says?|told|"
    r"according to|\w{2,}(?<!ne)ed|won|lost|met|fell|rose|began|took|gave|held|died|shot|led|"
    r"left|broke)\b"
)
_PICTURED = re.compile(
    r"\bon (?:[A-Z][a-z]+day, )?(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)(?:, \d{4})?\.$"
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|will|said|held|met|won|took|began|fell|died|left|came|"
    r"(?!wounded|injured|destroyed|damaged|displaced|burned)[a-z]{3,}ed)\b(?! near| in )"
)
_SETTING = re.compile(r"(?:for|as|if|when|while|over|with|since|although|despite)\b", re.I)
_HABIT = re.compile(
    r"\b(?:typically|usually|normally|traditionally|annually|(?:every|each) year)\b"
)
_PLANNED = re.compile(
    r"\b(?:will|shall|(?:is|are|was|were) (?:due |set |scheduled |expected )?to|due to|"
    r"to be held)\b"
)
_WAS = re.compile(r"\b(?:was|were|had)\b")
_TO_COME = re.compile(r",? (?:will|(?:is|are) to)\b")
_WEEKDAY = re.compile(r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.I)
_WEEK = timedelta(days=7)
_LONG_AGO = timedelta(days=270)
"""A day of a month without a year is told of from nearer than this."""
_YEARLESS = re.compile(r"(?!.*\b(?:last|previous|ago|\d{4})\b).*[a-z]{3}.*", re.I)
_GOES_ON = re.compile(r"-\w|[’']s\b|\s+(?:and|or|to|through|until)\s+(?:\d|[A-Z][a-z]+day\b)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence, the days it tells of, and its words that say so; None is the article's day."""

    line: Line
    since: date
    until: date
    words: str | None

    @property
    def is_of_one_day(self) -> bool:
        """Whether the very day is known."""
        return self.since == self.until


def dated(article: Article) -> list[Dated]:
    """Return the dated sentences of an article, in order; its lead has at least its own date."""
    found: list[Dated] = []
    has_lead = is_beside_the_news(article.title)
    for line in lines(article):
        if len(found) == MOST_LINES:
            break
        is_lead = not has_lead and line.number < LEAD_LINES and stands_alone(line.text)
        event = _lead(line) if is_lead else _told_in(line)
        has_lead = has_lead or is_lead
        if event is not None:
            found.append(event)
    return found


def _lead(line: Line) -> Dated | None:
    """Return the lead with the very day that it names, else with the article's own."""
    told = _told_in(line)
    if told is not None and told.is_of_one_day:
        return told
    day = line.article.published
    is_news = _NEWS.search(line.text) is not None and _SETTING.match(line.text) is None
    return Dated(line, day, day, None) if day and is_news else None


def _is_caption(text: str) -> bool:
    """Whether a sentence says what a picture shows: "People queue for water on June 22."."""
    return _PICTURED.search(text) is not None and _PAST.search(text) is None


def _told_in(line: Line) -> Dated | None:
    """Return a sentence with the finest date in it, the first of those that are alike fine."""
    text = line.article.text
    mentions = [
        _looking_ahead(line, mention)
        for mention in dates_at(line.article, *line.span)
        if _is_a_day(line, mention)
    ]
    if not mentions or _HABIT.search(line.text) or _is_caption(line.text):
        return None
    first = min(mentions, key=lambda mention: (mention.until - mention.since, mention.start))
    return Dated(line, first.since, first.until, _words(text, first))


def _is_a_day(line: Line, mention: DateMention) -> bool:
    """Whether a date says when something happens: not "since", "the 9/11 attacks", "Mar-a-"."""
    text = line.article.text
    if (mention.until - mention.since).days >= MOST_DAYS or _GOES_ON.match(text, mention.end):
        return False
    if text[mention.start : mention.end] == "TODAY":  # a newspaper
        return False
    before = text[line.span[0] : mention.start]
    if _OF.search(before):
        return _OF_A_DAY.search(before) is not None
    # "... that was signed last month": the sentence itself is of another day.
    aside = _OF_PEOPLE if mention.since == mention.until else _SUBORDINATE
    return not (_NO_DAY_OF_ITS_OWN.search(before) or aside.search(before))


def _looking_ahead(line: Line, mention: DateMention) -> DateMention:
    """Return a day that is to come, where a rule that looks back found one before it.

    So it is in what is planned; where a weekday would be six days ago, for nobody calls that
    "Wednesday" on a Tuesday (but a page may be brought up to date after its day); and where a
    month would be more than nine months ago, unless the sentence says that something was.
    """
    day = line.article.published
    if day is None or mention.since >= day:
        return mention
    words = line.article.text[mention.start : mention.end]
    before = line.article.text[line.span[0] : mention.start]
    if _WEEKDAY.fullmatch(words):
        if _PLANNED.search(before or line.text) or (day - mention.since).days == 6:
            return replace(mention, since=mention.since + _WEEK, until=mention.until + _WEEK)
    elif _YEARLESS.fullmatch(words):
        is_planned = _TO_COME.match(line.article.text, mention.end)
        was = _WAS.search(line.text) is not None and _PLANNED.search(line.text) is None
        if is_planned or (day - mention.until > _LONG_AGO and not was):
            return _next_year(mention)
    return mention


def _next_year(mention: DateMention) -> DateMention:
    try:
        since, until = (d.replace(year=d.year + 1) for d in (mention.since, mention.until))
    except ValueError:  # 29 February
        return mention
    return replace(mention, since=since, until=until)


def _words(text: str, mention: DateMention) -> str:
    before = _PREPOSITION.search(text, max(0, mention.start - 6), mention.start)
    return " ".join(text[before.start() if before else mention.start : mention.end].split())
