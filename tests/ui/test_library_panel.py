"""The handlers of the library: adding, pasting, ticking, removing."""

import threading
import time
from datetime import date

import gradio as gr
import pytest

from index import Filter
from tests.ui.conftest import event
from tests.ui.fake import ARTICLES
from ui.reading import Reading
from ui.shelf import Shelf

HARBOUR, TALKS, _ = ARTICLES


def test_removing_closes_the_reader_unticks_and_can_be_undone(library, news):
    shelf, reading = Shelf(ticked=frozenset({HARBOUR.id})), Reading()
    reading.open(HARBOUR)
    library.remove(shelf, reading, event(articles=[HARBOUR.id]))
    assert reading.article is None
    assert not shelf.ticked
    assert HARBOUR.id not in news.held
    *_, (progress, *_) = library.adding.put_back(shelf, reading)
    assert progress == ""
    assert HARBOUR.id in news.held
    assert shelf.removed == ()


def test_every_ticked_article_can_be_removed(library, news):
    shelf = Shelf(ticked=frozenset({HARBOUR.id, TALKS.id}))
    html = library.remove_ticked(shelf, Reading())
    assert len(news.held) == 1
    assert "Removed 2 articles" in "".join(html)


def test_nothing_is_removed_where_one_article_is_gone_and_the_page_says_so(library, news):
    shelf = Shelf(ticked=frozenset({HARBOUR.id, "gone"}))
    library.remove_ticked(shelf, Reading())
    assert HARBOUR.id in news.held
    assert "gone" in str(shelf.notice)
    assert shelf.removed == ()


def test_two_tabs_have_shelves_of_their_own(library):
    one, other = Shelf(), Shelf()
    library.tick(one, event(clicks=[[HARBOUR.id, True]], number=1))
    assert one.ticked and not other.ticked
    library.tick(one, event(clicks=[[HARBOUR.id, False]], number=2))
    assert not one.ticked


def test_the_scope_counts_what_is_asked_and_not_what_is_ticked(library, news):
    shelf = Shelf(ticked=frozenset({HARBOUR.id, TALKS.id}))
    shelf.set_filter("", "Inland Post", "", "", "newest")
    assert "Asking 1 ticked article from Inland Post" in library.show(shelf, Reading())[3]
    _, scope = library.tick(shelf, event(clicks=[[TALKS.id, False]], number=1))
    assert "Asking no ticked articles from Inland Post" in scope
    shelf.ticked = frozenset()
    assert "Asking 1 article from Inland Post" in library.show(shelf, Reading())[3]


def test_ticks_that_arrive_late_or_at_once_are_all_kept(library, news, monkeypatch):
    shelf = Shelf()
    library.tick(shelf, event(clicks=[[HARBOUR.id, True], [TALKS.id, True]], number=2))
    library.tick(shelf, event(clicks=[[HARBOUR.id, False]], number=1))  # overtaken on its way
    assert shelf.ticked == {HARBOUR.id, TALKS.id}
    # While the list is drawn for another reason, a tick comes in.
    held = library.assistant.articles

    def slow(where=Filter()):
        found = held(where)
        ticking = threading.Thread(
            target=library.tick, args=(shelf, event(clicks=[[HARBOUR.id, False]], number=3))
        )
        monkeypatch.setattr(news, "articles", held)
        ticking.start()
        ticking.join(20)
        return found

    monkeypatch.setattr(news, "articles", slow)
    library.show(shelf, Reading())
    assert shelf.ticked == {TALKS.id}


