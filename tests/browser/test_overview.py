"""Digests and timelines in a browser: made, followed, stopped, cited, saved."""

import pytest

from tests.browser.conftest import PHONE


def tick(page, *titles: str) -> None:
    for title in titles:
        page.locator("#shelf .row", has_text=title).locator(".tick").click()
    page.wait_for_selector(f".shelf-ticked >> text={len(titles)} ticked")


def test_a_digest_of_the_ticked_articles_is_cited_and_saved(few, visit, picture, tmp_path):
    page = visit(few)
    tick(page, "Harbour", "River talks")
    page.click(".shelf-ticked >> text=Digest")
    page.wait_for_selector(".turn.digest.answered")
    turn = page.locator(".turn.digest")
    assert "Digest of 2 ticked articles" in turn.inner_text()
    assert turn.locator(".story").count() == 2
    assert turn.locator(".story:not(:has(.cite-number))").count() == 0
    cite = turn.locator(".cite").nth(2)
    cite.hover()
    quote = cite.locator(".tip-quote").inner_text()
    picture(page, "digest")
    cite.locator(".cite-number").click()
    page.wait_for_selector("#paper mark")
    assert page.locator("#paper mark").inner_text() == quote
    with page.expect_download() as download:
        turn.locator("[data-do=export]").click()
    path = tmp_path / "digest.md"
    download.value.save_as(path)
    text = path.read_text(encoding="utf-8")
    assert "### Harbour of Kessel reopens after three weeks" in text
    assert f"“{quote}”" in text
    # It is kept like an answer.
    page.reload()
    page.wait_for_selector(".turn.digest .story")
    page.locator(".story-open").first.click()
    page.wait_for_selector("#paper h2 >> text=Harbour")


def test_a_timeline_tells_what_happened_when(few, visit, picture):
    page = visit(few)
    page.fill("#question textarea", "ship")
    page.click("#scope >> text=Timeline")
    page.wait_for_selector(".turn.timeline.answered")
    turn = page.locator(".turn.timeline")
    assert "Timeline of all 3 articles about ship" in turn.inner_text()
    assert page.input_value("#question textarea") == ""
    assert turn.locator(".day time").all_inner_texts() == ["15 Sep\n2025"]
    assert turn.locator(".event").count() == 2
    picture(page, "timeline")


def test_who_agrees_and_who_does_not(many, visit, picture):
    page = visit(many)
    page.click("#scope >> text=Digest")
    page.wait_for_selector(".turn.digest.answered")
    story = page.locator(".story").first
    assert story.locator(".versus .side").count() == 2
    assert story.locator(".versus .cite-number").count() == 2
    story.locator(".also summary", has_text="also in 71 others").click()
    other = story.locator(".also .source").first
    title = other.locator(".source-title").inner_text()
    picture(page, "digest-many")
    other.click()
    page.wait_for_selector(f"#paper h2 >> text={title}")


@pytest.mark.parametrize("kind", ["Digest", "Timeline"])
def test_progress_is_shown_and_stop_stops_at_once(few, visit, picture, kind):
    page = visit(few)
    page.fill("#question textarea", "slowly")
    page.click(f"#scope >> text={kind}")
    page.wait_for_selector(".turn.reading >> text=1 of 3 articles read")
    assert page.locator(".turn [role=progressbar]").get_attribute("aria-valuenow") == "1"
    picture(page, f"{kind.lower()}-progress")
    page.click("#stop")
    page.wait_for_selector(
        f".turn.stopped >> text=/You stopped this {kind.lower()} after [12] of 3 articles/"
    )
    assert page.locator(".turn.stopped .cite-number").count() >= 1
    page.wait_for_selector("#ask:visible")
    page.click(f"#scope >> text={kind}")
    page.wait_for_selector(f".turn.{kind.lower()}.answered")


def test_a_digest_that_fails_says_so_without_its_insides(few, visit):
    page = visit(few)
    page.fill("#question textarea", "fail")
    page.click("#scope >> text=Digest")
    page.wait_for_selector(".turn.failed >> text=Something went wrong")
    assert "secret" not in page.content()


def test_a_topic_that_nothing_is_about_says_so(few, visit):
    page = visit(few)
    page.fill("#question textarea", "zebra")
    page.click("#scope >> text=Digest")
    page.wait_for_selector(".turn.digest.answered >> text=There is no story")


def test_on_a_phone_sides_stand_under_each_other(many, visit, picture):
    page = visit(many, PHONE, has_touch=True)
    page.click("#scope >> text=Digest")
    page.wait_for_selector(".turn.digest.answered")
    one, other = (page.locator(".side").nth(n).bounding_box() for n in (0, 1))
    assert one["y"] + one["height"] <= other["y"]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    picture(page, "phone-digest")
    page.click("#scope >> text=Timeline")
    page.wait_for_selector(".turn.timeline.answered")
    picture(page, "phone-timeline")
