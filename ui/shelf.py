"""One tab's view of the library: what is searched, sorted, ticked, and was last removed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index import Article, Filter, Groups, Headline
from ui.adding import Progress
from ui.render.words import day, plural

SORTS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "title": "By title",
    "source": "By source",
}
PERIODS = {1: "Today", 7: "7 days", 30: "30 days", 365: "Year"}
"""The last so many days, today included."""
STEP = 500
"""Articles listed at first, and more of them at each asking."""


@dataclass(slots=True)
class Shelf:
    """What one tab sees of the library.

    `copies` are the groups of near-duplicates by which the list was drawn last. `revision` counts
    renderings of the list, `heard` is the number of the last click on a tick box that has arrived;
    with both the browser knows which of its ticks a list shows already.
    """

    query: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = "newest"
    ticked: frozenset[str] = frozenset()
    removed: tuple[Article, ...] = ()
    limit: int = STEP
    copies: Groups = ()
    revision: int = 0
    heard: int = 0
    notice: str | None = None
    adding: Progress | None = None
    stop_adding: Callable[[], None] | None = None

    def set_filter(self, query: str, source: str, since: str, until: str, sort: str) -> None:
        """Take the filter's fields as the browser sends them; a date that is none is no limit."""
        self.query, self.source = query.strip(), source
        self.since, self.until = _date(since), _date(until)
        self.sort = sort if sort in SORTS else "newest"
        self.limit = STEP

    def set_period(self, period: int, today: date) -> None:
        """Keep to the last so many days; if that is so already, to no days at all."""
        since = None if self.is_of(period, today) else today - timedelta(days=period - 1)
        self.since, self.until, self.limit = since, None, STEP

    def is_of(self, period: int, today: date) -> bool:
        """Whether the list keeps to the last so many days."""
        return self.until is None and self.since == today - timedelta(days=period - 1)

    def limits(self) -> Filter:
        """Return the filter of source and dates alone, as the list shows it."""
        sources = frozenset({self.source}) if self.source else None
        return Filter(sources=sources, since=self.since, until=self.until)

    def scope(self) -> Filter:
        """Return what a question may see: the ticked articles within source and dates."""
        limits = self.limits()
        return Filter(self.ticked or None, limits.sources, limits.since, limits.until)

    def shown(self, headlines: Iterable[Headline]) -> list[Headline]:
        """Return the headlines whose title or source holds every word searched, sorted."""
        words = self.query.casefold().split()
        found = [
            headline
            for headline in headlines
            if all(word in f"{headline.title} {headline.source}".casefold() for word in words)
        ]
        return _sorted(found, self.sort)

    def rows(self, headlines: Iterable[Headline], copies: Groups) -> list[list[Headline]]:
        """Return the headlines shown, near-duplicates together in the place of the first.

        Sorted by source, each source keeps its own.

        :param copies: the identifiers of articles that are nearly the same.
        """
        group_of = {article: group[0] for group in copies for article in group}
        rows: dict[tuple[str, str | None], list[Headline]] = {}
        for each in self.shown(headlines):
            within = each.source if self.sort == "source" else None
            rows.setdefault((group_of.get(each.id, each.id), within), []).append(each)
        return list(rows.values())

    def take_ticks(self, clicks: Mapping[str, bool], number: int) -> None:
        """Tick and untick articles as the browser's clicks up to this number have it.

        Every click brings those before it of which the browser has not heard yet, so that one
        which arrives late is known already.
        """
        if number <= self.heard:
            return
        on = frozenset(article for article, checked in clicks.items() if checked)
        self.ticked = (self.ticked - frozenset(clicks)) | on
        self.heard = number


def _sorted(headlines: Sequence[Headline], sort: str) -> list[Headline]:
    by_title = sorted(headlines, key=lambda h: h.title.casefold())
    if sort == "title":
        return by_title
    if sort == "source":
        return sorted(by_title, key=lambda h: (h.source is None, (h.source or "").casefold()))
    # Undated articles come last, whichever way the dated ones run.
    dated = sorted(
        (h for h in by_title if h.published),
        key=lambda h: h.published or date.min,
        reverse=sort == "newest",
    )
    return dated + [h for h in by_title if not h.published]


def scope_words(scope: Filter, asked: int) -> str:
    """Return a scope in words: "all 12 articles", "2 ticked articles from BBC since 3 May 2024".

    :param asked: how many articles are in it.
    """
    if scope.is_open:
        return f"all {plural(asked, 'article')}" if asked != 1 else "the one article"
    noun = "article" if scope.articles is None else "ticked article"
    parts = [plural(asked, noun) if asked else f"no {noun}s"]
    if scope.sources is not None:
        parts.append(f"from {', '.join(sorted(scope.sources))}")
    if scope.since:
        parts.append(f"since {day(scope.since)}")
    if scope.until:
        parts.append(f"until {day(scope.until)}")
    return " ".join(parts)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
