"""The day of an event that a question names as its limit: "since Sweden joined NATO".

The library tells it, or nothing does: a sentence has to hold every word of the event and name one
day for it, and all sentences that do have to name the same one. Otherwise the words stay what they
are, words to search for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.base_forms import base_form
from assistant.dates import DateLimits
from assistant.grounding import stem, tokens
from assistant.resolving import dates_at
from assistant.statements import asked_speaker
from assistant.statements.words import PREPOSITIONS
from index import Article, Hit
from index.sentences import Span, sentence_spans
from index.terms import STOP_WORDS

SEARCHED = 12
"""Passages in which the day of an event is looked for."""
_EVENT = re.compile(
    r"\b(?P<word>since|after|before)\s+(?P<event>[^,;?!]+?)\s*(?=[,;?!]|$)", re.IGNORECASE
)
_NO_EVENT = re.compile(
    r"(?:then|that|this|it|all|when|which|now|today|\w+ing|his|her|their|being)\b", re.IGNORECASE
)
_OTHER_TIME = re.compile(
    r"\b(?:after|before|since|following|until|till|despite|ahead of|because of|would|will|may|"
    r"might|could|not|never|said|says|told|announced|warned|plans?)\b",
    re.IGNORECASE,
)
"""Before an event, words that make the day of the sentence another one than the event's."""
_OWN_DAY = re.compile(r"\s*,?\s*(?:of|on)?\s*(?:the\s+)?$", re.IGNORECASE)
_FALL = re.compile(
    r"(?:the\s+)?(?:fall|overthrow|ousting|ouster|toppling) of\s+(?P<who>[A-Z].*)|"
    r"(?P<whose>[A-Z].*?)['’]s?\s+(?:fall|overthrow|ousting|ouster)"
)
_OVERTHROWN = (
    r"\s+(?P<count>a|one|two|three|four|five|six)\s+days?\s+after\s+(?:[\w’'-]+\s+){{1,9}}?"
    r"(?:overthrew|toppled|ousted|deposed)\s+(?:[\w’'-]+\s+){{0,4}}?(?:al-)?{who}\b(?!['’])"
)
"""What follows a named day: how many days before it somebody overthrew `who`."""
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NOUN_ENDING = re.compile(r"(?<=\w{5})(?:ation|ment|al)$")


@dataclass(frozen=True, slots=True)
class Event:
    """An event that limits a question's time, in its words: `phrase` is `word` and `name`."""

    word: str
    name: str
    phrase: str


@dataclass(frozen=True, slots=True)
class EventDay:
    """The day of an event, and the headline of the article that tells it."""

    day: date
    headline: str


def event_in(question: str) -> Event | None:
    """Return the event that limits a question's time, or None.

    "since" always limits time; "after" and "before" only when it asks what somebody said: "Who was
    mayor before the flood?" asks for something told in any article about the flood.
    """
    found = [m for m in _EVENT.finditer(question) if _is_event(m["event"])]
    if not found:
        return None
    match = found[-1]
    word = match["word"].lower()
    about = asked_speaker(question[: match.start()].rstrip(" ,") + "?")
    if word != "since" and (about is None or about.speaker is None):
        return None
    return Event(word, match["event"], match.group())


def limits_by(event: Event, found: EventDay) -> DateLimits | None:
    """Return the limits of an event's day, which counts as "since" and as "after" it."""
    if event.word == "before":
        if found.day == date.min:
            return None
        return DateLimits(None, found.day - timedelta(days=1), event.phrase, found.headline)
    return DateLimits(found.day, None, event.phrase, found.headline)


