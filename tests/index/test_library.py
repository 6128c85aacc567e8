"""A library as its users meet it: add, find, filter, remove, and repair."""

import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index import AddEvent, Article, ArticleNotFound, Filter, Found, Unreadable
from index.adding import BATCH_PASSAGES, FIRST_PASSAGES
from index.embedding import MiniLM
from index.library import Library
from index.store import Store
from index.vectors import ExactIndex
from tests.support import BRIDGE, STORM, article, harvest, ids_of, open_library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def test_meaning_and_words_find_passages_whose_text_is_the_articles(
    tmp_path: Path, minilm: MiniLM
) -> None:
    library = Library(tmp_path, lambda: minilm)
    library.add([STORM, BRIDGE])
    for query, expected in (
        ("a blizzard blocked the road through the hills", STORM),
        ("railway across the river mouth", BRIDGE),
        ("estuary", BRIDGE),
    ):
        best = library.search(query)[0]
        assert best.article == expected.article
        assert best.text == best.article.text[best.passage.start : best.passage.end]
        assert best.ranks.dense == 1
    assert library.search("estuary")[0].ranks.keyword == 1
    assert library.search("blizzard")[0].ranks.keyword is None


@pytest.mark.parametrize("query", ["", " \n", "🌾", "\x00", "\ud83d", '" OR "', "x" * 20_000])
def test_no_query_fails(tmp_path: Path, minilm: MiniLM, query: str) -> None:
    library = Library(tmp_path, lambda: minilm)
    assert library.search(query) == []
    library.add([STORM])
    library.search(query, where=Filter(since=date(2023, 1, 1)))


def test_scores_fall_and_the_limit_is_kept_however_large(library: Library) -> None:
    library.add(harvest("north", 150))
    for limit in (1, 10, 140):
        hits = library.search("barley of the cooperative", limit)
        assert len(hits) == limit
        assert len({hit.passage.id for hit in hits}) == limit
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "where",
    [
        Filter(sources=frozenset({"Rare"})),
        Filter(until=date(1999, 12, 31)),
        Filter(since=date(1999, 1, 1), until=date(1999, 1, 31)),
    ],
)
def test_a_filter_works_inside_the_search(library: Library, where: Filter) -> None:
    # Two hundred better matches lie outside it, more than either search hands on.
    rare = [
        article(f"Old almanac {n}", f"Page {n} of an almanac.", source="Rare",
                published=date(1999, 1, 1 + n))
        for n in range(12)
    ]  # fmt: skip
    library.add(harvest("north", 200) + rare)
    hits = library.search("farmers tonnes barley port prices", 10, where)
    assert len(hits) == 10
    assert {hit.article.source for hit in hits} == {"Rare"}


def test_ticked_articles_are_the_only_ones_found(library: Library) -> None:
    report = library.add(harvest("north", 80))
    ticked = frozenset(added.id for added in report.added[40:45])
    assert set(ids_of(library.search("barley", 50, Filter(articles=ticked)))) == ticked
    assert library.search("barley", 50, Filter(articles=frozenset())) == []
    assert library.search("barley", 50, Filter(articles=frozenset({"unknown"}))) == []


def test_an_undated_article_is_outside_every_date_limit(library: Library) -> None:
    undated = article("Undated", "The lighthouse keeper retired.")
    library.add([undated, STORM])
    assert undated.article.id in ids_of(library.search("lighthouse keeper"))
    for where in (Filter(since=date.min), Filter(until=date.max)):
        assert ids_of(library.search("lighthouse keeper", 10, where)) == [STORM.article.id]


def test_the_same_article_is_skipped_and_said_so_also_within_a_batch(library: Library) -> None:
    again = Found("copy.txt", replace(STORM.article, source="Elsewhere"))
    events: list[AddEvent] = []
    report = library.add([STORM, again, BRIDGE], events.append)
    later = library.add([again])
    assert [added.path for added in report.added] == [STORM.path, BRIDGE.path]
    for skipped in (*report.skipped, *later.skipped):
        assert skipped == Unreadable("copy.txt", f"already in the library as {STORM.article.id}")
    assert (len(report.skipped), len(later.skipped), later.added) == (1, 1, ())
    states = [(event.path, event.state) for event in events]
    assert states.count(("copy.txt", "skipped")) == 1
    assert states.count((STORM.path, "ready")) == 1
    assert library.article(STORM.article.id).source == "Hill Courier"


