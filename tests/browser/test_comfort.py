"""Keyboard, screen reader, dark mode, "back"; and that nothing is fetched from outside."""

import pytest

from tests.browser.conftest import PHONE, ask

QUESTION = "When did the harbour of Kessel reopen on Monday?"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_axe_finds_no_serious_fault(few, visit, picture, scheme, viewport):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is missing"
    ).Axe()
    page = visit(few, **({"viewport": viewport} if viewport else {}), color_scheme=scheme)
    ask(page, QUESTION)
    ask(page, "Which zebra won")
    for kind in ("digest", "timeline"):
        page.click(f"#scope [data-do={kind}]")
        page.wait_for_selector(f".latest .{kind}.answered")
    page.locator(".cite-number").first.click()
    page.wait_for_selector("#paper mark")
    page.click('#paper [data-length="short"]')
    page.click('#paper [data-do="statements"]')
    page.wait_for_selector("#paper [aria-label='Who said what']")
    page.click(".correct summary")
    name = "dark" if scheme == "dark" else "light"
    picture(page, f"{'phone' if viewport else 'desktop'}-{name}")
    found = axe.run(page).response["violations"]
    serious = [
        f"{fault['id']}: {[node['target'] for node in fault['nodes'][:4]]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_the_whole_job_by_keyboard(few, visit):
    page = visit(few)
    page.wait_for_selector("#shelf .row")
    page.keyboard.press("/")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn .tools")
    page.locator(".cite-number").first.focus()
    assert page.locator(".cite .tip").first.is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".cite .tip:visible").count() == 0
    page.locator(".cite-number").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#paper mark")
    page.locator("#shelf .tick").first.focus()
    page.keyboard.press("Space")
    page.wait_for_selector("#scope >> text=1 ticked article")


@pytest.mark.parametrize("field", ["#question textarea", '#filter [name="query"]'])
def test_the_field_with_the_focus_is_outlined(few, visit, field):
    page = visit(few)
    page.locator(field).focus()
    assert page.locator(field).evaluate("field => getComputedStyle(field).outlineStyle") == "solid"


def test_back_comes_back_to_the_article_before(few, visit):
    page = visit(few)
    page.locator("#shelf .row-open", has_text="Harbour").click()
    page.wait_for_selector("#paper h2 >> text=Harbour")
    page.locator("#shelf .row-open", has_text="River").click()
    page.wait_for_selector("#paper h2 >> text=River")
    page.go_back()
    page.wait_for_selector("#paper h2 >> text=Harbour")
    page.go_forward()
    page.wait_for_selector("#paper h2 >> text=River")
    # The address leads back to the article, in a new tab too.
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#paper h2 >> text=River")


def test_dark_and_light_are_remembered(few, visit):
    page = visit(few)
    assert page.locator("body.dark").count() == 0
    page.click("[data-theme-switch]")
    assert page.locator("body.dark").count() == 1
    page.wait_for_selector(".chat-empty .chip")  # nothing is under way
    page.reload()
    page.wait_for_selector(".chat-empty")
    assert page.locator("body.dark").count() == 1


def test_a_cross_shows_only_on_the_row_that_is_pointed_at(few, visit):
    page = visit(few)
    page.wait_for_selector("#shelf .row >> nth=2")

    def crosses():
        return page.locator("#shelf .row-remove").evaluate_all(
            "all => all.map(each => getComputedStyle(each).opacity)"
        )

    page.locator("#chat").hover()
    assert crosses() == ["0", "0", "0"]
    page.locator("#shelf .row").nth(1).hover()
    assert crosses() == ["0", "1", "0"]


@pytest.mark.parametrize("width", [1001, 1100, 1440])
def test_no_column_is_wider_than_its_place(few, visit, width):
    page = visit(few, {"width": width, "height": 760})
    page.wait_for_selector("#filter input")
    ask(page, "When did the harbour of Kessel reopen on Monday?")
    page.locator(".turn .cite-number").first.click()
    page.wait_for_selector("#paper mark")
    for column in ("#library", "#chat", "#reader"):
        over = page.locator(column).evaluate("each => each.scrollWidth - each.clientWidth")
        assert over <= 0, column
