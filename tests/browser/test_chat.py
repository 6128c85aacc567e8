"""The chat in a browser: streaming, stopping, following up, keeping, exporting."""

from tests.browser.conftest import ask

QUESTION = "When did the harbour of Kessel reopen on Monday?"


def test_a_citation_shows_its_quote_and_opens_on_those_words(few, visit):
    page = visit(few)
    turn = ask(page, QUESTION)
    cite = turn.locator(".cite").first
    assert not cite.locator(".tip").is_visible()
    cite.hover()
    assert cite.locator(".tip").is_visible()
    quote = cite.locator(".tip-quote").inner_text()
    cite.locator(".cite-number").click()
    page.wait_for_selector("#paper mark")
    assert page.locator("#paper mark").inner_text() == quote
    page.keyboard.press("n")
    page.wait_for_function(
        "quote => document.querySelector('#paper mark').textContent !== quote", arg=quote
    )
    page.keyboard.press("p")
    page.wait_for_function(
        "quote => document.querySelector('#paper mark').textContent === quote", arg=quote
    )


def test_the_answer_grows_and_stop_stops_it_at_once(few, visit, picture):
    page = visit(few)
    page.fill("#question textarea", "Tell slowly when the harbour of Kessel reopened on Monday")
    page.click("#ask")
    page.wait_for_selector(".turn.reading .sentence")
    assert "Reading" in page.locator(".turn .progress-line").inner_text()
    picture(page, "streaming")
    page.click("#stop")
    page.wait_for_selector(".turn.stopped")
    assert page.locator(".turn .sentence").count() >= 1
    assert page.locator("#ask").is_visible()
    # Nothing of the stopped answer comes late, and the next one is not held up by it.
    turn = ask(page, QUESTION)
    assert "answered" in turn.get_attribute("class")
    assert page.locator(".turn").first.get_attribute("class") == "turn answer stopped"


def test_a_refusal_offers_the_nearest_article(few, visit):
    page = visit(few)
    turn = ask(page, "Which zebra won")
    assert "Your articles don't say." in turn.inner_text()
    assert turn.locator(".cite-number").count() == 0
    turn.locator(".nearest .source").first.click()
    page.wait_for_selector("#paper .article-head")
    assert page.locator("#paper mark").count() == 0


def test_an_error_is_told_without_its_insides(few, visit, picture):
    page = visit(few)
    turn = ask(page, "please fail")
    assert "Something went wrong" in turn.inner_text()
    assert "secret" not in page.content()
    assert "Traceback" not in page.content()
    picture(page, "error")


def test_a_follow_up_is_shown_rewritten_and_can_be_edited(few, visit):
    page = visit(few)
    ask(page, "When did the harbour reopen on Monday?")
    turn = ask(page, "and who reopened it?")
    searched = turn.locator(".searched q").inner_text()
    assert searched == "who reopened the harbour?"
    turn.locator(".searched button").click()
    page.wait_for_function(
        "text => document.querySelector('#question textarea').value === text", arg=searched
    )
    assert page.locator("#question textarea:focus").count() == 1


def test_ticked_articles_scope_the_question(few, visit):
    page = visit(few)
    row = page.locator("#shelf .row", has_text="River talks")
    row.locator(".tick").click()
    page.wait_for_selector("#scope >> text=Asking 1 ticked article")
    turn = ask(page, QUESTION)
    assert "Asked of 1 ticked article" in turn.inner_text()
    assert "Harbour of Kessel" not in turn.locator(".sources, .refusal").first.inner_text()
    page.click("#scope >> text=Ask all")
    page.wait_for_selector("#scope >> text=Asking all 3 articles")
    assert row.locator(".tick").get_attribute("aria-checked") == "false"


def test_a_suggested_question_is_asked_by_a_click(few, visit):
    page = visit(few)
    page.locator(".chat-empty .chip", has_text="Harbour").click()
    page.locator(".turn .tools, .turn .refusal").wait_for()
    page.locator("#shelf .row-open", has_text="River talks").click()
    page.click("#paper >> text=Ask this article")
    page.locator("#ask-this .chip").first.click()
    page.wait_for_selector(".turn >> text=Asked of the open article")
    assert not page.locator("#ask-this").is_visible()


