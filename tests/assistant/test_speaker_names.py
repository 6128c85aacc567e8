"""When two names mean one speaker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.statements import same_speaker, within_sentence


@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("Lavrov", "Sergei Lavrov"),
        ("lavrov", "Sergei Lavrov"),
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Russian Foreign Minister Lavrov", "Sergei Lavrov"),
        ("foreign minister sergei lavrov", "Sergei Lavrov"),
        ("Sergei Viktorovich Lavrov", "Sergei Lavrov"),
        ("S. Lavrov", "Sergei Lavrov"),
        ("zelensky", "Volodymyr Zelenskyy"),
        ("Mohammed bin Salman", "Muhammad bin Salman"),
        ("Sisi", "Abdel Fattah el-Sisi"),
        ("Assad", "Bashar al-Assad"),
        ("Kim", "Kim Jong Un"),
        ("Mrs Thatcher", "Margaret Thatcher"),
        ("the foreign ministry", "Russian Foreign Ministry"),
        ("Ministry of Defence", "Defense Ministry"),
        ("the UK", "British government"),
        ("Russia", "Russian Foreign Ministry"),
        ("Russia", "Moscow"),
        ("the White House", "White House"),
        ("police", "Police"),
        ("Ray", "Ann Lee and Bob Ray"),
        ("Lee and Ray", "Bob Ray"),
        ("Ann Lee and Bob Ray", "Ann Lee"),
    ],
)
def test_the_same(name: str, speaker: str) -> None:
    assert same_speaker(name, speaker)


@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("Lavrov", "Mikhail Bogdanov"),
        ("Sergei Ivanov", "Sergei Lavrov"),
        ("Jane Smith", "John Smith"),
        ("Russia", "Russian diplomatic source"),
        ("Russia", "Sergei Lavrov"),
        ("the Russian foreign ministry", "Foreign Ministry of Iran"),
        ("Donald Trump Jr", "Donald Trump"),
        ("Ann Lee and Bob Ray", "Tom Lee"),
        ("the ministry of health and social care", "Ministry of Transport"),
        ("", "Sergei Lavrov"),
        ("the", "White House"),
    ],
)
def test_not_the_same(name: str, speaker: str) -> None:
    assert not same_speaker(name, speaker)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ministers", "ministers"),
        ("Police in Sfax", "police in Sfax"),
        ("Foreign ministry", "foreign ministry"),
        ("Senior analysts", "senior analysts"),
        ("a spokesman", "a spokesman"),
        ("Ann Lee", "Ann Lee"),
        ("White House", "White House"),
        ("Republicans", "Republicans"),
        ("Dean Martin", "Dean Martin"),
        ("", ""),
    ],
)
def test_a_group_is_no_name_within_a_sentence(name: str, shown: str) -> None:
    assert within_sentence(name) == shown


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_names_can_be_compared(name: str, speaker: str) -> None:
    assert same_speaker(name, speaker) in (True, False)
