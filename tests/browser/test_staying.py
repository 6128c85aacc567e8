"""What stays when the page is loaded again, or when the server stops."""

import os
import signal
from urllib.parse import urlsplit

from tests.browser.conftest import DESKTOP, ask, served

QUESTION = "When did the harbour of Kessel reopen on Monday?"
FIELD = "#question textarea"


def test_a_question_that_was_typed_or_not_answered_yet_outlives_a_reload(few, visit):
    page = visit(few)
    page.fill(FIELD, "When did the harb")
    page.reload()
    page.wait_for_function(
        "() => document.querySelector('#question textarea')?.value === 'When did the harb'"
    )
    # It is a question like one just typed.
    turn = ask(page, QUESTION)
    assert "answered" in turn.get_attribute("class")
    page.wait_for_function("() => !sessionStorage.getItem('news-assistant:draft')")
    page.reload()
    page.wait_for_selector(".turn .tools")
    assert page.input_value(FIELD) == ""
    slow = "hold on, when did the harbour of Kessel reopen on Monday"
    page.fill(FIELD, slow)
    page.click("#ask")
    page.wait_for_selector(".turn.reading")
    page.reload()
    page.wait_for_function(
        "text => document.querySelector('#question textarea')?.value === text", arg=slow
    )


def test_ticks_outlive_a_reload_and_those_of_articles_that_are_gone_are_dropped(fresh, visit):
    page = visit(fresh)
    page.wait_for_selector("#shelf .row >> nth=2")
    for title in ("Harbour", "River talks"):
        page.locator("#shelf .row", has_text=title).locator(".tick").click()
    page.wait_for_selector("#scope >> text=Asking 2 ticked articles")
    page.fill('#filter [name="query"]', "harbour")  # what is not listed stays ticked
    page.wait_for_function("document.querySelectorAll('#shelf .row').length === 1")
    page.reload()
    page.wait_for_selector("#scope >> text=Asking 2 ticked articles")
    page.wait_for_selector(".shelf-ticked >> text=2 ticked")
    assert page.locator("#shelf .row").count() == 1
    page.fill('#filter [name="query"]', "")
    page.wait_for_function("document.querySelectorAll('#shelf .row').length === 3")
    assert page.locator("#shelf [aria-checked=true]").count() == 2
    # The question is asked of them, and another tab has ticks of its own.
    assert "Asked of 2 ticked articles" in ask(page, QUESTION).inner_text()
    other = visit(fresh)
    other.wait_for_selector("#scope >> text=Asking all 3 articles")
    other.locator("#shelf .row", has_text="River talks").hover()
    other.locator("#shelf .row", has_text="River talks").locator(".row-remove").click()
    other.wait_for_selector("#scope >> text=Asking all 2 articles")
    page.reload()
    page.wait_for_selector("#scope >> text=Asking 1 ticked article")
    page.click("#scope >> text=Ask all")
    page.wait_for_selector("#scope >> text=Asking all 2 articles")
    page.reload()
    page.wait_for_selector("#scope >> text=Asking all 2 articles")
    assert page.locator("#shelf [aria-checked=true]").count() == 0


def test_the_filter_of_the_list_outlives_a_reload(fresh, visit):
    page = visit(fresh)
    page.wait_for_selector("#shelf .row >> nth=2")
    page.fill('#filter [name="since"]', "2024-01-01")
    page.fill('#filter [name="until"]', "2025-12-31")
    page.wait_for_selector("#scope >> text=Asking 2 articles since 1 Jan 2024 until 31 Dec 2025")
    page.select_option('#filter [name="sort"]', "oldest")
    page.select_option('#filter [name="source"]', "Coast Courier")
    page.wait_for_selector("#scope >> text=Asking 1 article from Coast Courier since")
    page.fill('#filter [name="query"]', "kes & 50% <b>")
    page.reload()  # before the list has been asked for
    page.wait_for_selector("#shelf >> text=No article fits")
    page.wait_for_selector("#scope >> text=Asking 1 article from Coast Courier since")
    assert fields(page) == {
        "query": "kes & 50% <b>", "source": "Coast Courier", "sort": "oldest",
        "since": "2024-01-01", "until": "2025-12-31",
    }  # fmt: skip
    page.fill('#filter [name="query"]', "")
    page.wait_for_selector("#shelf .row >> text=Harbour")
    # Another tab has a filter of its own.
    other = visit(fresh)
    other.wait_for_selector("#scope >> text=Asking all 3 articles")
    assert fields(other)["source"] == ""
    # What is widened again stays so; the days of a button are kept too.
    page.click("#scope >> text=Ask all")
    page.wait_for_selector("#scope >> text=Asking all 3 articles")
    page.click("#filter >> text=7 days")
    page.wait_for_selector("#shelf >> text=No article fits")
    page.reload()
    page.wait_for_selector("#filter [aria-pressed=true] >> text=7 days")
    left = fields(page)
    assert (left["source"], left["until"], left["sort"]) == ("", "", "oldest")
    page.wait_for_selector("#shelf >> text=No article fits")


def test_a_source_that_is_gone_limits_nothing(fresh, visit):
    page = visit(fresh)
    page.wait_for_selector("#shelf .row >> nth=2")
    page.select_option('#filter [name="source"]', "Inland Post")
    page.wait_for_selector("#scope >> text=Asking 1 article from Inland Post")
    page.locator("#shelf .row").hover()
    page.locator("#shelf .row-remove").click()
    page.wait_for_selector("#scope >> text=Asking all 2 articles")
    page.wait_for_selector("#shelf .row >> nth=1")
    assert fields(page)["source"] == ""
    page.reload()
    page.wait_for_selector("#scope >> text=Asking all 2 articles")


def fields(page):
    """Return the filter as it is seen."""
    return page.evaluate(
        "() => Object.fromEntries(new FormData(document.querySelector('#filter form')))"
    )


def test_a_chip_leaves_what_is_typed(few, visit):
    page = visit(few)
    page.fill(FIELD, "half a quest")
    page.locator(".chat-empty .chip").first.click()
    page.locator(".turn .tools, .turn .refusal").wait_for()
    assert page.input_value(FIELD) == "half a quest"


def test_a_server_that_stops_is_told_of_and_one_that_is_back_too(browser, tmp_path, picture):
    context = browser.new_context(viewport=DESKTOP)  # of its own: requests fail here
    page = context.new_page()
    page.set_default_timeout(20_000)
    for folder in ("before", "after"):
        (tmp_path / folder).mkdir()
    with served("few", tmp_path / "before") as (url, pid):
        page.goto(url)
        page.wait_for_selector(".chat-empty .chip")
        ask(page, QUESTION)
        page.wait_for_selector("#ask:visible")
        assert page.locator("#stopped:visible").count() == 0
        os.kill(pid, signal.SIGTERM)
        page.wait_for_selector("#stopped >> text=The assistant has stopped; start it again")
        page.fill(FIELD, "and who")
        page.click("#ask")
        picture(page, "stopped")
    with served("few", tmp_path / "after", urlsplit(url).port):
        page.wait_for_selector("#stopped", state="hidden")
        page.wait_for_selector(".turn .cite-number")
        page.wait_for_function(
            "() => document.querySelector('#question textarea').value === 'and who'"
        )
        ask(page, "and who spoke of the harbour of Kessel on Monday?")
        assert page.locator(".turn").count() == 2
    context.close()