def test_a_new_conversation_suggests_what_the_ticked_articles_answer(few, visit):
    page = visit(few)
    page.wait_for_selector(".chat-empty .chip >> text=Harbour")
    ask(page, QUESTION)
    page.locator("#shelf .row", has_text="River talks").locator(".tick").click()
    page.wait_for_selector("#scope >> text=Asking 1 ticked article")
    page.click("#chat-menu >> text=New")
    page.wait_for_selector(".chat-empty .chip >> text=River talks")
    assert page.locator(".chat-empty .chip").count() == 1


def test_the_open_article_is_asked_from_wherever_one_is_in_it(few, visit, picture):
    page = visit(few)
    page.locator("#shelf .tick").first.click()  # the scope of other questions stays as it is
    page.locator("#shelf .row-open", has_text="River talks").click()
    page.wait_for_selector("#paper h2 >> text=River")
    page.evaluate("document.getElementById('reader').scrollTop = 1e6")
    page.click("#paper >> text=Ask this article")
    assert page.locator("#ask-this input:focus").count() == 1
    page.wait_for_selector("#ask-this .chip")
    picture(page, "ask-this")
    page.keyboard.press("Escape")
    assert not page.locator("#ask-this").is_visible()
    page.keyboard.press("Enter")  # the focus is on the button again
    page.keyboard.type("Who met in Oskar to settle the water of the river?")
    page.keyboard.press("Enter")
    turn = page.locator(".turn")
    turn.locator(".tools").wait_for()
    assert "Asked of the open article" in turn.inner_text()
    assert turn.locator(".sources .source").count() == 1
    assert "River talks" in turn.locator(".sources").inner_text()
    assert "1 ticked article" in page.locator("#scope").inner_text()


def test_the_chat_shows_which_number_the_reader_marks(few, visit):
    page = visit(few)
    turn = ask(page, QUESTION)
    ask(page, "Who met in Oskar to settle the water of the river?")
    assert page.locator(".cite-number[aria-current]").count() == 0
    turn.locator(".cite-number").nth(1).click()
    marked = page.locator(".cite-number[aria-current=true]")
    marked.wait_for()
    assert (marked.inner_text(), marked.get_attribute("data-turn")) == ("2", "1")
    page.keyboard.press("n")
    page.wait_for_selector(".cite-number[aria-current=true][data-number='3']")
    assert marked.count() == 1
    page.locator('.turn >> nth=0 >> [data-thumb="up"]').click()  # the turns are drawn anew
    page.wait_for_selector('[data-thumb="up"][aria-pressed="true"]')
    assert marked.inner_text() == "3"
    # A number of another conversation is another number.
    page.click("#chat-menu >> text=New")
    page.wait_for_selector(".chat-empty")
    ask(page, QUESTION)
    assert marked.count() == 0
    page.locator("#shelf .row-open").first.click()
    page.wait_for_selector("#paper:not(:has(mark))")
    assert marked.count() == 0


