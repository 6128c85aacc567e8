"""The store: what goes in comes out, filters work inside the searches, and what is out is out."""

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Collection
from contextlib import closing
from dataclasses import replace
from datetime import date
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Article, ArticleNotFound, Filter, LibraryFull, keywords
from index.database import Database
from index.keywords import K1, LEAST_IDF, B
from index.passages import passage_spans
from index.postings import FANOUT
from index.store import FILE_NAME, Entry, Mark, Store
from tests.support import HashedWords, harvest

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)
NAME = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path)
    store.write(entry(found.article) for found in harvest("north", 10))
    return store


def entry(article: Article) -> Entry:
    """Return an article as it is written."""
    spans = passage_spans(article.text)
    vectors = HashedWords().embed([article.text[start:end] for start, end in spans])
    return Entry(article, spans, vectors)


def found_by(store: Store, query: str, where: Filter = Filter()) -> set[str]:
    """Return the identifiers of the articles that a keyword search finds."""
    numbers = list(store.keyword_search(query, 50, where))
    return {passage.article_id for passage in store.passages(numbers)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    title=TEXT, text=TEXT, url=st.none() | TEXT, source=st.none() | NAME, day=st.none() | st.dates()
)
def test_an_article_comes_out_as_it_went_in(
    store: Store, title: str, text: str, url: str | None, source: str | None, day: date | None
) -> None:
    article = Article.of(title, text, url=url, source=source, published=day)
    (written,) = store.write([entry(article)]) or [article]
    assert store.article(written.id) == article
    assert store.has(article.sha256)
    spans = [(passage.start, passage.end) for passage in store.passages_of(article.id)]
    assert spans == passage_spans(text)
    headline = next(h for h in store.headlines(Filter()) if h.id == article.id)
    assert (headline.published, headline.characters) == (day, len(text))
    where = Filter(articles=frozenset({article.id}), sources=source and frozenset({source}))
    assert [h.id for h in store.headlines(where)] == [article.id]
    assert not list(store.problems())
    store.remove(article.id)
    assert not store.has(article.sha256)
    assert not list(store.problems())


def test_vectors_come_out_in_the_order_asked(store: Store) -> None:
    ids = store.passage_ids()
    numbers, vectors = store.vectors(ids[::-1], 64)
    assert numbers.tolist() == ids[::-1].tolist()
    assert np.allclose(vectors[::-1], store.vectors(ids, 64)[1])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-2)


def test_vectors_of_passages_that_are_gone_are_left_out(store: Store) -> None:
    ids = store.passage_ids()
    gone = {passage.id for passage in store.passages_of(store.headlines(Filter())[0].id)}
    store.remove(store.headlines(Filter())[0].id)
    numbers, vectors = store.vectors(ids, 64)
    assert numbers.tolist() == [number for number in ids if number not in gone]
    assert len(vectors) == len(numbers)


def test_more_identifiers_than_sqlite_has_variables(store: Store) -> None:
    known = store.passage_ids().tolist()
    many = [*range(100_000, 240_000), *known]
    assert [passage.id for passage in store.passages(many)] == known
    assert store.vectors(np.array(many, np.int64), 64)[0].tolist() == known
    ids = frozenset(str(number) for number in many) | {store.headlines(Filter())[0].id}
    assert len(store.headlines(Filter(articles=ids))) == 1
    assert len(store.articles(ids)) == 1
    assert len(found_by(store, "barley", Filter(articles=ids))) == 1


def test_every_change_raises_the_generation(store: Store) -> None:
    seen = [store.generation()]
    article = harvest("south", 1)[0].article
    for change in (
        lambda: store.write([entry(article)]),
        lambda: store.replace_vectors([1], np.ones((1, 64), np.float32)),
        lambda: store.remove(article.id),
        lambda: store.write([entry(article)]),
    ):
        change()
        seen.append(store.generation())
    assert seen == sorted(set(seen))
    store.write([entry(article)])
    store.write([])
    assert store.generation() == seen[-1]


def test_the_same_article_is_written_once(store: Store) -> None:
    article = harvest("south", 1)[0].article
    again = replace(article, source="Elsewhere", published=None)
    assert store.write([entry(article), entry(again)]) == [article]
    assert store.write([entry(again)]) == []
    assert store.article(article.id) == article


def test_an_entry_that_fails_leaves_nothing_of_its_batch(store: Store) -> None:
    generation, count = store.generation(), len(store.headlines(Filter()))
    good, bad = (entry(found.article) for found in harvest("south", 2))
    with pytest.raises(ValueError, match="shorter"):
        store.write([good, replace(bad, vectors=bad.vectors[:0])])
    assert (store.generation(), len(store.headlines(Filter()))) == (generation, count)
    assert found_by(store, "south") == set()
    assert store.write([good]) == [good.article]


