"""The whole job with the real assistant: articles in, asked, cited, summarised."""

import zipfile

from tests.browser.conftest import ask

QUESTION = "what did Lavrov say about Syria"


def test_samples_asked_cited_read_and_summarised(real, visit, picture, tmp_path):
    page = visit(real)
    picture(page, "first-visit")

    page.click("text=Try it with the sample articles")
    page.wait_for_selector("#shelf .row >> nth=5", timeout=60_000)
    page.wait_for_selector(".chat-empty .chip", timeout=60_000)
    picture(page, "samples")

    turn = ask(page, QUESTION)
    assert turn.locator(".sentence").count() >= 1
    assert "Asked of all" in turn.inner_text()
    for number in range(turn.locator(".cite-number").count()):
        cite = turn.locator(".cite-number").nth(number)
        cite.hover()
        quote = turn.locator(".cite").nth(number).locator(".tip-quote").inner_text()
        cite.click()
        page.wait_for_function(
            "quote => [...document.querySelectorAll('#paper mark')]"
            ".map(mark => mark.textContent).join('') === quote",
            arg=quote,
        )
        assert page.locator("#paper mark").first.is_visible()
    picture(page, "answer")

    for kind in ("digest", "timeline"):
        page.click(f"#scope [data-do={kind}]")
        made = page.locator(f".latest .{kind}.answered")
        made.wait_for(timeout=60_000)
        assert made.locator(".cite-number").count() >= 5
        cite = made.locator(".cite").nth(2)
        cite.hover()
        quote = cite.locator(".tip-quote").inner_text()
        cite.locator(".cite-number").click()
        page.wait_for_function(
            "quote => [...document.querySelectorAll('#paper mark')]"
            ".map(mark => mark.textContent).join('') === quote",
            arg=quote,
        )
        picture(page, f"real-{kind}")

    page.click('#paper [data-length="short"]')
    page.wait_for_selector('#paper [data-kind="summary"]', timeout=60_000)
    assert page.locator('#paper [data-kind="summary"]').count() <= 2
    page.click('#paper [data-do="statements"]')
    page.wait_for_selector("#paper [aria-label='Who said what']", timeout=60_000)
    picture(page, "summary")
    page.locator('#paper [data-kind="summary"]').first.click()
    page.wait_for_selector("#paper mark")

    page.fill('#filter [name="since"]', "2030-01-01")
    page.wait_for_selector("#scope >> text=Asking no articles since 1 Jan 2030")
    turn = ask(page, QUESTION)
    assert turn.locator(".refusal").count() == 1
    assert turn.locator(".cite-number").count() == 0
    picture(page, "refusal")


def test_a_zip_goes_in_article_by_article(real, visit, tmp_path):
    path = tmp_path / "cuttings.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.txt", "Tram line opens\n\nA tram line opened in Oskar on Monday.")
        archive.writestr("two.txt", "Tram line closes\n\nA tram line closed in Kessel on Friday.")
        archive.writestr("none.txt", " ")
    page = visit(real)
    page.set_input_files('#library input[type="file"]', str(path))
    page.wait_for_selector("#adding >> text=2 ready, 1 failed", timeout=60_000)
    assert "none.txt" in page.locator("#adding li.failed").inner_text()
    assert page.locator("#shelf .row", has_text="Tram line").count() == 2


def test_a_pasted_article_can_be_asked_at_once_and_is_gone_once_removed(real, visit):
    page = visit(real)
    page.click("text=Paste a text")
    page.fill(
        "#paste-text textarea",
        "Lighthouse of Varn lit again\n\nThe lighthouse of Varn was lit again on Tuesday after "
        "nine years of darkness. “It is a good night,” said the keeper, Tomas Ekdal.",
    )
    page.click("#add-text")
    row = page.locator("#shelf .row", has_text="Lighthouse of Varn")
    row.wait_for(timeout=60_000)
    turn = ask(page, "Who is the keeper of the lighthouse of Varn?")
    assert "Ekdal" in turn.inner_text()
    row.hover()
    row.locator(".row-remove").click()
    row.wait_for(state="detached")
    page.click("text=New")
    turn = ask(page, "Who is the keeper of the lighthouse of Varn?")
    assert "Ekdal" not in turn.locator(".answer-text, .refusal").first.inner_text()
    page.click("#shelf-tools >> text=Undo")
    row.wait_for()
