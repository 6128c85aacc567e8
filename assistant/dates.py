"""Dates in words: "on Tuesday" in an article, "since January 5" in a question.

Rules for English. A day or a month without a year is the latest one that has begun, unless the
words before it look ahead ("will meet on Friday"). Weeks begin on Monday.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.periods import EXPRESSION, MONTH, SOME, Period, period


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or a stretch of time that a text names at `start:end`; days are inclusive."""

    start: int
    end: int
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class DateLimits:
    """What a question limits its answer to: days inclusive, None where it is open.

    Both ends are open where it names an event as its limit whose day the articles do not tell.
    `phrase` is the words of the question that say so ("in March 2022"). `dated_by` is the headline
    of the article that dates the event in them ("since the summit").
    """

    since: date | None
    until: date | None
    phrase: str
    dated_by: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it limits nothing."""
        return self.since is None and self.until is None

    @property
    def names_year(self) -> bool:
        """Whether its words say which year they mean ("in March 2022")."""
        return re.search(r"\b\d{4}", self.phrase) is not None

    @property
    def is_yearless(self) -> bool:
        """Whether its words name a month without a year ("in March"), of which there are many."""
        relative = re.search(r"\b(?:last|this|next|past|previous)\b", self.phrase, re.I)
        plain = relative is None and not self.names_year
        return plain and _YEARLESS.search(self.phrase) is not None


_AHEAD = re.compile(
    r"\b(?:(?:will|shall|would|due|scheduled|expected|set (?:to|for)|plans?|planned|ahead of|is to|"
    r"are to|upcoming|forthcoming|heading into|leading up to|run-up to|"
    r"deadline|expires?)\b[^.!?\n]{0,60}|(?:by|until)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_OF = re.compile(r"\bof\s+(?:the\s+)?$", re.IGNORECASE)
_ANY = re.compile(rf"\b(?:{EXPRESSION})\b", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+(?P<first>{EXPRESSION})\s+(?:and|to|until|till|through)\s+"
    rf"(?P<second>{EXPRESSION})\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    rf"\b(?P<word>since|before|after|until|till|up to|prior to|from|by|in|on|during|over|within|"
    rf"throughout|for|of|as of)?\s*(?:the\s+|early\s+|late\s+|mid-?\s*|start of\s+|end of\s+)*"
    rf"(?P<when>{EXPRESSION})(?P<onwards>\s+onwards?)?\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:yesterday|today|tonight|(?:last|this|past|previous|next|earlier|later)\b.*|.*\bago|.*\d{4}.+|.*\d.*)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:yesterday|today|tonight|(?:last|this|past|previous|next|coming|earlier|later)\b|.*\bago$)",
    re.IGNORECASE,
)
_YEARLESS = re.compile(rf"\b{MONTH}(?![\w])", re.IGNORECASE)
_DISTANCE = re.compile(r"\b(?:ago|earlier)$", re.IGNORECASE)
_MORE = re.compile(r"\b(?:(?:more|longer) than|over|at least|upwards of)\s+$", re.IGNORECASE)
_LESS = re.compile(r"\b(?:(?:less|fewer) than|under|at most|not (?:even|quite))\s+$", re.IGNORECASE)
_ROUGH = re.compile(
    r"\b(?:nearly|almost|about|around|some|roughly|approximately|(?:close|next) to|up to|perhaps|"
    r"maybe|probably|an estimated|"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:or|to))\s+$|[-–]$",
    re.IGNORECASE,
)
"""What stands before a distance of time that is none to the day: "nearly 20 years ago"."""
_LAST_OF = re.compile(
    r"(?:\w+\s+)?the\s+(?:last|past|previous|next)\s+(?:night|day|week|weekend|month|year) of ",
    re.IGNORECASE,
)
"""The last of something else: "on the last night of the festival"."""
_SEVERAL = re.compile(rf"\b{SOME} ", re.IGNORECASE)


def dates_in(text: str, published: date) -> list[DateMention]:
    """Return the dates a text names, in order, resolved against its publication date.

    A vague distance ("more than 20 years ago", "a few days ago") names none.
    """
    mentions: list[DateMention] = []
    for match in _ANY.finditer(text):
        # "Mar-a-Lago" is no month.
        if text.startswith("-", match.end()) or not _is_date(text, match.group(), match.start()):
            continue
        before = text[max(0, match.start() - 90) : match.start()]
        if _is_vague(match.group(), before):
            continue
        # "will rebuild what the earthquake of 8 September destroyed" does not look ahead to it.
        ahead = _AHEAD.search(before) is not None and _OF.search(before) is None
        found = period(match.group(), published, ahead=ahead)
        if found is not None:
            mentions.append(DateMention(match.start(), match.end(), *found))
    return mentions


def _is_vague(words: str, before: str) -> bool:
    """Whether a time is told only roughly, so that no day or year may be given for it."""
    if _SEVERAL.search(words):
        return True
    rough = _MORE.search(before) or _LESS.search(before) or _ROUGH.search(before)
    return _DISTANCE.search(words) is not None and rough is not None


def date_limits(question: str, today: date) -> DateLimits | None:
    """Return the stretch of time a question asks about, or None if it names none.

    "since", "before", "after" and "until" leave one end open; "between ... and ..." closes both.
    """
    both = _BETWEEN.search(question)
    if both is not None:
        limits = _between(both, today)
        if limits is not None:
            return limits
    for match in _LIMIT.finditer(question):
        word = (match["word"] or "").lower()
        if not _is_limit(match, word):
            continue
        found = period(match["when"], today, ahead=word == "by")
        if found is not None:
            rough = _side(question, match)
            if rough is not None:
                side, start = rough
                return _limits(side, found, question[start : match.end()].strip())
            word = "since" if match["onwards"] else word
            return _limits(word, found, match.group().strip())
    return None


def _side(question: str, match: re.Match[str]) -> tuple[str, int] | None:
    """Return which side of a time "more than two years ago" means, and where that begins."""
    if _DISTANCE.search(match["when"]) is None:
        return None
    before = question[: match.start("when")]
    for side, pattern in (("until", _MORE), ("since", _LESS)):
        found = pattern.search(before)
        if found is not None:
            return side, found.start()
    return None


def _between(match: re.Match[str], today: date) -> DateLimits | None:
    second = period(match["second"], today)
    if second is None:
        return None
    named_year = re.search(r"\b\d{4}\b", match["second"])
    first_text = match["first"]
    if named_year and not re.search(r"\b\d{4}\b", first_text):
        first_text = f"{first_text} {named_year.group()}"  # "between March and May 2022"
    first = period(first_text, today) or period(match["first"], today)
    if first is None or first[0] > second[1]:
        return None
    return DateLimits(first[0], second[1], match.group().strip())


def _limits(word: str, found: Period, phrase: str) -> DateLimits | None:
    since, until = found
    day = timedelta(days=1)
    if word in ("since", "from", "as of"):
        return DateLimits(since, None, phrase)
    if word in ("until", "till", "up to", "by"):
        return DateLimits(None, until, phrase)
    if word in ("before", "prior to"):
        return DateLimits(None, since - day, phrase) if since > date.min else None
    if word == "after":
        return DateLimits(until + day, None, phrase) if until < date.max else None
    return DateLimits(since, until, phrase)


def _is_limit(match: re.Match[str], word: str) -> bool:
    """Whether a date stands there as a time: "in 2022" does, "the 2022 World Cup" does not."""
    when = match["when"]
    if _LAST_OF.fullmatch(match.group().strip() + match.string[match.end() :][:4]):
        return False
    if word in ("for", "of"):
        # "news of the last month", but "the coup of July 2023" tells which coup.
        return _RELATIVE.match(when) is not None
    if word:
        names = re.fullmatch(r"\d{4}", when) and re.search(
            r"\bthe\s+$", match.group()[: -len(when)]
        )
        return not (names and re.match(r"\s+[^\W\d]", match.string[match.end() :]))
    return _ALONE.fullmatch(when) is not None and re.fullmatch(r"\d{4}", when) is None


_BEFORE = re.compile(r"\b(?:in|since|during|until|by|before|after|from|for|of|to|on|and)\s+$", re.I)


def _is_date(text: str, words: str, start: int) -> bool:
    """Whether words that may mean something else ("may", "march", "2022") mean a date here."""
    if re.fullmatch(r"T(?:oday|ODAY)", words):
        # "USA Today" is a newspaper.
        return re.search(r"\b[A-Z]\w* +$", text[:start]) is None
    if re.fullmatch(r"\d{4}|may|march|second|sun|sat|wed", words, re.IGNORECASE):
        if words[0].islower():
            return False
        return _BEFORE.search(text, max(0, start - 12), start) is not None
    return True


def days(since: date | None, until: date | None) -> str:
    """Return a stretch of days as a person writes it: "3 December 2024", "March 2025", "2025"."""
    if since is None or until is None:
        only = since or until
        return f"{'since' if since else 'until'} {_day(only)}" if only else "any time"
    if since == until:
        return _day(since)
    if since.day == 1 and until < date.max and (until + timedelta(days=1)).day == 1:
        if (since.month, until.month) == (1, 12) and since.year == until.year:
            return str(since.year)
        if (since.year, since.month) == (until.year, until.month):
            return f"{since:%B} {since.year}"
    return f"{_day(since)} to {_day(until)}"


def meant(words: str, since: date, until: date, written: Callable[[date, date], str] = days) -> str:
    """Return what an editor's brackets say behind words of time: the days that they mean.

    Of "on 27 November" they leave nothing open but the year.

    :param written: how a stretch of days is written.
    """
    tells_rest = _YEARLESS.search(words) is not None and re.search(r"\b\d{4}", words) is None
    return str(since.year) if tells_rest and since.year == until.year else written(since, until)


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
