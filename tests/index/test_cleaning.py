"""Cleaning: what goes, what must stay, and what holds for any text whatever."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.characters import clip, normalise, one_line
from index.cleaning import clean, clean_title

TITLE = "Harbour Council Votes to Deepen the Eastern Channel"
CAPTION = "Dredgers wait outside the harbour of Westmere. (Port Authority)"
FIRST = (
    "The harbour council of Westmere voted on Tuesday to deepen its eastern channel, ending a "
    "dispute that had lasted for four years."
)
SECOND = "“We had to choose,” said Ana Brandt, who chaired the session."
BODY = f"{FIRST}\n\n{SECOND}"

PIECES = st.sampled_from(
    [
        TITLE,
        CAPTION,
        FIRST,
        SECOND,
        "TT",
        "By Ana Brandt",
        "Share on Facebook",
        "Tweet",
        "Print",
        "Read more: Ferries late again",
        "Advertisement",
        "***",
        "(AFP)",
        "",
        "\n",
        "\n\n",
        "    ",
        "the rain",
        "and the wind",
        "A line that is wrapped at some forty-six characters",
        " ",
        ".",
        "\u200d",
        "\u200c",
        "é",
        "é",
        "\x85",
        "\r",
        "\u2029",
        "\t",
        "\ufeff",
        "�",
        "\x00",
    ]
)
WILD = st.one_of(
    st.text(st.characters()),
    st.lists(PIECES).map("\n".join),
    st.lists(PIECES).map("\n\n".join),
    st.lists(st.one_of(PIECES, st.text(st.characters(), max_size=3))).map("".join),
)


@settings(deadline=None)
@given(WILD, st.one_of(st.just(TITLE), st.text(st.characters())))
@example("é\u200d\u200da", "")
@example("\u212a\u200dé", "")
def test_any_text_is_cleaned_once_and_for_all(text: str, title: str) -> None:
    cleaned = clean(text, title)
    cleaned.encode("utf-8")
    assert clean(cleaned, title) == cleaned
    assert cleaned == cleaned.strip()
    assert "\n\n\n" not in cleaned
    assert "  " not in cleaned
    assert not any(line != line.strip() for line in cleaned.split("\n"))
    assert unicodedata.is_normalized("NFC", cleaned)


@settings(deadline=None)
@given(WILD)
def test_no_letter_or_digit_is_invented(text: str) -> None:
    before = normalise(text)
    assert all(character in before for character in clean(text, TITLE) if character.isalnum())


@settings(deadline=None)
@given(st.text(st.characters()))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    normal = normalise(text)
    normal.encode("utf-8")
    assert normalise(normal) == normal
    assert not any(
        unicodedata.category(character) == "Cc" for character in normal if character != "\n"
    )


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([FIRST, SECOND, "A short remark", "Another one, longer."]), unique=True
    )
)
def test_paragraphs_of_plain_prose_stay_as_they_are(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert clean(text, TITLE) == text


@pytest.mark.parametrize(
    "head",
    [
        TITLE,
        f"{TITLE}\n{TITLE}",
        f"{TITLE} | Westmere Post",
        TITLE.upper(),
        f"{CAPTION}\n{CAPTION}\nTT\n\n{TITLE}\n\n{CAPTION}\n{CAPTION}",
        "Ships at anchor off the coast (AFP)",
        "Ships at anchor off the coast\nShips at anchor off the coast",
        "Ana Brandt at the session\n\nTT\n\nAna Brandt at the session",
        "TT",
        "By Jon Aster and Mia de Witt in Westmere",
        "Photo: Jon Aster",
        "Image source, Getty Images",
        "Advertisement\n\nShare on Facebook\nShare on Twitter\n\n5 min read",
        FIRST + "\n\nTT",  # the first paragraph as a teaser: printed twice, kept once
    ],
)
def test_what_stands_above_the_first_paragraph_goes(head: str) -> None:
    assert clean(f"{head}\n\n{BODY}", TITLE) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Ferries late again",
        "READ MORE",
        "Advertisement",
        "[Advertisement]",
        "Story continues below advertisement",
        "Follow us on Telegram for the latest from the coast.",
        "Sign up for our newsletter",
        "Subscribe to our daily newsletter and never miss a story",
        "Share on WhatsApp",
        "Share\nTweet\nEmail",
        "© 2024 Westmere Post. All rights reserved.",
        "All rights reserved.",
        "Related: What the channel costs",
        "You may also like",
        "-----",
        "* * *",
        "Photo by Jon Aster",
        "(Photo: Jon Aster/Westmere Post)",
        "A dredger at work in the channel. (Aster/AFP via Getty Images)",
        f"{CAPTION}\n{CAPTION}",
        "[+2315 chars]",
    ],
)
def test_furniture_in_the_body_goes(line: str) -> None:
    assert clean(f"{FIRST}\n\n{line}\n\n{SECOND}", TITLE) == BODY


@pytest.mark.parametrize(
    "paragraph",
    [
        f"The motion “{TITLE}” was carried by nine votes to four.",
        "The TT race on the island was called off because of fog.",
        "Readers can read more: the minutes are public.",
        "He told them to follow us on foot.",
        "Photo by photo, the investigators retraced the ship's last hours.",
        "Advertisement revenue fell by a third, the port said.",
        "The talks were led by the World Health Organization (WHO).",
        "“Share,” she said.",
        "Print",
        "By Tuesday the ships had left.",
        "The price rose to 40 crowns (and later to 50).",
        "Twice the council voted. (It had to.)",
        "Related stories have been told along the coast for years.",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_a_reporter_wrote_stays(paragraph: str, place: int) -> None:
    paragraphs = [FIRST, SECOND]
    paragraphs.insert(place, paragraph)
    text = "\n\n".join(paragraphs)
    assert clean(text, TITLE) == text


def test_a_paragraph_printed_twice_in_a_row_stays_once() -> None:
    assert clean(f"{FIRST}\n\n{SECOND}\n\n{SECOND}", TITLE) == BODY


def test_a_refrain_stays() -> None:
    verse = "The tide goes out,\nthe tide comes in,\nand so do we.\n\nThe tide goes out,\nwe stay."
    assert clean(verse, TITLE) == verse


def test_a_text_that_is_nothing_but_its_title_keeps_its_words() -> None:
    assert clean(TITLE, TITLE) == TITLE
    assert clean(f"{TITLE}\n\n{TITLE}\nTT", TITLE)


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = (
        "The harbour council of Westmere voted on Tuesday to deepen\n"
        "its eastern channel, ending a dispute that had lasted for\n"
        "four years.\n\n"
        "“We had to choose,” said Ana Brandt, who chaired it. After\n"
        "Monday it was too late."
    )
    assert clean(wrapped) == (
        "The harbour council of Westmere voted on Tuesday to deepen its eastern channel, ending "
        "a dispute that had lasted for four years.\n\n“We had to choose,” said Ana Brandt, who "
        "chaired it. After Monday it was too late."
    )


def test_indented_paragraphs_are_parted() -> None:
    text = (
        "    The harbour council of Westmere voted on Tuesday to deepen\n"
        "its eastern channel, which had been too shallow for years.\n"
        "    Work on the channel begins in May, the council said, and it\n"
        "is to cost forty million crowns."
    )
    assert clean(text).count("\n\n") == 1
    assert "\n" not in clean(text).replace("\n\n", "")


def test_one_paragraph_a_line_is_parted_by_blank_lines() -> None:
    assert clean(f"{FIRST}\n{SECOND}\n{FIRST[:90]}.") == f"{FIRST}\n\n{SECOND}\n\n{FIRST[:90]}."


def test_lists_and_verse_keep_their_lines() -> None:
    names = "Ana Brandt, Westmere\nJon Aster, Northport\nMia de Witt, Saltmarsh"
    assert clean(names) == names


def test_characters_are_made_plain_and_words_left_alone() -> None:
    raw = (
        "\ufeff“It’s\u00a0late,” he\u200b said\x00 \ud83d—cafe\u0301.\r\n\r\nIt\x92s over\u2028now"
    )
    assert clean(raw) == "“It’s late,” he said —café.\n\nIt’s over\nnow"


def test_joiners_stay_where_they_spell() -> None:
    assert clean("می\u200cرود 👩\u200d👧 no\u200dise") == "می\u200cرود 👩\u200d👧 noise"


def test_titles_are_one_line_and_no_longer_than_a_headline() -> None:
    assert clean_title("  Ferries\n late\u00a0 again ") == "Ferries late again"
    clipped = clean_title("ferry " * 100)
    assert len(clipped) <= 300
    assert clipped.endswith("ferry…")


@settings(deadline=None)
@given(st.text(), st.integers(min_value=2, max_value=80))
def test_clipping_keeps_to_the_limit(text: str, limit: int) -> None:
    line = one_line(text)
    clipped = clip(line, limit)
    assert len(clipped) <= limit
    assert clipped == line or line.startswith(clipped[:-1])