def test_what_cannot_be_read_is_named_and_the_rest_goes_in(library: Library) -> None:
    empty = article("Empty", " \n ")
    half = article("Half", "Half \udcff a character.")
    report = library.add([Unreadable("a.bin", "not text"), empty, half, STORM])
    assert [failed.path for failed in report.failed] == ["a.bin", "Empty.txt", "Half.txt"]
    assert [added.id for added in report.added] == [STORM.article.id]
    assert library.add([]) == library.add(iter(()))


def test_each_batch_is_searchable_before_the_next(library: Library) -> None:
    found_early: list[list[str]] = []

    def on_event(event: AddEvent) -> None:
        if event.state == "ready" and not found_early:
            assert event.article is not None
            found_early.append(ids_of(library.search(event.article.title)))

    report = library.add(harvest("north", BATCH_PASSAGES + 5), on_event)
    assert found_early[0][0] == report.added[0].id


def test_cancelling_ends_after_the_batch_at_hand(library: Library) -> None:
    ready: list[str] = []

    def on_event(event: AddEvent) -> None:
        if event.state == "ready":
            ready.append(event.path)

    report = library.add(
        harvest("north", 3 * BATCH_PASSAGES), on_event, cancelled=lambda: bool(ready)
    )
    assert report.cancelled
    assert len(report.added) == FIRST_PASSAGES == len(library.headlines())
    assert not library.add([STORM], cancelled=lambda: False).cancelled


def test_what_is_removed_cannot_be_found_and_can_come_back(library: Library) -> None:
    library.add([STORM, *harvest("north", 5)])
    assert library.remove(STORM.article.id) == [STORM.article]
    for where in (Filter(), Filter(sources=frozenset({"Hill Courier"}))):
        assert STORM.article.id not in ids_of(library.search("mountain pass snow", 50, where))
    calls: list[Callable[[str], object]] = [library.article, library.remove]
    for call in calls:
        with pytest.raises(ArticleNotFound, match=STORM.article.id):
            call(STORM.article.id)
    assert library.check().problems == ()
    assert len(library.add([STORM]).added) == 1
    assert ids_of(library.search("mountain pass snow"))[0] == STORM.article.id


def test_many_are_removed_together_or_none_is(library: Library) -> None:
    ids = [added.id for added in library.add([STORM, BRIDGE, *harvest("north", 5)]).added]
    with pytest.raises(ArticleNotFound, match="nobody"):
        library.remove(*ids, "nobody")
    assert set(ids_of(library.search("mountain bridge barley", 50))) == set(ids)
    assert library.remove(*ids[:2]) == [STORM.article, BRIDGE.article]
    assert set(ids_of(library.search("mountain bridge barley", 50))) == set(ids[2:])
    assert library.check().problems == ()


