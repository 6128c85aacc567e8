"""The stretch of time that a question asks about, and the search that it limits.

News reports lag, so articles are searched a little beyond the limits; an answer from there counts
only if it names a day within them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.dates import DateLimits, date_limits
from assistant.errors import InputError
from assistant.events import Event, EventDay, event_in, limits_by
from assistant.statements import asked_speaker, without_beyond
from index import Filter

_WHETHER_TRUE = re.compile(
    r"(?:and |but |so )?(?:(?:is|was|are|were) (?:that|this|it|these|those|you|they) )?"
    r"(?:really|actually|quite|absolutely|for)? ?"
    r"(?:true|right|correct|sure|certain|accurate|serious|honest|the case|so)?[ ?!.]*",
    re.IGNORECASE,
)
MAX_QUESTION = 2000
"""Characters."""
EARLY, LATE = timedelta(days=1), timedelta(days=3)
"""How far before and after its day an event may be reported: time zones, and a weekend."""
_RELATIVE = re.compile(
    r"\b(?:yesterday|today|tonight|last|this|past|previous|next|coming|earlier|later|ago|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the stretch of time it asks about, if any.

    `words` are what is searched for and read: without words that the articles of that time do
    not use ("last week", "on 15 September"). `topic_words` are without any that limit the time.
    """

    question: str
    words: str
    topic_words: str
    limits: DateLimits | None


def understood(
    question: str,
    today: date,
    newest: Callable[[], date | None],
    day_of: Callable[[Event], EventDay | None] = lambda event: None,
) -> Asked:
    """Return a question with its limits of time.

    :param newest: the date of the newest article it may be answered from. A month without a year
        that no article can have told of yet ("in March") is the latest one before that date.
    :param day_of: returns the day of an event where the articles plainly tell it.
    """
    limits = date_limits(question, today)
    if limits is None:
        asked = _since_event(question, day_of)
        return replace(asked, words=without_beyond(asked.words)[0])
    if limits.is_yearless:
        latest = newest()
        if latest is not None and latest < (limits.since or limits.until or latest):
            limits = date_limits(question, latest) or limits
    topic_words = _without(question, limits.phrase)
    told = _RELATIVE.search(limits.phrase) or _is_short(limits)
    words = without_beyond(topic_words if told else question)[0]
    return Asked(question, words, topic_words, limits)


def _since_event(question: str, day_of: Callable[[Event], EventDay | None]) -> Asked:
    """Return a question limited by an event ("since Sweden joined NATO"), if its day is known.

    Otherwise the limits are open, which tells that the words of the event limit nothing.
    """
    event = event_in(question)
    if event is None:
        return Asked(question, question, question, None)
    found = day_of(event)
    limits = limits_by(event, found) if found else None
    if limits is None:
        return Asked(question, question, question, DateLimits(None, None, event.phrase))
    topic_words = _without(question, event.phrase)
    # What somebody said about another topic is not found by the words of the event, and a
    # question is read worse with an event before it.
    apart = asked_speaker(topic_words) is not None or question.startswith(event.phrase)
    words = topic_words if apart else question
    return Asked(question, words, topic_words, limits)


def _is_short(limits: DateLimits) -> bool:
    """Whether the articles of that time hardly name it: they write "on Sunday"."""
    if limits.since is None or limits.until is None:
        return False
    return limits.until - limits.since < timedelta(days=8)


def asks_whether_true(question: str) -> bool:
    """Whether a question says nothing of what it asks about: "Is that true?", "Are you sure?"."""
    return _WHETHER_TRUE.fullmatch(question.strip()) is not None


def within(where: Filter, limits: DateLimits | None) -> Filter:
    """Return a filter narrowed to the limits and the days around them; never wider than it was."""
    if limits is None:
        return where
    since, until = limits.since, limits.until
    if since is not None:
        since = since - EARLY if since > date.min + EARLY else date.min
    if until is not None:
        until = until + LATE if until < date.max - LATE else date.max
    return Filter(
        where.articles,
        where.sources,
        max((day for day in (where.since, since) if day), default=None),
        min((day for day in (where.until, until) if day), default=None),
    )


def _without(question: str, phrase: str) -> str:
    text = re.sub(re.escape(phrase), " ", question, count=1)
    text = re.sub(r"\s+([?,.!])", r"\1", " ".join(text.split())).strip(" ,")
    return text if re.search(r"\w", text) else question


def checked(question: str) -> str:
    """Return a question on one line.

    :raises InputError: if it is empty or too long.
    """
    # A shell may pass half a character on, which no tokeniser takes.
    question = " ".join(question.encode("utf-8", "replace").decode("utf-8").split())
    if not question:
        raise InputError("the question is empty: ask something")
    if len(question) > MAX_QUESTION:
        raise InputError(
            f"the question has {len(question)} characters, at most {MAX_QUESTION} are read: "
            "shorten it"
        )
    return question