def test_copy_thumbs_and_export(few, visit, tmp_path):
    page = visit(few, permissions=["clipboard-read", "clipboard-write"])
    turn = ask(page, QUESTION)
    turn.locator("[data-copy]").click()
    page.wait_for_selector("text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1] Harbour of Kessel reopens" in copied
    turn.locator('[data-thumb="up"]').click()
    page.wait_for_selector('[data-thumb="up"][aria-pressed="true"]')
    with page.expect_download() as download:
        page.click("#chat-menu >> text=Export")
    path = tmp_path / "answers.md"
    download.value.save_as(path)
    text = path.read_text(encoding="utf-8")
    assert download.value.suggested_filename.endswith(".md")
    assert "1. Harbour of Kessel reopens after three weeks, Coast Courier" in text


def test_a_conversation_outlives_a_reload_and_can_be_taken_up_again(few, visit):
    page = visit(few)
    turn = ask(page, QUESTION)
    turn.locator('[data-thumb="up"]').click()
    page.wait_for_selector('[data-thumb="up"][aria-pressed="true"]')
    page.wait_for_function(
        "Object.keys(localStorage).some(k => localStorage[k].includes('\\\\\"up\\\\\"'))"
    )
    page.reload()
    page.wait_for_selector(".turn .cite-number")
    assert page.locator('[data-thumb="up"]').get_attribute("aria-pressed") == "true"
    page.locator(".cite-number").first.click()
    page.wait_for_selector("#paper mark")
    page.click("#chat-menu >> text=New")
    page.wait_for_selector(".chat-empty")
    page.click("#chat-menu >> text=History")
    page.locator(".history li button", has_text="When did the harbour").click()
    page.wait_for_selector(".turn .cite-number")


def test_a_kept_conversation_can_be_forgotten(few, visit, picture):
    page = visit(few)
    ask(page, QUESTION)
    page.wait_for_function("Object.keys(localStorage).some(k => k.includes('conversation:'))")
    page.click("#chat-menu >> text=History")
    picture(page, "history")
    page.click(".history .forget")
    page.wait_for_selector(".history >> text=Nothing is kept in this browser")
    assert not page.evaluate("Object.keys(localStorage).some(k => k.includes('conversation:'))")


def test_forgetting_the_open_conversation_clears_it_and_can_be_undone(few, visit, picture):
    page = visit(few)
    ask(page, QUESTION)
    page.wait_for_function("Object.keys(localStorage).some(k => k.includes('conversation:'))")
    page.click("#chat-menu >> text=History")
    page.click(".history .forget")
    page.wait_for_selector(".chat-empty")
    assert page.locator(".turn").count() == 0
    picture(page, "forgotten")
    page.click(".history >> text=Undo")
    page.wait_for_selector(".turn .cite-number")
    assert page.locator(".history .forget").count() == 1
    # Another than the open one leaves the open one alone.
    page.click("#chat-menu >> text=New")
    page.wait_for_selector(".chat-empty")
    ask(page, "Which zebra won")
    page.click("#chat-menu >> text=History")
    page.click("[aria-label^='Forget When did']")
    page.wait_for_selector(".history >> text=Forgotten")
    assert page.locator(".turn .refusal").count() == 1


def test_two_people_ask_at_once_and_neither_waits_for_the_other(few, visit):
    slow, quick = visit(few), visit(few)
    slow.fill("#question textarea", "Tell slowly when the harbour of Kessel reopened on Monday")
    slow.click("#ask")
    slow.wait_for_selector(".turn.reading")
    turn = ask(quick, "Who met in Oskar to settle the water of the river")
    assert slow.locator(".turn.reading").count() == 1
    assert "River talks" in turn.inner_text()
    slow.wait_for_selector(".turn.answered")
    assert slow.locator(".turn").count() == quick.locator(".turn").count() == 1


def test_who_waits_is_told_how_many_are_first_and_can_leave(fresh, visit, picture):
    busy = [visit(fresh), visit(fresh)]
    for page in busy:
        page.fill("#question textarea", "hold on, when did the harbour of Kessel reopen on Monday")
        page.click("#ask")
        page.wait_for_selector(".turn.reading >> text=Harbour of Kessel reopens")
    third, fourth = visit(fresh), visit(fresh)
    for page, others in ((third, "1 other is"), (fourth, "2 others are")):
        page.fill("#question textarea", QUESTION)
        page.click("#ask")
        page.wait_for_selector(f".turn.waiting >> text={others} served first")
    picture(fourth, "in-line")
    third.click("#stop")
    third.wait_for_selector(".turn.stopped")
    fourth.wait_for_selector(".turn.waiting >> text=1 other is served first")
    # Whoever closes the page does not hold up the others.
    busy[0].close()
    fourth.wait_for_selector(".turn.answered")
    busy[1].click("#stop")
    busy[1].wait_for_selector(".turn.stopped")


def test_two_tabs_of_one_browser_do_not_mix(few, visit):
    page = visit(few)
    other = page.context.new_page()
    other.goto(few)
    other.wait_for_selector(".chat-empty")
    ask(page, QUESTION)
    page.locator("#shelf .tick").first.click()
    ask(other, "Which zebra won")
    assert other.locator(".turn").count() == 1
    assert "Asking all" in other.locator("#scope").inner_text()
    for tab, words in ((page, "harbour of Kessel"), (other, "zebra")):
        tab.reload()
        tab.wait_for_selector(".turn")
        assert tab.locator(".turn").count() == 1
        assert words in tab.locator(".question").inner_text()


def test_a_quotation_at_the_foot_of_the_chat_is_seen_whole(few, visit):
    page = visit(few, viewport={"width": 1440, "height": 520})
    turn = ask(page, QUESTION)
    cite = turn.locator(".cite").last
    cite.scroll_into_view_if_needed()
    cite.hover()
    tip, turns = cite.locator(".tip").bounding_box(), page.locator("#turns").bounding_box()
    assert tip["y"] + tip["height"] <= turns["y"] + turns["height"] + 1


def test_exporting_nothing_says_so(few, visit):
    page = visit(few)
    page.click("#chat-menu >> text=Export")
    page.wait_for_selector("text=There is nothing to export yet")