def test_what_is_removed_leaves_no_row_and_can_come_back(tmp_path: Path, store: Store) -> None:
    article = harvest("quince", 1)[0].article
    store.write([entry(article)])
    assert found_by(store, "quince") == {article.id}
    assert store.remove(article.id) == [article]
    assert found_by(store, "quince") == set()
    assert store.passages_of(article.id) == []
    with pytest.raises(ArticleNotFound, match=article.id):
        store.article(article.id)
    with pytest.raises(ArticleNotFound):
        store.remove(article.id)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("articles", "passages", "vectors")
        ]
    connection.close()
    assert counts == [10, 10, 10]
    assert store.write([entry(article)]) == [article]
    assert found_by(store, "quince") == {article.id}


def test_many_are_removed_in_one_change_or_none_is(store: Store) -> None:
    articles = [store.article(headline.id) for headline in store.headlines(Filter())]
    generation, ids = store.generation(), [article.id for article in articles]
    with pytest.raises(ArticleNotFound, match="nobody"):
        store.remove(*ids[:3], "nobody")
    assert store.remove() == []
    assert (store.generation(), len(store.headlines(Filter()))) == (generation, 10)
    assert store.remove(*ids[:3], ids[0]) == articles[:3]
    assert store.generation() == generation + 1
    assert [headline.id for headline in store.headlines(Filter())] == ids[3:]
    assert not list(store.problems())


def test_a_disk_that_fails_is_not_said_to_be_full(tmp_path: Path) -> None:
    database = Database(tmp_path / FILE_NAME)
    for said, expected in (
        ("disk I/O error", r"fails or has no room left \(disk I/O error\)"),
        ("database or disk is full", "^no room left"),
    ):
        with pytest.raises(LibraryFull, match=expected), database.reading():
            raise sqlite3.OperationalError(said)
    database.close()


def test_identifiers_of_passages_are_never_used_again(store: Store) -> None:
    before = set(store.passage_ids().tolist())
    articles = store.remove(*(headline.id for headline in store.headlines(Filter())))
    store.write(entry(article) for article in articles)
    assert before.isdisjoint(store.passage_ids().tolist())


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        (Filter(), range(10)),
        (Filter(sources=frozenset({"Coast Gazette"})), range(0, 10, 2)),
        (Filter(sources=frozenset({"Nobody's", 'it\'s "so"'})), ()),
        (Filter(sources=frozenset()), ()),
        (Filter(articles=frozenset()), ()),
        (Filter(since=date.fromordinal(738_000 + 21)), range(3, 10)),
        (Filter(until=date.fromordinal(738_000 + 21)), range(4)),
        (Filter(since=date.fromordinal(738_021), until=date.fromordinal(738_021)), (3,)),
        (Filter(since=date.max), ()),
        (Filter(until=date.min), ()),
        (Filter(sources=frozenset({"Hill Courier"}), until=date.fromordinal(738_022)), (1, 3)),
    ],
)
def test_filters(store: Store, where: Filter, numbers: list[int]) -> None:
    titles = {f"Harvest report north {number}" for number in numbers}
    assert {headline.title for headline in store.headlines(where)} == titles
    ids = {headline.id for headline in store.headlines(where)}
    passages = store.passages(store.passage_ids(where).tolist())
    assert {passage.article_id for passage in passages} == ids
    assert found_by(store, "barley", where) == ids


def test_an_undated_article_is_outside_every_date_limit(store: Store) -> None:
    undated = replace(harvest("south", 1)[0].article, published=None)
    store.write([entry(undated)])
    for where in (
        Filter(since=date.min),
        Filter(until=date.max),
        Filter(since=date.min, until=date.max),
    ):
        assert undated.id not in {headline.id for headline in store.headlines(where)}
        assert undated.id not in found_by(store, "south", where)
    assert store.headlines(Filter())[-1].id == undated.id
    assert undated.id in found_by(store, "south")


def test_headlines_are_newest_first(store: Store) -> None:
    days = [headline.published for headline in store.headlines(Filter())]
    assert days == sorted(days, reverse=True)


SYNTAX = [
    *('"', '""', "'", "*", "barley*", "NEAR(", "NEAR(barley tonnes, 5)", "-barley", "title:", "("),
    *(
        "text:barley",
        "AND OR NOT",
        ")",
        "^barley",
        "{title text}: x",
        "+",
        "🌾",
        "\x00",
        "_",
        "__ _",
    ),
    *(
        "barley\x00",
        "; DROP TABLE words",
        "\\",
        "%",
        "?",
        ":x",
        "\ud83d",
        "é\u0301",
        "…",
        "",
        "the of",
    ),
]


@pytest.mark.parametrize("query", SYNTAX)
def test_any_query_is_words_and_never_syntax(store: Store, query: str) -> None:
    expected = 10 if "barley" in query or "tonnes" in query else 0
    assert len(store.keyword_search(query, 50, Filter())) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(st.characters(), max_size=60))
def test_no_query_fails(store: Store, query: str) -> None:
    store.keyword_search(query, 5, Filter())
    store.keyword_search(query, 5, Filter(sources=frozenset({query})))


def test_a_query_as_long_as_an_article(store: Store) -> None:
    query = " ".join(f"word{number}" for number in range(20_000)) + " barley"
    assert len(store.keyword_search(query, 50, Filter())) == 10


