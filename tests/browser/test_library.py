"""The library in a browser: adding, narrowing, removing; and long lists."""

from datetime import date

import pytest

from tests.browser.conftest import PHONE, serving


@pytest.fixture
def files(tmp_path):
    good = tmp_path / "ferry.txt"
    good.write_text("Ferry strike ends\nThe strike of ferry crews ended on Friday.")
    bad = tmp_path / "empty.txt"
    bad.write_text(" ")
    return [str(good), str(bad)]


UPLOAD = '#library input[type="file"]'


def test_files_go_in_and_each_says_what_became_of_it(empty, visit, picture, files):
    page = visit(empty)
    assert page.locator(".shelf-empty").is_visible()
    page.set_input_files(UPLOAD, files)
    page.wait_for_selector("#adding >> text=1 ready, 1 failed")
    failed = page.locator("#adding li.failed")
    assert "empty.txt" in failed.inner_text()
    assert "no text found" in failed.inner_text()
    assert "/tmp" not in page.locator("#adding").inner_text()
    page.wait_for_selector("#shelf .row")
    picture(page, "added")
    page.click("#adding >> text=Try again")
    page.wait_for_selector("#adding >> text=/^1 failed/")
    page.click("#adding >> text=Close")
    page.wait_for_selector("#adding .adding", state="detached")
    page.set_input_files(UPLOAD, files[:1])
    page.wait_for_selector("#adding >> text=1 skipped")


def test_adding_can_be_cancelled_and_what_is_in_stays(empty, visit, picture, tmp_path):
    paths = [tmp_path / f"slow-{n}.txt" for n in range(6)]
    for path in paths:
        path.write_text(f"Report {path.stem}\nThe ferry {path.stem} left.")
    page = visit(empty)
    page.set_input_files(UPLOAD, [str(path) for path in paths])
    page.wait_for_selector("#shelf .row")  # the first is in the list while others are read
    assert page.locator("#adding li.reading").count() == 1
    picture(page, "adding")
    page.click("#adding >> text=Cancel")
    page.wait_for_selector('#adding .adding[data-running="false"]')
    ready = page.locator("#shelf .row").count()
    assert 1 <= ready < 6
    assert f"{ready} ready, {6 - ready} cancelled" in page.locator("#adding").inner_text()
    page.click("#adding >> text=Try again")
    page.wait_for_selector("#shelf .row >> nth=5")


