"""Only asides go, and only those that the model left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.trimming import asides, is_long, without


def marked(sentence: str) -> list[str]:
    return [sentence[a:b].strip() for a, b in asides(sentence)]


@pytest.mark.parametrize(
    ("sentence", "spare"),
    [
        ("The agency (IHAH) dated the find to 1200.", ["(IHAH)"]),
        ("The dam -- the largest in the north -- was opened.", ["-- the largest in the north --"]),
        ("Amina Barzani, who leads the council, has resigned.", [", who leads the council,"]),
        ("Amina Barzani, a former judge, has resigned.", [", a former judge,"]),
        ("Amina Barzani, 53, was elected.", [", 53,"]),
        ("The vote was held in Tunis, with six parties taking part.",
         [", with six parties taking part"]),
        ("The plan failed, leaving farmers without seed for a year.",
         [", leaving farmers without seed for a year"]),
    ],
)  # fmt: skip
def test_an_aside_is_found(sentence: str, spare: list[str]) -> None:
    assert marked(sentence) == spare


@pytest.mark.parametrize(
    "sentence",
    [
        "Over the weekend, a total of 40 fires hit the area, said the governor.",
        "The minister, police said, was in Cairo.",
        "The agreement, union leaders argue, threatens jobs.",
        "He met Barzani, a judge, and two lawyers.",
        "The storm did serious, lasting damage.",
        "The army denied it, without saying who fired.",
        "She said “the plan, which I wrote, was good” in Rabat.",
        "The deal, which was not signed, was dropped.",
        "Prices rose to 1,200 dirhams, 3,400 more than planned.",
        "The road from Fez, closed since May, will open.",
    ],
)
def test_what_the_sentence_says_is_no_aside(sentence: str) -> None:
    assert marked(sentence) == []


LINE = (
    "Amina Barzani, who has led the council of Erbil since the spring, was elected president of "
    "the union (UCE) on Monday, with six of nine parties voting for her."
)


def test_the_model_says_which_asides_go() -> None:
    assert is_long(LINE)
    assert without(LINE, "Amina Barzani was elected president of the union on Monday.") == (
        "Amina Barzani was elected president of the union on Monday."
    )
    kept = without(LINE, "Barzani, who has led the council of Erbil, was elected union president.")
    assert "who has led the council" in kept and "(UCE)" not in kept
    assert without(LINE, "The weather was fine.") == LINE
    assert without(LINE, "") == LINE


@given(st.text('abc ,.()-–—“”"who 1', max_size=80), st.text("abc who", max_size=30))
def test_any_line_keeps_its_order(sentence: str, written: str) -> None:
    spans = asides(sentence)
    assert spans == sorted(spans)
    assert all(0 <= a < b <= len(sentence) for a, b in spans)
    short = iter(sentence)
    assert all(character in short for character in without(sentence, written))