def test_an_article_removed_in_the_middle_of_a_search_is_left_out(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([STORM, BRIDGE])
    passages = Store.passages

    def passages_then_removal(store: Store, ids: list[int]) -> list[object]:
        found = passages(store, ids)
        store.remove(STORM.article.id)
        return found  # type: ignore[return-value]

    monkeypatch.setattr(Store, "passages", passages_then_removal)
    assert ids_of(library.search("mountain pass")) == [BRIDGE.article.id]


def test_what_is_kept_of_many_searches_shares_its_articles(library: Library) -> None:
    library.add([STORM, *harvest("north", 5)])
    kept = [library.search(f"mountain pass snow {n}", 3) for n in range(5)]
    assert len({id(hit.article) for hits in kept for hit in hits}) == len(
        {hit.article.id for hits in kept for hit in hits}
    )
    library.correct(STORM.article.id, published=None, source="Valley Post")
    assert library.search("mountain pass snow")[0].article.source == "Valley Post"
    held = weakref.ref(kept[0][0].article)
    del kept
    assert held() is None, "what nobody keeps is kept here"


def test_an_emptied_library_is_empty(library: Library) -> None:
    for found in (STORM, BRIDGE):
        library.add([found])
        library.remove(found.article.id)
    assert library.search("bridge snow") == []
    assert library.headlines() == []
    assert library.check().problems == ()


def test_a_second_process_sees_what_the_first_did(tmp_path: Path, library: Library) -> None:
    other = open_library(tmp_path)
    assert other.search("bridge") == []
    library.add([STORM, BRIDGE])
    assert ids_of(other.search("bridge over the estuary"))[0] == BRIDGE.article.id
    other.remove(BRIDGE.article.id)
    assert ids_of(library.search("bridge over the estuary")) == [STORM.article.id]
    assert library.generation() == other.generation()


# Threads.


def test_searching_while_another_thread_adds_and_removes(library: Library) -> None:
    library.add(harvest("north", 40))
    failures: list[BaseException] = []
    searches = 0
    done = threading.Event()

    def search() -> None:
        nonlocal searches
        while not done.is_set():
            try:
                for hit in library.search("barley tonnes", 50):
                    assert hit.text == hit.article.text[hit.passage.start : hit.passage.end]
                searches += 1
            except BaseException as error:
                failures.append(error)
                return

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(15):
        report = library.add(harvest(f"south{number}", 20))
        for added in report.added:
            library.remove(added.id)
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert searches > 0
    assert len(library.search("barley", 50)) == 40
    assert library.check().problems == ()


def test_faiss_is_never_changed_while_it_is_searched(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    # FAISS crashes the process where these overlap: hold each open long enough to be seen.
    inside: list[str] = []
    overlaps: list[set[str]] = []

    def watched(name: str) -> Callable[..., object]:
        method = getattr(ExactIndex, name)

        def call(*arguments: object) -> object:
            inside.append(name)
            time.sleep(0.002)
            if len(set(inside)) > 1:
                overlaps.append(set(inside))
            try:
                return method(*arguments)
            finally:
                inside.remove(name)

        return call

    library.add(harvest("north", 3))
    for name in ("add", "remove", "search"):
        monkeypatch.setattr(ExactIndex, name, watched(name))
    threads = [
        threading.Thread(target=lambda: [library.search("barley") for _ in range(15)])
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for number in range(10):
        library.remove(library.add(harvest(f"south{number}", 1)).added[0].id)
    for thread in threads:
        thread.join()
    assert overlaps == []


def test_every_thread_that_ends_gives_back_what_it_opened(library: Library) -> None:
    library.add([STORM])
    open_files = Path("/proc/self/fd")
    if not open_files.is_dir():
        pytest.skip("no /proc to count open files in")
    library.search("snow")
    before = len(list(open_files.iterdir()))
    for _ in range(30):
        thread = threading.Thread(target=library.search, args=("snow",))
        thread.start()
        thread.join()
    # A search reads in two threads at once: at most another connection, of three files.
    assert len(list(open_files.iterdir())) <= before + 4


def test_articles_are_made_of_their_words_alone() -> None:
    composed, decomposed = Article.of("É", "x"), Article.of("E\u0301", "x", source="s")
    assert composed.sha256 == decomposed.sha256
    assert composed.id == composed.sha256[:12]
    assert Article.of("x", "y").id != Article.of("xy", "").id


def test_a_corrected_article_keeps_its_text_and_is_found_under_its_new_date(
    library: Library,
) -> None:
    library.add([STORM, *harvest("north", 5)])
    before = library.article(STORM.article.id)
    assert ids_of(library.search("mountain pass snow"))[0] == before.id
    day = date(1999, 12, 31)
    after = library.correct(before.id, published=day, source="Valley Post")
    assert after == replace(before, published=day, source="Valley Post")
    assert library.article(before.id) == after
    for where in (Filter(until=day), Filter(sources=frozenset({"Valley Post"}))):
        hits = library.search("mountain pass snow", 10, where)
        assert {hit.article for hit in hits} == {after}
        assert all(hit.ranks.dense and hit.ranks.keyword for hit in hits)
    assert library.correct(before.id, published=None, source="").source is None
    assert library.headlines()[-1].published is None
    assert library.check().problems == ()
    assert library.add([STORM]).skipped
    library.remove(before.id)
    with pytest.raises(ArticleNotFound, match=before.id):
        library.correct(before.id, published=day, source=None)
    assert library.check().problems == ()
