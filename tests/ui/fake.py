"""An assistant without models, for tests of the page alone: quick, and slow or broken on demand."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from assistant import Answer, Citation, Cited, Refusal, Statement, Summary, Timings
from assistant.types import Digest, Event, Story, Timeline
from index import (
    Added,
    AddEvent,
    AddReport,
    Article,
    ArticleNotFound,
    Cancelled,
    Filter,
    Headline,
    Hit,
    OnEvent,
    Passage,
    Ranks,
    Unreadable,
)
from index.sentences import sentence_spans

PORT = """The harbour of Kessel reopened on Monday after three weeks, the port authority said.
The first ship, the grain carrier Marit, left at dawn with 4,200 tonnes of wheat.

“We will not close again this year,” said Anna Brandt, the harbour master. \
She added that night shifts would go on until November.

Shipping firms had lost about 11 million euros a week, according to the chamber of trade."""

TALKS = """Delegates from both banks of the river met in Oskar on 3 March 2024 to settle who may \
draw its water.

“Nobody leaves this room thirsty,” said Piet Halvorsen, who led the talks. \
The southern delegation asked for a third of the summer flow.

A second round is planned for May in Kessel, the foreign ministry said."""

HOSTILE = """A line with <script>window.hacked = 1</script> in it & <img src=x onerror="hacked=1">.
Prices rose by 3 % in ${7*7} {{constructor}} `towns`, the minister said."""

ARTICLES = (
    Article.of(
        "Harbour of Kessel reopens after three weeks", PORT,
        source="Coast Courier", published=date(2025, 9, 15), url="https://example.org/harbour",
    ),
    Article.of(
        "River talks open in Oskar", TALKS, source="Inland Post", published=date(2024, 3, 3)
    ),
    Article.of('Prices <b>"rise"</b> & <script>alert(1)</script>', HOSTILE, source="<i>Bad</i>"),
)  # fmt: skip


class FakeAssistant:
    """Holds articles in a list; "answers" with the sentences that share most words."""

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self.held = {article.id: article for article in articles}
        self.pause = 0.0
        self.release = threading.Event()
        self.release.set()
        self.fails: Exception | None = None
        self.stopped = threading.Event()
        self.opened = threading.Event()
        self.short = "Monday"
        self.suggested = 0
        self.grouped = threading.Event()
        self.grouped.set()

    def warm(self) -> None:
        """There is nothing to load."""

    def articles(self, where: Filter = Filter()) -> list[Headline]:
        return [
            Headline(a.id, a.title, a.url, a.source, a.published, a.language, len(a.text))
            for a in sorted(self.held.values(), key=lambda a: a.published or date.min, reverse=True)
            if _fits(a, where)
        ]

    def count(self, where: Filter = Filter()) -> int:
        return sum(_fits(article, where) for article in self.held.values())

    def near_duplicates(self, patience: float | None = None) -> tuple[tuple[str, ...], ...]:
        """Articles of the same words after the title, oldest first; none while they are found."""
        if not self.grouped.wait(patience):
            return ()
        told: dict[str, list[str]] = {}
        for headline in reversed(self.articles()):
            told.setdefault(self.held[headline.id].text, []).append(headline.id)
        return tuple(tuple(ids) for ids in told.values() if len(ids) > 1)

    def article(self, article_id: str) -> Article:
        if article_id not in self.held:
            raise ArticleNotFound(f"no article {article_id}")
        self.opened.set()
        return self.held[article_id]

    def remove(self, *article_ids: str) -> list[Article]:
        for article_id in article_ids:
            self.article(article_id)
        return [self.held.pop(article_id) for article_id in article_ids]

    def add(
        self,
        paths: Iterable[Path | str],
        *,
        on_event: OnEvent | None = None,
        cancelled: Cancelled | None = None,
    ) -> AddReport:
        tell = on_event or (lambda event: None)
        added, skipped, failed = [], [], []
        for path in map(str, paths):
            tell(AddEvent(path, "reading"))
            self.release.wait(20)
            time.sleep(1.0 if "slow" in Path(path).name else self.pause)
            if cancelled and cancelled():
                return AddReport(tuple(added), tuple(skipped), tuple(failed), True)
            text = Path(path).read_text(encoding="utf-8", errors="replace").strip()
            if not text:
                failed.append(Unreadable(path, f"{path}: no text found"))
                tell(AddEvent(path, "failed", reason=f"{path}: no text found"))
                continue
            title, _, body = text.partition("\n")
            article = Article.of(title, body.strip() or title)
            if article.id in self.held:
                skipped.append(Unreadable(path, "already in the library"))
                tell(AddEvent(path, "skipped", article, "already in the library"))
                continue
            tell(AddEvent(path, "embedding", article))
            self.held[article.id] = article
            added.append(Added(article.id, title, path))
            tell(AddEvent(path, "ready", article))
        return AddReport(tuple(added), tuple(skipped), tuple(failed))

    def add_text(
        self,
        text: str,
        *,
        title: str | None = None,
        published: date | None = None,
        source: str | None = None,
        url: str | None = None,
        on_event: OnEvent | None = None,
        cancelled: Cancelled | None = None,
    ) -> AddReport:
        first, _, rest = text.strip().partition("\n")
        article = Article.of(
            title or first, text if title else rest, source=source, published=published, url=url
        )
        return self._take([("pasted text", article)], on_event, cancelled)

    def add_url(
        self, url: str, *, on_event: OnEvent | None = None, cancelled: Cancelled | None = None
    ) -> AddReport:
        reason = f"{url}: cannot be reached"
        if on_event:
            on_event(AddEvent(url, "failed", reason=reason))
        return AddReport(failed=(Unreadable(url, reason),))

    def add_articles(
        self,
        articles: Iterable[Article],
        *,
        on_event: OnEvent | None = None,
        cancelled: Cancelled | None = None,
    ) -> AddReport:
        return self._take([(a.title, a) for a in articles], on_event, cancelled)

    def add_samples(
        self, *, on_event: OnEvent | None = None, cancelled: Cancelled | None = None
    ) -> AddReport:
        samples = [(f"/samples/{n}.md", article) for n, article in enumerate(ARTICLES[:2])]
        return self._take(samples, on_event, cancelled)

    def _take(
        self,
        given: Iterable[tuple[str, Article]],
        on_event: OnEvent | None,
        cancelled: Cancelled | None,
    ) -> AddReport:
        tell, added = on_event or (lambda event: None), []
        for path, article in given:
            if cancelled and cancelled():
                return AddReport(tuple(added), cancelled=True)
            tell(AddEvent(path, "embedding", article))
            self.held[article.id] = article
            added.append(Added(article.id, article.title, path))
            tell(AddEvent(path, "ready", article))
        return AddReport(tuple(added))

    def search(self, query: str, k: int = 10, where: Filter = Filter()) -> list[Hit]:
        hits = []
        for article in self.held.values():
            if not _fits(article, where):
                continue
            for number, (start, end) in enumerate(sentence_spans(article.text)):
                shared = len(_words(query) & _words(article.text[start:end]))
                if shared:
                    passage = Passage(number, article.id, start, end, number)
                    hits.append(Hit(passage, article, shared, Ranks(keyword=1)))
        return sorted(hits, key=lambda hit: -hit.score)[:k]

    def stream(
        self,
        question: str,
        where: Filter = Filter(),
        cancelled: Callable[[], bool] | None = None,
    ) -> Iterator[tuple[Hit, ...] | Cited | Answer | Refusal]:
        if self.fails or "fail" in question:
            raise self.fails or RuntimeError("secret detail")
        pause = 2.0 if "slowly" in question else self.pause
        hits = tuple(self.search(question, 5, where))
        timings = Timings(5, 200, 205)
        yield hits
        # "hold on": until somebody opens an article.
        while "hold on" in question and not self.opened.wait(0.1):
            if cancelled and cancelled():
                return
        good = [hit for hit in hits if hit.score >= 2][:3]
        if not good:
            anything = {hit.article.id: hit for hit in self.search("the of a", 50, where)}
            reason = "off_topic" if anything else "empty"
            yield Refusal(question, reason, tuple(anything.values())[:3], timings)
            return
        sentences = []
        for hit in good:
            self.release.wait(20)
            time.sleep(pause)
            if cancelled and cancelled():
                self.stopped.set()
                return
            citation = Citation.of(hit.article, hit.passage.start, hit.passage.end)
            sentences.append(Cited(hit.text, (citation,)))
            yield sentences[-1]
        yield Answer(question, self.short, tuple(sentences), hits, timings)

    def summarise(self, article_id: str, length: str = "medium") -> Summary:
        if self.fails:
            raise self.fails
        article = self.article(article_id)
        spans = sentence_spans(article.text)[: {"short": 2, "medium": 4, "long": 8}[length]]
        cited = tuple(Cited(article.text[a:b], (Citation.of(article, a, b),)) for a, b in spans)
        return Summary((article_id,), cited, length)  # type: ignore[arg-type]

    def statements(
        self,
        *,
        article_id: str | None = None,
        by: str | None = None,
        about: str | None = None,
        where: Filter = Filter(),
    ) -> list[Statement]:
        assert article_id is not None
        article = self.article(article_id)
        found = []
        for start, end in sentence_spans(article.text):
            text = article.text[start:end]
            if "said" in text:
                speaker = "Anna Brandt" if "Brandt" in text else "the ministry"
                citation = Citation.of(article, start, end)
                found.append(Statement(speaker, text, "said", "“" in text, citation))
        return found

    def digest(
        self,
        where: Filter = Filter(),
        *,
        about: str | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Digest:
        """Every source tells one story, by its newest article."""
        told: dict[str | None, list[Article]] = {}
        for article in self._read(where, about, on_progress, cancelled):
            told.setdefault(article.source, []).append(article)
        stories = []
        for articles in told.values():
            first = [cited(article)[0] for article in articles]
            pairs = tuple(pairwise(first))[:1]
            names = tuple(article.id for article in articles)
            stories.append(
                Story(articles[0].title, articles[0].published, names, cited(articles[0]), pairs)
            )
        return Digest(tuple(stories))

    def timeline(
        self,
        where: Filter = Filter(),
        *,
        about: str | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Timeline:
        """What the first two sentences of each dated article tell."""
        events = [
            Event(article.published, words, sentence)
            for article in self._read(where, about, on_progress, cancelled)
            if article.published
            for words, sentence in zip(
                (None, f"in {article.published:%B %Y}"), cited(article), strict=False
            )
        ]
        return Timeline(tuple(sorted(events, key=lambda event: event.date)))

    def _read(
        self,
        where: Filter,
        about: str | None,
        on_progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> Iterator[Article]:
        if self.fails or about == "fail":
            raise self.fails or RuntimeError("secret detail")
        read = [self.held[h.id] for h in self.articles(where)]
        for done, article in enumerate(read, 1):
            self.release.wait(20)
            time.sleep(1.0 if about == "slowly" else self.pause)
            if cancelled and cancelled():
                self.stopped.set()
                return
            if on_progress:
                on_progress(done, len(read))
            if about in (None, "slowly") or _words(about) & _words(article.text):
                yield article

    def correct(self, article_id: str, *, published: date | None, source: str | None) -> Article:
        changed = replace(self.article(article_id), published=published, source=source)
        self.held[article_id] = changed
        return changed

    def suggestions(
        self, where: Filter = Filter(), *, cancelled: Cancelled | None = None
    ) -> list[str]:
        self.suggested += 1
        while not self.release.wait(0.05):
            if cancelled and cancelled():
                return []
        return [f"What is said about {h.title}?" for h in self.articles(where)][:3]


def cited(article: Article) -> tuple[Cited, ...]:
    """Return the first two sentences of an article, cited."""
    return tuple(
        Cited(article.text[a:b], (Citation.of(article, a, b),))
        for a, b in sentence_spans(article.text)[:2]
    )


def _fits(article: Article, where: Filter) -> bool:
    day = article.published
    return (
        (where.articles is None or article.id in where.articles)
        and (where.sources is None or article.source in where.sources)
        and (where.since is None or (day is not None and day >= where.since))
        and (where.until is None or (day is not None and day <= where.until))
    )


def _words(text: str) -> set[str]:
    return {word.strip(".,?!“”()").casefold() for word in text.split()}
