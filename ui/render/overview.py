"""Digests and timelines: what many articles tell, each line cited."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from assistant import Citation
from assistant.types import Event, Story
from ui.conversation import Named, Turn, days_of, numbered
from ui.render.citations import headline, prose, versus
from ui.render.words import button, days, escape, plural, when

SHOWN = 100
"""Stories shown at most: the ones that most articles tell come first."""


def digest(turn: Turn, today: date) -> str:
    """Return the stories of a digest, in the order given."""
    if not turn.stories:
        return _nothing("There is no story in these articles.", turn)
    numbers = numbered(turn.cited)
    shown = turn.stories[:SHOWN]
    stories = "".join(_story(story, n, turn, numbers, today) for n, story in enumerate(shown))
    told = len({name for story in turn.stories for name in story.article_ids})
    count = "1 story" if len(turn.stories) == 1 else f"{len(turn.stories):,} stories"
    left = len(turn.stories) - len(shown)
    more = (
        f'<p class="fine told">{left:,} more are in the file that Save makes.</p>' if left else ""
    )
    return f'<p class="fine told">{count} from {plural(told, "article")}</p>{stories}{more}'


def _story(story: Story, n: int, turn: Turn, numbers: Mapping[Citation, int], today: date) -> str:
    owner, lead = str(turn.number), story.article_ids[0]
    title = f'<span dir="auto">{escape(story.title)}</span>'
    disagree = (
        '<p class="fine">They do not agree</p>'
        + versus(story.disagreements, numbers, owner, f"d{n}-")
        if story.disagreements
        else ""
    )
    return (
        f'<section class="story"><h4>{button("open", title, css="story-open", article=lead)}</h4>'
        f'<div class="story-facts">{when(story.published, today)}'
        f"{_also(story.article_ids[1:], turn.named, today)}</div>"
        f'<p class="answer-text" dir="auto">{prose(story.sentences, numbers, owner, f"s{n}-")}</p>'
        f"{disagree}</section>"
    )


def timeline(turn: Turn, today: date) -> str:
    """Return the events of a timeline, the days once each."""
    if not turn.events:
        return _nothing("No event in these articles can be dated.", turn)
    numbers = numbered(turn.cited)
    places = {id(event): n for n, event in enumerate(turn.events)}
    rows = "".join(
        f'<li class="day">{_day(*stretch)}<div class="events">'
        + "".join(_event(event, places[id(event)], turn, numbers, today) for event in events)
        + "</div></li>"
        for stretch, events in groupby(turn.events, key=days_of)
    )
    count = plural(len(turn.events), "event")
    return f'<p class="fine told">{count}, oldest first</p><ol class="timeline">{rows}</ol>'


def _day(since: date, until: date) -> str:
    first, _, year = days(since, until).rpartition(" ")
    lead, rest = (first, year) if first else (year, "")
    return f'<time datetime="{since.isoformat()}"><b>{lead}</b> {rest}</time>'


def _event(event: Event, n: int, turn: Turn, numbers: Mapping[Citation, int], today: date) -> str:
    said = prose((event.sentence,), numbers, str(turn.number), f"e{n}-")
    also = _also(event.also_in, turn.named, today)
    return (
        f'<div class="event"><p class="answer-text" dir="auto">{said}</p>'
        f'<div class="story-facts">{also}</div></div>'
    )


def _also(ids: Sequence[str], named: Sequence[Named], today: date) -> str:
    """Return how many other articles tell the same, and on demand which."""
    if not ids:
        return ""
    known = {each.article_id: each for each in named}
    rows = "".join(f"<li>{headline(known[name], today)}</li>" for name in ids if name in known)
    return (
        f'<details class="also"><summary>also in {plural(len(ids), "other")}</summary>'
        f"<ul>{rows}</ul></details>"
    )


def _nothing(says: str, turn: Turn) -> str:
    return (
        f'<div class="refusal"><p class="refusal-says">{says}</p>'
        f"<p>It was made of {escape(turn.scope)}. Add articles, or widen the scope.</p></div>"
    )
