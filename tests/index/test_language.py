"""The language of a text."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council said on Tuesday that the channel would be deepened before winter.", "en"),
        ("Shares of three shipping firms fell; grain rose; oil was little changed.", "en"),
        ("Le conseil a décidé mardi d’approfondir le chenal avant l’hiver.", "fr"),
        ("Der Rat beschloss am Dienstag, die Fahrrinne noch vor dem Winter zu vertiefen.", "de"),
        ("El consejo decidió el martes profundizar el canal antes del invierno.", "es"),
        ("Совет решил во вторник углубить канал ещё до наступления зимы.", "ru"),
        ("قرر المجلس يوم الثلاثاء تعميق القناة قبل حلول الشتاء.", "ar"),
        ("Meclis salı günü kanalı kıştan önce derinleştirmeye karar verdi.", "tr"),
        ("理事会は火曜日に水路を深くすることを決めた。", "ja"),
        ("Ferries late", "en"),
        ("12 345", "en"),
        ("", "en"),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


@settings(deadline=None)
@given(st.text(st.characters()))
def test_any_text_has_a_code_of_two_letters(text: str) -> None:
    assert len(detect(text)) == 2


def test_english_prose_needs_no_classifier() -> None:
    check = (
        "import sys; from index.language import detect; "
        "detect('The ships that were late in the morning have left for the north by now.'); "
        "sys.exit('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
