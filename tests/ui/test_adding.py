"""Adding: each file's state, honest counts, cancelling and failing."""

import threading

from index import Added, AddEvent, AddReport, Unreadable
from tests.ui.fake import ARTICLES
from ui.adding import Progress, follow
from ui.render.adding import render_progress


def states(progress: Progress) -> dict[str, str]:
    return {entry.name: entry.state for entry in progress.entries.values()}


def test_each_file_is_queued_until_it_is_said_to_be_read():
    progress = Progress.of(["/t/a.txt", "/t/b.txt"])
    assert states(progress) == {"a.txt": "queued", "b.txt": "queued"}
    progress.take(AddEvent("/t/a.txt", "reading"))
    assert states(progress) == {"a.txt": "reading", "b.txt": "queued"}


def test_who_waits_for_others_is_told_how_many():
    progress = Progress.of(["/t/a.txt"])
    progress.ahead = 2
    assert "2 others are served first" in render_progress(progress)


def test_articles_take_the_place_of_their_file():
    progress = Progress.of(["/t/a.jsonl", "/t/b.txt"])
    progress.take(AddEvent("/t/a.jsonl:1", "ready", ARTICLES[0]))
    progress.take(AddEvent("/t/a.jsonl:2", "failed", reason="/t/a.jsonl:2: broken"))
    assert states(progress) == {
        "b.txt": "queued",
        ARTICLES[0].title: "ready",
        "a.jsonl:2": "failed",
    }
    failed = next(entry for entry in progress.entries.values() if entry.state == "failed")
    assert failed.reason == "a.jsonl:2: broken"  # no folder of this machine
    assert progress.unfinished() == ["/t/a.jsonl"]


def test_counts_are_of_what_happened():
    progress = Progress.of(["a", "b", "c"])
    progress.take(AddEvent("a", "ready", ARTICLES[0]))
    progress.take(AddEvent("b", "skipped", ARTICLES[0], "already in the library"))
    progress.end(AddReport(), None)
    assert (progress.count("ready"), progress.count("skipped"), progress.count("failed")) == (
        1,
        1,
        1,
    )
    assert "1 ready, 1 skipped, 1 failed" in render_progress(progress)
    assert progress.entries["c"].reason == "no article found in it"


def test_what_was_cancelled_says_so_and_can_be_tried_again():
    progress = Progress.of(["a", "b"])
    progress.take(AddEvent("a", "ready", ARTICLES[0]))
    progress.end(AddReport(cancelled=True), None)
    assert states(progress) == {"a": "ready", "b": "cancelled"}
    assert progress.unfinished() == ["b"]
    assert 'data-do="retry"' in render_progress(progress)


def test_work_that_tells_nothing_is_shown_by_its_report():
    progress = Progress.of(["pasted text"])
    report = AddReport((Added("1", "Title", "pasted text"),), (), (Unreadable("x", "why"),))
    progress.end(report, None)
    assert states(progress) == {"Title": "ready", "x": "failed"}


def test_articles_of_what_is_fetched_or_pasted_are_told_of_one_by_one():
    progress = Progress.of_one("pasted text")
    assert states(progress) == {"pasted text": "reading"}
    progress.take(AddEvent("pasted text", "embedding", ARTICLES[0]))
    progress.take(AddEvent("pasted text#2", "failed", reason="pasted text#2: no text"))
    progress.take(AddEvent("pasted text", "ready", ARTICLES[0]))
    assert states(progress) == {ARTICLES[0].title: "ready", "pasted text#2": "failed"}
    assert progress.unfinished() == []  # there is no file to try again


def test_a_page_that_cannot_be_fetched_keeps_its_address():
    progress = Progress.of_one("https://example.org/a/b")
    progress.take(AddEvent("https://example.org/a/b", "failed", reason="cannot be reached"))
    progress.end(AddReport(), None)
    assert states(progress) == {"https://example.org/a/b": "failed"}


def test_a_long_progress_is_sent_in_short_while_it_changes():
    progress = Progress.of([f"{n}.txt" for n in range(500)])
    html = render_progress(progress)
    assert html.count("<li") == 30
    assert "and 470 more" in html
    assert "500 to go" in html


def test_following_work_yields_its_progress_and_its_end():
    def work(tell, cancelled):
        tell(AddEvent("a", "embedding", ARTICLES[0]))
        tell(AddEvent("a", "ready", ARTICLES[0]))
        return AddReport()

    *_, last = follow(work, Progress.of(["a"]), threading.Event(), str)
    assert states(last) == {"a": "ready"}
    assert not last.running


def test_cancelling_reaches_the_work():
    stopped = threading.Event()

    def work(tell, cancelled):
        stopped.wait(20)
        return AddReport(cancelled=cancelled())

    steps = follow(work, Progress.of(["a"]), stopped, str)
    next(steps)
    stopped.set()
    *_, last = steps
    assert states(last) == {"a": "cancelled"}


def test_an_error_of_the_work_fails_what_is_left():
    def work(tell, cancelled):
        raise OSError("disk full")

    *_, last = follow(work, Progress.of(["a"]), threading.Event(), str)
    assert last.error == "disk full"
    assert states(last) == {"a": "failed"}
    assert "disk full" in render_progress(last)


def test_nothing_is_shown_without_an_adding():
    assert render_progress(None) == ""


def test_a_pasted_text_that_holds_several_articles_shows_each():
    progress = Progress.of_one("pasted text")
    for number, article in enumerate(ARTICLES[:2], 1):
        progress.take(AddEvent(f"pasted text#{number}", "ready", article))
    assert [entry.name for entry in progress.entries.values()] == [a.title for a in ARTICLES[:2]]
    assert progress.count("ready") == 2