def test_a_tick_counts_articles_and_reads_none(library, news, monkeypatch):
    shelf = Shelf()
    with monkeypatch.context() as counting:
        counting.setattr(news, "articles", lambda where=Filter(): pytest.fail("read"))
        tools, scope = library.tick(shelf, event(clicks=[[HARBOUR.id, True]], number=1))
        assert "Tick all" in tools and "1 ticked" in tools
        assert "Asking 1 ticked article" in scope
        clicks = [[name, True] for name in news.held]
        assert "Untick all" in library.tick(shelf, event(clicks=clicks, number=2))[0]
        shelf.set_filter("", "Inland Post", "", "", "newest")
        clicks = [[TALKS.id, False]]
        assert "Tick these 1" in library.tick(shelf, event(clicks=clicks, number=3))[0]
    # What is searched for is in the titles alone.
    shelf.set_filter("harbour", "", "", "", "newest")
    tools, _ = library.tick(shelf, event(clicks=[[TALKS.id, False]], number=4))
    assert "1 of 3" in tools and "Untick these 1" in tools
    for query in ("", "harbour"):
        shelf.set_filter(query, "", "", "", "newest")
        again = library.tick(shelf, event(clicks=[], number=5 + len(query)))
        assert again == library.show(shelf, Reading())[1::2]


def test_a_list_shows_the_copies_known_and_does_not_wait(library, news, monkeypatch):
    waited = []
    monkeypatch.setattr(news, "near_duplicates", lambda patience=60: waited.append(patience) or ())
    assert 'class="row"' in library.show(Shelf(), Reading())[2]
    assert sum(waited) < 0.5


def test_a_list_is_drawn_anew_when_its_copies_are_found_and_not_without_need(library, news):
    news.add_text(f"Kessel is open\n{HARBOUR.text}")
    news.grouped.clear()
    shelf = Shelf(query="kes")
    assert 'class="group"' not in library.show(shelf, Reading())[2]
    news.grouped.set()
    shown = shelf.revision
    assert 'class="group"' in library.fold(shelf, Reading())
    assert shelf.revision > shown
    assert library.fold(shelf, Reading()) == gr.skip()


def test_ticks_that_the_browser_kept_are_taken_up_where_the_articles_are_still_there(library):
    shelf = Shelf()
    shown = library.recall(f"{HARBOUR.id} 0123456789ab <b>", "", shelf, Reading())
    assert shelf.ticked == {HARBOUR.id}
    assert "Asking 1 ticked article" in shown[3]
    # What is shown says what the browser is to keep.
    assert f'data-ticked="{HARBOUR.id}"' in shown[1]
    assert "data-ticked" not in library.recall("", "", Shelf(), Reading())[1]


def test_a_filter_that_the_browser_kept_is_taken_up_as_far_as_it_is_one(library):
    shelf = Shelf()
    kept = "query=a+%26+b&source=Inland+Post&sort=upside&since=2024-01-01&until=31&other=1&%zz"
    shown = library.recall("", kept, shelf, Reading())
    assert (shelf.query, shelf.source, shelf.sort) == ("a & b", "Inland Post", "newest")
    assert (shelf.since, shelf.until) == (date(2024, 1, 1), None)
    assert "Asking 1 article from Inland Post since 1 Jan 2024" in shown[3]


@pytest.mark.parametrize(
    ("text", "day", "problem"),
    [
        ("  ", "", "no text to add"),
        ("A text.", "31/2/2025", "is no day up to today"),
        ("A text.", "31/12/2999", "is no day up to today"),
        ("A text.", "some day", "is no day up to today"),
    ],
)
def test_what_cannot_be_pasted_says_why(library, text, day, problem):
    (shown,) = library.adding.add_text(text, "", "", day, Shelf(), Reading())
    assert problem in shown[0]


@pytest.mark.parametrize(
    ("written", "read", "told"),
    [
        ("31/12/2025", date(2025, 12, 31), ""),
        ("31.1.2025", date(2025, 1, 31), ""),
        ("2025-01-02", date(2025, 1, 2), ""),
        ("2 Jan 2025", date(2025, 1, 2), ""),
        ("January 2, 2025", date(2025, 1, 2), ""),
        ("4/4/2025", date(2025, 4, 4), ""),
        ("03/04/2025", date(2025, 4, 3), "03/04/2025 was read as 3 April 2025: the day first."),
    ],
)
def test_the_date_of_a_pasted_text_is_read_day_first_and_that_is_said(
    library, news, written, read, told
):
    *_, shown = library.adding.add_text("Bridge\nIt opened.", "", "", written, Shelf(), Reading())
    assert read in {article.published for article in news.held.values()}
    assert told in shown[0]
    assert ("was read as" in shown[0]) is bool(told)