def test_words_are_found_by_stem_and_without_accents_or_case(store: Store) -> None:
    article = Article.of("Café", "The président DENIED reports of résumés in Zürich.")
    store.write([entry(article)])
    for query in ("cafe", "PRESIDENT", "deny denies denied", "resume", "zurich", "reporting"):
        assert found_by(store, query) >= {article.id}, query


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_scores_are_bm25_whatever_was_added_merged_and_removed(data: st.DataObject) -> None:
    # Stems, so that the check need not cut words.
    words = st.sampled_from([f"{a}{b}" for a in "bdfgk" for b in ("ar", "on", "um")])
    texts = st.lists(words, min_size=1, max_size=6).map(" ".join)
    with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder))) as store:
        there: dict[str, Article] = {}
        for number in range(data.draw(st.integers(1, 3 * FANOUT))):
            for part in range(data.draw(st.integers(1, 3))):
                text = f"{data.draw(texts)} id{number}x{part}"
                article = Article.of(data.draw(texts), text)
                store.write([Entry(article, [(0, len(text))], np.zeros((1, 384), np.float32))])
                there[article.id] = article
            if data.draw(st.booleans()):
                gone = data.draw(st.lists(st.sampled_from(sorted(there)), min_size=1, max_size=3))
                for article in store.remove(*gone):
                    del there[article.id]
        query = data.draw(texts)
        found = store.keyword_search(query, 1000, Filter())
        passages = {p.id: there[p.article_id] for p in store.passages(list(found))}
        expected = bm25(set(query.split()), there.values())
        assert len(passages) == len(found)
        assert {passages[n].id: s for n, s in found.items()} == pytest.approx(expected, rel=1e-4)
        assert list(found.values()) == sorted(found.values(), reverse=True)
        best = store.keyword_search(query, 3, Filter())
        assert list(best.items()) == list(found.items())[:3]
        assert not list(store.problems())


def bm25(query: Collection[str], articles: Collection[Article]) -> dict[str, float]:
    """Score articles of one passage each, a title's word counting half, as the book has it."""
    counts = {
        a.id: Counter({w: a.text.split().count(w) + a.title.split().count(w) / 2 for w in query})
        for a in articles
    }
    lengths = {a.id: len(a.text.split()) + len(a.title.split()) / 2 for a in articles}
    mean = sum(lengths.values()) / max(1, len(lengths))
    scores: dict[str, float] = {}
    for identifier, counted in counts.items():
        dampening = K1 * (1 - B + B * lengths[identifier] / mean)
        held = {w: sum(c[w] > 0 for c in counts.values()) for w in query}
        score = sum(
            max(LEAST_IDF, log((len(counts) - held[w] + 0.5) / (held[w] + 0.5)))
            * count * (K1 + 1) / (count + dampening)
            for w, count in counted.items()
        )  # fmt: skip
        if score:
            scores[identifier] = score
    return scores


def test_words_in_too_many_passages_are_asked_for_only_if_there_is_no_other(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(entry(found.article) for found in harvest("east", 120))
    monkeypatch.setattr(keywords, "MOST_COUNTED", 30)
    store.write([entry(harvest("quince", 1)[0].article)])
    rare = store.keyword_search("quince", 500, Filter())
    assert rare
    both = store.keyword_search("barley quince", 500, Filter())
    assert both == rare
    assert len(store.keyword_search("barley tonnes", 500, Filter())) > 30


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE postings SET counts = x'02' WHERE term = 'barlei'", "torn"),
        ("DELETE FROM segments", "0 of 10 passages"),
    ],
)
def test_a_damaged_keyword_index_is_told(
    store: Store, tmp_path: Path, damage: str, said: str
) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        assert connection.execute(damage).rowcount
        connection.commit()
    (problem,) = store.problems()
    assert "keyword index" in problem
    assert said in problem


def test_what_came_and_went_is_told_once(store: Store) -> None:
    first = store.changes(Mark())
    assert first.added.tolist() == store.passage_ids().tolist()
    assert store.changes(first.mark).added.tolist() == []
    article = harvest("south", 1)[0].article
    store.write([entry(article)])
    numbers = [passage.id for passage in store.passages_of(article.id)]
    second = store.changes(first.mark)
    assert (second.added.tolist(), second.removed.tolist()) == (numbers, [])
    store.remove(article.id)
    third = store.changes(second.mark)
    assert (third.added.tolist(), third.removed.tolist()) == ([], numbers)
    assert third.mark.generation == store.generation()
    assert store.changes(first.mark).removed.tolist() == numbers


def test_a_scope_follows_the_library(store: Store) -> None:
    where = Filter(sources=frozenset({"Hill Courier"}))
    assert store.scope(Filter()) is None
    before = store.scope(where)
    assert before is not None
    assert before is store.scope(where)
    store.write([entry(found.article) for found in harvest("south", 4)])
    after = store.scope(where)
    assert after is not None
    assert len(after) == len(before) + 2
    assert after.ids.tolist() == store.passage_ids(where).tolist()