def day_of(event: Event, hits: Sequence[Hit]) -> EventDay | None:
    """Return the day that all passages which plainly date an event agree on; None otherwise.

    An event of one word ("the summit") is plain only if every article that speaks of one dates it.
    """
    told = [EventDay(day, hit.article.title) for hit in hits for day in _days_told(event, hit)]
    for article in {hit.article.id: hit.article for hit in hits}.values():
        # The passages found speak of what followed; another may tell the fall itself.
        told += [EventDay(day, article.title) for day in _days_overthrown(event, article)]
    if len({found.day for found in told}) != 1:
        return None
    wanted = _roots(event.name)
    if len(wanted) == 1:
        speaking = {
            h.article.title for h in hits if wanted <= _roots(f"{h.article.title} {h.text}")
        }
        if speaking != {found.headline for found in told}:
            return None
    return told[0]


def _is_event(words: str) -> bool:
    return bool(_roots(words)) and _NO_EVENT.match(words) is None


def _days_told(event: Event, hit: Hit) -> Iterator[date]:
    """Yield the day of an event by each sentence of a passage that dates it.

    What a headline or the first sentence tells as news is of the day of the article, if of no
    other: "the earthquake" in a headline may be long past, "resigned" or "resignation" is not.
    """
    article, wanted = hit.article, _roots(event.name)
    is_news = any(base_form(word) or _NOUN_ENDING.search(word) for word in tokens(event.name))
    title = _place(wanted, article.title, (0, len(article.title)))
    is_headline = title is not None and not _OTHER_TIME.search(article.title[: title[0]])
    for start, end in sentence_spans(hit.text):
        span = (start + hit.passage.start, end + hit.passage.start)
        is_first = span[0] == 0 and is_news
        place = _place(wanted, article.text, span)
        if place is None:
            if not (is_first and is_headline):
                continue
            place = (span[0], span[0])
        days = list(_days(article, span))
        after = [(day, article.text[place[1] : at]) for day, at in days if at > place[1]]
        own = [day for day, words in after if _OWN_DAY.fullmatch(words)]
        if own:
            yield own[0]
        elif _OTHER_TIME.search(article.text[span[0] : place[0]]):
            continue
        elif len(days) == 1:
            yield days[0][0]
        elif is_first and not days and article.published:
            yield article.published


def _days_overthrown(event: Event, article: Article) -> Iterator[date]:
    """Yield the day of a person's fall by each sentence such as "on Monday, a day after rebels
    overthrew President Assad".
    """
    fall = _FALL.fullmatch(event.name)
    if fall is None:
        return
    told = re.compile("," + _OVERTHROWN.format(who=re.escape(fall["who"] or fall["whose"])))
    for span in sentence_spans(article.text):
        found = told.search(article.text[slice(*span)])
        days = list(_days(article, span)) if found else []
        if found and len(days) == 1 and days[0][1] < span[0] + found.start():
            yield days[0][0] - timedelta(days=_COUNTS[found["count"]])


def _place(wanted: set[str], text: str, span: Span) -> Span | None:
    """Return from where to where the words of an event stand in a sentence, if all of them do."""
    found: dict[str, Span] = {}
    for match in re.finditer(r"\w+(?:['’-]\w+)*", text[slice(*span)]):
        for root in _roots(match.group()) & wanted:
            found.setdefault(root, (match.start() + span[0], match.end() + span[0]))
    if found.keys() != wanted:
        return None
    return min(start for start, _ in found.values()), max(end for _, end in found.values())


def _days(article: Article, span: Span) -> Iterator[tuple[date, int]]:
    """Yield the single days that a sentence names, none after the article's own, and where."""
    for mention in dates_at(article, *span):
        if mention.since == mention.until and mention.since <= (article.published or date.max):
            yield mention.since, mention.start


def _roots(words: str) -> set[str]:
    """Return what "resigned" and "resignation" share, for each word that carries meaning."""
    plain: Iterable[str] = (token.lower() for token in tokens(words))
    return {
        stem(_NOUN_ENDING.sub("", base_form(word) or word) if word.isalpha() else word)
        for word in plain
        if word not in STOP_WORDS | PREPOSITIONS
    }