def test_samples_are_told_of_article_by_article(library, news):
    news.held.clear()
    shelf = Shelf()
    pictures = [shown[0] for shown in library.adding.add_samples(shelf, Reading())]
    assert "sample articles" in pictures[0]
    assert [entry.state for entry in shelf.adding.entries.values()] == ["ready", "ready"]
    assert [entry.name for entry in shelf.adding.entries.values()] == [HARBOUR.title, TALKS.title]


def test_a_long_list_is_not_sent_again_with_every_article(library, news, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.adding_panel.LISTED", 1)  # as if the list were very long
    paths = [tmp_path / f"{n}.txt" for n in range(6)]
    for path in paths:
        path.write_text(f"Report {path.stem}\nThe ferry {path.stem} left.")
    news.pause = 0.2
    sent = [
        shown[3]
        for shown in library.adding.add_files(list(map(str, paths)), Shelf(), Reading())
        if isinstance(shown[3], str)
    ]
    assert [html.count('class="row"') for html in sent] == [4, 9]


def test_an_address_of_another_kind_is_refused(library):
    (shown,) = library.adding.add_url("file:///etc/passwd", Shelf(), Reading())
    assert "An address starts with" in shown[0]


class SlowShelf(Shelf):
    """Gives whoever sees that nothing is being added the time that another needs to see it too."""

    @property
    def adding(self):
        now = self.now
        if now is None or not now.running:
            time.sleep(0.2)
        return now

    @adding.setter
    def adding(self, progress):
        self.now = progress


def until(happens):
    late = time.monotonic() + 10
    while not happens():
        assert time.monotonic() < late
        time.sleep(0.01)


def reports(folder, names):
    paths = [folder / f"{name}.txt" for name in names]
    for path in paths:
        path.write_text(f"Report {path.stem}\nThe ferry {path.stem} left.")
    return [str(path) for path in paths]


def test_of_two_addings_that_wait_in_one_tab_one_is_next_and_that_is_cancelled(
    library, news, tmp_path
):
    shelf = SlowShelf()
    begun, *waiting = (
        library.adding.add_files([path], shelf, Reading()) for path in reports(tmp_path, "abc")
    )
    news.release.clear()
    next(begun)
    threads = [threading.Thread(target=list, args=(pictures,)) for pictures in waiting]
    for thread in threads:
        thread.start()
    news.release.set()
    until(lambda: len(news.held) == 4)
    news.release.clear()
    list(begun)
    until(lambda: shelf.now.count("reading") == 1)  # the one that is shown is the one at work
    library.adding.cancel(shelf)
    news.release.set()
    for thread in threads:
        thread.join(20)
    assert len(news.held) == 5
    assert shelf.now.count("ready") == 1


def test_what_is_refused_meanwhile_leaves_an_adding_to_be_cancelled(library, news, tmp_path):
    shelf, held = Shelf(), set(news.held)
    news.release.clear()
    pictures = library.adding.add_files(reports(tmp_path, "a"), shelf, Reading())
    next(pictures)
    (shown,) = library.adding.add_text(" ", "", "", "", shelf, Reading())
    assert "no text to add" in shown[0]
    assert library.adding.dismiss(shelf) == gr.skip()
    library.adding.cancel(shelf)
    news.release.set()
    *_, last = pictures
    assert "1 cancelled" in last[0]
    assert set(news.held) == held
    assert library.adding.dismiss(shelf) == ""