def test_files_can_be_dropped_anywhere(empty, visit):
    page = visit(empty)
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["Bridge opens\\nThe bridge opened on Sunday."], "bridge.txt"));
          const options = {dataTransfer: data, bubbles: true, cancelable: true};
          const target = document.querySelector("#turns");
          target.dispatchEvent(new DragEvent("dragover", options));
          if (!document.body.classList.contains("dropping")) throw Error("no sign of the drop");
          target.dispatchEvent(new DragEvent("drop", options));
        }"""
    )
    page.wait_for_selector("#shelf .row >> text=Bridge opens")


def test_a_file_too_large_is_refused_with_the_limit(empty, visit, tmp_path):
    page = visit(empty)
    page.locator(UPLOAD).evaluate(
        """input => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(101 * 1024 * 1024)], "huge.txt"));
          input.files = data.files;
          input.dispatchEvent(new Event("change", {bubbles: true}));
        }"""
    )
    page.wait_for_selector("text=/exceed.*100.0 Mb/")


def test_removing_can_be_undone(few, visit):
    page = visit(few)
    row = page.locator("#shelf .row", has_text="River talks")
    row.locator(".row-open").click()
    page.wait_for_selector("#paper >> text=River talks")
    row.locator(".row-remove").click()
    row.wait_for(state="detached")
    page.wait_for_selector("#paper >> text=Nothing is open")
    page.click("#shelf-tools >> text=Undo")
    row.wait_for()


def test_removing_many_can_be_undone(empty, visit, tmp_path):
    paths = [tmp_path / f"note-{n}.txt" for n in range(4)]
    for path in paths:
        path.write_text(f"Report {path.stem}\nThe ferry {path.stem} left.")
    page = visit(empty)
    page.set_input_files(UPLOAD, [str(path) for path in paths])
    page.wait_for_selector("#shelf .row >> nth=3")
    page.fill('#filter [name="query"]', "note-3")
    page.click("#shelf-tools >> text=Tick these 1")
    page.fill('#filter [name="query"]', "")
    page.click("#shelf-tools >> text=Tick all")
    page.wait_for_selector(".shelf-ticked >> text=4 ticked")
    page.click(".shelf-ticked >> text=Remove")
    page.wait_for_selector(".shelf-empty")
    page.click("#shelf-tools >> text=Undo")
    page.wait_for_selector("#shelf .row >> nth=3")
    page.wait_for_selector("#adding .adding >> text=Report", state="detached")


def test_a_wrong_date_and_source_are_put_right(empty, visit, picture, tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text("Ferry strike ends\nThe strike of ferry crews ended on Friday.")
    page = visit(empty)
    page.set_input_files(UPLOAD, str(path))
    page.locator("#shelf .row-open").click()
    page.click(".correct summary")
    page.fill('.correct [name="published"]', date.today().isoformat())
    page.fill('.correct [name="source"]', "Inland <Post>")
    page.wait_for_selector("#ask-this .chip", state="attached")  # it leaves alone what is typed
    picture(page, "correcting")
    page.click(".correct >> text=Save")
    page.wait_for_selector("#shelf .row >> text=Inland <Post>")
    page.wait_for_selector("#paper .facts >> text=today")
    page.click(".periods >> text=7 days")
    page.wait_for_selector("#scope >> text=Asking 1 article since")
    assert page.locator("#shelf .row").count() == 1
    page.click(".periods >> text=7 days")
    page.wait_for_selector("#scope >> text=Asking the one article")


def test_who_adds_second_is_told_who_is_first(empty, visit, tmp_path):
    paths = [tmp_path / name for name in ("slow-a.txt", "slow-b.txt", "quick.txt")]
    for path in paths:
        path.write_text(f"Report {path.stem}\nThe ferry {path.stem} left.")
    first, second = visit(empty), visit(empty)
    first.set_input_files(UPLOAD, [str(path) for path in paths[:2]])
    first.wait_for_selector("#adding li.reading >> text=slow-a.txt")
    assert "queued" in first.locator("#adding li", has_text="slow-b.txt").inner_text()
    second.set_input_files(UPLOAD, str(paths[2]))
    second.wait_for_selector("#adding >> text=1 other is served first")
    second.wait_for_selector("#adding >> text=1 ready")
    assert first.locator("#adding >> text=2 ready").count() == 1


def test_the_list_is_searched_filtered_and_sorted(few, visit):
    page = visit(few)
    page.wait_for_selector("#shelf .row >> nth=2")
    page.fill('#filter [name="query"]', "river")
    page.wait_for_function("document.querySelectorAll('#shelf .row').length === 1")
    page.fill('#filter [name="query"]', "")
    page.wait_for_function("document.querySelectorAll('#shelf .row').length === 3")
    page.select_option('#filter [name="source"]', "Inland Post")
    page.wait_for_selector("#scope >> text=Asking 1 article from Inland Post")
    page.select_option('#filter [name="source"]', "")
    page.fill('#filter [name="since"]', "2025-01-01")
    page.wait_for_selector("#scope >> text=since 1 Jan 2025")
    assert page.locator("#shelf .row").count() == 1
    page.fill('#filter [name="since"]', "")
    page.select_option('#filter [name="sort"]', "title")
    page.wait_for_function(
        "document.querySelector('#shelf .row-title')?.textContent.startsWith('Harbour') &&"
        "document.querySelectorAll('#shelf .row').length === 3"
    )


def test_what_is_typed_while_the_list_is_drawn_stays(few, visit):
    page = visit(few)
    page.wait_for_selector("#shelf .row >> nth=2")
    field = page.locator('#filter [name="query"]')
    field.press_sequentially("kessel ")
    page.wait_for_function("document.querySelectorAll('#shelf .row').length === 1")
    field.press_sequentially("reopens")
    page.wait_for_timeout(500)
    assert field.input_value() == "kessel reopens"
    # The answer to the letters before comes in between.
    held = []

    def hold(route):
        letters = '"query"' in (route.request.post_data or "")
        held.append(route) if letters else route.continue_()

    page.route("**/queue/join*", hold)
    field.fill("")
    with page.expect_request("**/queue/join*"):
        field.press_sequentially("riv")
    field.press_sequentially("er t")
    held.pop(0).continue_()
    page.wait_for_selector("#shelf .row >> text=River")
    page.unroute("**/queue/join*", hold)
    for route in held:
        route.continue_()
    page.wait_for_timeout(500)
    assert field.input_value() == "river t"
    # Who widens the scope sees the filter as it is then.
    field.fill("")
    page.select_option('#filter [name="source"]', "Inland Post")
    page.wait_for_selector("#scope >> text=Asking 1 article from Inland Post")
    page.click("#scope >> text=Ask all")
    page.wait_for_selector("#scope >> text=Asking all 3 articles")
    assert page.locator('#filter [name="source"]').input_value() == ""


def test_near_duplicates_are_one_row_that_unfolds(empty, visit, picture, tmp_path):
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for path, title in zip(
        paths, ("Ferry strike ends", "Strike of ferries over", "Storm"), strict=True
    ):
        text = (
            "The storm came." if title == "Storm" else "The strike of ferry crews ended on Friday."
        )
        path.write_text(f"{title}\n{text}")
    page = visit(empty)
    page.set_input_files(UPLOAD, [str(path) for path in paths])
    page.wait_for_selector("#shelf-tools >> text=3 articles")
    page.wait_for_selector("#shelf .group")
    head = page.locator("#shelf .group > .row")
    box, copy = head.locator(".tick"), page.locator("#shelf .copies .tick")
    fold = page.locator("#shelf .copies summary")
    assert fold.inner_text().startswith("+1 nearly the same")
    assert not copy.is_visible()
    # Folded, the row is both of them, for the eye, the keyboard and the screen reader.
    assert box.get_attribute("aria-label").endswith(" and 1 nearly the same")
    cross = head.locator(".row-remove")
    removes = [cross.get_attribute(name) for name in ("title", "aria-label")]
    assert removes[0] == removes[1] and removes[0].startswith("Remove 2 articles: ")
    picture(page, "copies-folded")
    box.click()
    page.wait_for_selector("#scope >> text=Asking 2 ticked articles")
    fold.press("Enter")
    assert copy.get_attribute("aria-checked") == "true"
    # Unfolded, each is itself.
    page.wait_for_selector('#shelf .group > .row .tick:not([aria-label*="nearly"])')
    removes = [cross.get_attribute(name) for name in ("title", "aria-label")]
    assert removes[0] == removes[1] and not removes[0].startswith("Remove 2")
    copy.press("Space")
    page.wait_for_selector("#scope >> text=Asking 1 ticked article")
    assert box.get_attribute("aria-checked") == "true"
    picture(page, "copies-unfolded")
    # It stays unfolded when the list is drawn anew, and says when not all are ticked.
    page.select_option('#filter [name="sort"]', "title")
    page.wait_for_selector("#filter option[value=title][selected]", state="attached")
    assert copy.is_visible()
    fold.press("Enter")
    page.wait_for_selector("#shelf .group > .row [aria-checked=mixed]")
    box.click()
    page.wait_for_selector("#scope >> text=Asking 2 ticked articles")
    head.hover()
    head.locator(".row-remove").click()
    page.wait_for_selector("#shelf-tools >> text=Removed 2 articles")
    assert page.locator("#shelf .row").count() == 1
    page.click("#shelf-tools >> text=Undo")
    page.wait_for_selector("#shelf .group")


@pytest.fixture
def unfolded(tmp_path, browser):
    """A page whose copies are found as soon as a file is there."""
    with serving("copies", tmp_path) as url:
        yield url, tmp_path / "grouped"


def test_a_list_folds_by_itself_and_disturbs_nobody(unfolded, visit):
    url, grouped = unfolded
    page = visit(url)
    page.wait_for_selector("#shelf .row >> nth=119", state="attached")
    for title in ("Council 70 votes", "Council 40 votes"):  # of which there are no copies
        page.locator("#shelf .row", has_text=title).locator(".tick").click()
    page.wait_for_selector("#scope >> text=Asking 2 ticked articles")
    page.mouse.move(900, 400)  # what is pointed at would stay, rather than what has the focus
    read = page.locator("#shelf .row", has_text="Council 32 votes")
    read.scroll_into_view_if_needed()
    read.locator(".row-open").focus()
    page.wait_for_timeout(500)
    ticked, before = ticks(page), read.bounding_box()["y"]
    grouped.touch()
    page.wait_for_selector("#shelf .group >> nth=39", state="attached")
    assert page.locator("#shelf .rows > li").count() == 80
    page.wait_for_timeout(500)
    assert abs(read.bounding_box()["y"] - before) < 3
    assert "Council 32" in page.evaluate("document.activeElement.innerText")
    assert ticks(page) == ticked and len(ticked) == 2
    assert page.locator("#scope >> text=Asking 2 ticked articles").is_visible()


def ticks(page):
    """Return the articles whose boxes are ticked, by their identifiers."""
    boxes = page.locator("#shelf .tick[aria-checked=true]")
    return set(boxes.evaluate_all("boxes => boxes.map((box) => box.dataset.article)"))


def test_letters_typed_while_the_list_folds_stay(unfolded, visit):
    url, grouped = unfolded
    page = visit(url)
    page.wait_for_selector("#shelf .row >> nth=119", state="attached")
    field = page.locator('#filter [name="query"]')
    field.press_sequentially("9 ")
    page.wait_for_selector("#shelf-tools >> text=16 of 120")
    held = []

    def hold(route):
        held.append(route)

    page.route("**/queue/join*", hold)
    with page.expect_request("**/queue/join*"):
        field.press_sequentially("vot")
    grouped.touch()
    page.wait_for_selector("#shelf .group >> nth=7", state="attached")
    assert field.input_value() == "9 vot"
    for route in held:
        route.continue_()
    page.unroute("**/queue/join*", hold)
    page.wait_for_selector("#shelf-tools >> text=8 of 120")
    assert field.input_value() == "9 vot"


def test_ticks_work_in_a_browser_that_keeps_nothing_and_a_fold_that_is_late_breaks_nothing(
    few, visit
):
    page = visit(few)  # which sees that the page's script has no error
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('no room') } }")
    page.locator("#shelf .tick").first.click()
    page.wait_for_selector("#scope >> text=Asking 1 ticked article")
    page.evaluate(
        """() => {
            const list = document.querySelector("#shelf .shelf");
            list.innerHTML += '<div><i class="tick"></i><details></details></div>';
            list.classList.remove("shelf");
            list.querySelector("details").open = true;
        }"""
    )
    page.wait_for_timeout(200)


def test_no_tick_is_lost_when_the_list_is_drawn_meanwhile(few, visit):
    page = visit(few)
    page.wait_for_selector("#shelf .row >> nth=2")
    held = []  # the clicks on their way to the server

    def hold(route):
        ticks = '"tick"' in (route.request.post_data or "")
        held.append(route) if ticks else route.continue_()

    page.route("**/queue/join*", hold)
    harbour = page.locator("#shelf .row", has_text="Harbour").locator(".tick")
    talks = page.locator("#shelf .row", has_text="River talks").locator(".tick")
    harbour.click()
    talks.click()
    page.select_option('#filter [name="sort"]', "oldest")
    page.wait_for_function(
        "document.querySelector('#shelf .row-title')?.textContent.startsWith('River')"
    )
    assert [harbour.get_attribute("aria-checked"), talks.get_attribute("aria-checked")] == [
        "true", "true",
    ]  # fmt: skip
    for route in reversed(held):  # the second arrives first
        route.continue_()
    page.wait_for_selector("#scope >> text=Asking 2 ticked articles")
    page.unroute("**/queue/join*", hold)
    page.select_option('#filter [name="sort"]', "newest")
    page.wait_for_function(
        "document.querySelector('#shelf .row-title')?.textContent.startsWith('Harbour')"
    )
    assert page.locator("#shelf [aria-checked=true]").count() == 2
    # What the server unticks is unticked here too.
    page.click("#scope >> text=Ask all")
    page.wait_for_selector("#scope >> text=Asking all 3 articles")
    page.wait_for_function("!document.querySelector('#shelf [aria-checked=true]')")


def test_a_pasted_date_is_read_day_first_and_that_is_said(empty, visit):
    page = visit(empty)
    page.click("text=Paste a text")
    page.fill("#paste-text textarea", "Ferry strike ends\nThe strike of crews ended on Friday.")
    page.fill("#paste-date input, #paste-date textarea", "03/04/2025")
    page.click("#add-text")
    page.wait_for_selector("#adding >> text=03/04/2025 was read as 3 April 2025: the day first.")
    page.wait_for_selector("#shelf .row >> text=3 Apr 2025")


def test_an_example_adds_the_samples_and_is_asked(empty, visit, picture):
    page = visit(empty)
    picture(page, "first-visit")
    page.locator(".chat-empty .chip", has_text="Lavrov").click()
    page.wait_for_selector("#shelf .row >> nth=1")
    page.locator(".turn .tools, .turn .refusal").wait_for()
    assert page.locator(".question").inner_text() == "What did Lavrov say about Syria?"


def test_a_page_that_cannot_be_fetched_says_so(few, visit):
    page = visit(few)
    page.click("text=Add from the web")
    page.fill("#paste-url input, #paste-url textarea", "https://example.invalid/")
    page.click("#add-url")
    page.wait_for_selector("#adding >> text=cannot be reached")


def test_article_text_is_text_everywhere(few, visit, picture):
    page = visit(few)
    page.locator("#shelf .row-open", has_text="Prices").click()
    page.wait_for_selector("#paper .article-text")
    body = page.locator("#paper .article-text").inner_text()
    assert "<script>window.hacked = 1</script>" in body
    assert "${7*7} {{constructor}} `towns`" in body
    assert '<b>"rise"</b>' in page.locator("#paper h2").inner_text()
    page.click('#paper [data-length="short"]')
    page.wait_for_selector('#paper [data-kind="summary"]')
    assert page.evaluate("window.hacked === undefined")
    assert page.locator("#paper img, #shelf b, #paper script").count() == 0
    picture(page, "hostile")


def test_five_hundred_articles_and_a_long_one(many, visit, picture):
    page = visit(many)
    page.wait_for_selector("#shelf .row >> nth=499", state="attached")
    page.locator("#shelf .tick").nth(3).click()
    page.wait_for_selector("#scope >> text=Asking 1 ticked article")
    page.fill('#filter [name="query"]', "very long")
    page.wait_for_function("document.querySelectorAll('#shelf .row').length === 1")
    page.locator("#shelf .row-open").first.click()
    page.wait_for_selector("#paper .article-text p >> nth=399", state="attached")
    picture(page, "many")


def test_on_a_phone_one_panel_at_a_time(few, visit, picture):
    page = visit(few, PHONE, has_touch=True)
    assert page.locator("#chat").is_visible()
    assert not page.locator("#library").is_visible()
    picture(page, "phone-chat")
    page.click(".tabs >> text=Library")
    assert page.locator("#library").is_visible()
    picture(page, "phone-library")
    page.locator("#shelf .row-open", has_text="Harbour").click()
    page.wait_for_selector("#paper .article-text")
    assert page.locator("#reader").is_visible()
    picture(page, "phone-reader")
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0
    page.go_back()
    page.wait_for_function("document.body.dataset.panel !== 'reader'")
