"""Dates of publication where sources put them, and words that are none."""

from datetime import date

import pytest

from index.reading.dates import address_date, closing_date, date_line

DAY = date(2024, 9, 10)


@pytest.mark.parametrize(
    "line",
    [
        "10 September 2024",
        "Published: Tuesday, 10 September 2024 14:30 GMT",
        "10 September 2024 AD ـ 7 Rabi al-awwal 1446 AH",
        "*10 September 2024 · Gulf Wire*",
        "Gulf Wire | Sept. 10, 2024",
        "(Published on September 10, 2024)",
    ],
)
def test_lines_with_a_date(line: str) -> None:
    assert date_line(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "The port was opened on 10 September 2024",
        "10 September 2024 · the port of Sfax was opened by the minister",
        "10 September 2024 · 11 September 2024",
        "Room 10 | Level 2",
        "12 | 9",
    ],
)
def test_lines_without(line: str) -> None:
    assert date_line(line) is None


def test_a_date_below_the_text() -> None:
    assert closing_date("The port is sold.\n\n(Published on September 10, 2024)\n") == DAY
    assert closing_date("The port is sold.\nPublished papers say so.") is None
    assert closing_date("The port is sold.\n10 September 2024") is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/world/2024/09/10/port-of-sfax", DAY),
        ("https://example.org/2024-09-10/port.html", DAY),
        ("https://example.org/2024/09/10", DAY),
        ("https://example.org/2024/13/45/port", None),
        ("https://example.org/port?id=2024/09/10/", None),
        ("https://example.org/12024/09/10/port", None),
        (None, None),
    ],
)
def test_a_date_in_the_address(url: str | None, day: date | None) -> None:
    assert address_date(url) == day
