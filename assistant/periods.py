"""One expression of time and the days it means: "last week", "3 March", "two days ago"."""

import calendar
import re
from datetime import date, timedelta

Period = tuple[date, date]
"""First and last day, inclusive."""

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}
_MONTHS["sept"] = 9
_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_NUMBERS = {
    word: n for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1}  # fmt: skip
_VAGUE = {"couple": (1, 3), "few": (2, 7), "several": (3, 9)}
"""Fewest and most that a vague number means to most readers, taken widely: it limits a search."""

MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
)
"""A regular expression (ignore case, no groups) of a month's name."""
_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_DATE = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_COUNT = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
SOME = r"(?:(?:a )?couple(?: of)?|(?:a )?few|several)"
"""A regular expression (ignore case, no groups) of a vague number: "a few"."""
_UNIT = r"(?:day|week|month|year)s?"
EXPRESSION = (
    rf"{_YEAR}-\d\d-\d\d"
    rf"|(?:{_DAY},? )?{MONTH} {_DATE},? {_YEAR}"
    rf"|(?:{_DAY},? )?(?:the )?{_DATE} (?:of )?{MONTH},? {_YEAR}"
    rf"|(?:{_DAY},? )?{MONTH} {_DATE}(?!\d)|(?:{_DAY},? )?(?:the )?{_DATE} (?:of )?{MONTH}"
    rf"|{MONTH},? (?:of )?{_YEAR}"
    r"|(?:last|this|next|past|previous|earlier this|later this) "
    rf"(?:{_DAY}|{MONTH}|week|month|year|weekend)"
    rf"|(?:last|past|previous|next|coming) (?:{_COUNT}|{SOME}) {_UNIT}"
    rf"|(?:{_COUNT}|{SOME}) {_UNIT} (?:ago|earlier)"
    r"|yesterday|today|tonight|tomorrow|last night|this (?:morning|afternoon|evening)"
    rf"|{_DAY}|{MONTH}|{_YEAR}s?"
)
"""A regular expression (ignore case, no groups) of all that `period` understands."""


def period(words: str, now: date, *, ahead: bool = False) -> Period | None:
    """Return the days an expression means on the day `now`; None if it is none or impossible.

    :param ahead: whether a day or month without a year lies ahead of `now` rather than behind.
    """
    text = re.sub(r"[,.]", "", words.lower().strip())
    text = re.sub(r"\s+", " ", text)
    try:
        return _relative(text, now) or _calendar(text, now, ahead)
    except (ValueError, OverflowError):  # 30 February, or past the calendar's ends.
        return None


def _relative(text: str, now: date) -> Period | None:
    plain = {"today": 0, "tonight": 0, "yesterday": -1, "last night": -1, "tomorrow": 1}
    if text in plain or re.fullmatch(r"this (?:morning|afternoon|evening)", text):
        return _day(now + timedelta(days=plain.get(text, 0)))
    match = re.fullmatch(r"(.+) (day|week|month|year)s? (?:ago|earlier)", text)
    if match:
        fewest, most = _numbers(match[1])
        return _ago(most, match[2], now)[0], _ago(fewest, match[2], now)[1]
    match = re.fullmatch(r"(last|past|previous|next|coming) (.+) (day|week|month|year)s?", text)
    if match:
        return _stretch(match[1], _numbers(match[2])[1], match[3], now)
    match = re.fullmatch(r"(last|past|previous|this|next|earlier this|later this) (\w+)", text)
    return _named(match[1], match[2], now) if match else None


def _numbers(words: str) -> tuple[int, int]:
    """Return the fewest and the most that a number in words means: "two", "a few"."""
    vague = words.removeprefix("a ").removesuffix(" of")
    if vague in _VAGUE:
        return _VAGUE[vague]
    count = _NUMBERS[words] if words in _NUMBERS else int(words)
    return count, count


def _day(day: date) -> Period:
    return day, day


def _month(year: int, month: int) -> Period:
    """Return a month; `month` may run past either end of the year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _shifted(day: date, months: int) -> date:
    first, last = _month(day.year, day.month + months)
    return first.replace(day=min(day.day, last.day))


def _ago(count: int, unit: str, now: date) -> Period:
    if unit == "day":
        return _day(now - timedelta(days=count))
    if unit == "week":
        middle = now - timedelta(weeks=count)
        return middle - timedelta(days=3), middle + timedelta(days=3)
    middle = _shifted(now, -count * (12 if unit == "year" else 1))
    return _month(middle.year, middle.month) if unit == "month" else _year(middle.year)


def _stretch(which: str, count: int, unit: str, now: date) -> Period:
    sign = 1 if which in ("next", "coming") else -1
    if unit in ("day", "week"):
        other = now + timedelta(days=sign * count * (7 if unit == "week" else 1))
    else:
        other = _shifted(now, sign * count * (12 if unit == "year" else 1))
    return (now, other) if sign > 0 else (other, now)


def _year(year: int) -> Period:
    return date(year, 1, 1), date(year, 12, 31)


def _named(which: str, noun: str, now: date) -> Period | None:
    step = -1 if which in ("last", "past", "previous") else 1 if which == "next" else 0
    if which == "past" and noun in ("week", "month", "year"):
        return _stretch("past", 1, noun, now)
    if noun in _DAYS:
        return _day(_weekday(_DAYS[noun], now, step))
    if noun in _MONTHS:
        return _month_near(_MONTHS[noun], now, step)
    found = _unit(noun, step, now)
    if found is None or not which.endswith(" this"):
        return found
    return (found[0], now) if which.startswith("earlier") else (now, found[1])


def _unit(noun: str, step: int, now: date) -> Period | None:
    monday = now - timedelta(days=now.weekday())
    if noun == "week":
        start = monday + timedelta(weeks=step)
        return start, start + timedelta(days=6)
    if noun == "weekend":
        saturday = monday + timedelta(days=5, weeks=step)
        return saturday, saturday + timedelta(days=1)
    if noun == "month":
        return _month(now.year, now.month + step)
    return _year(now.year + step) if noun == "year" else None


def _weekday(day: int, now: date, step: int) -> date:
    """Return the weekday before `now` (-1), in its week (0) or after it (1)."""
    back = (now.weekday() - day) % 7
    if step < 0:
        return now - timedelta(days=back or 7)
    if step > 0:
        return now + timedelta(days=(7 - back) if back else 7)
    return now + timedelta(days=day - now.weekday())


def _month_near(month: int, now: date, step: int) -> Period:
    if step == 0:
        return _month(now.year, month)
    if step < 0:
        return _month(now.year - (month >= now.month), month)
    return _month(now.year + (month <= now.month), month)


def _calendar(text: str, now: date, ahead: bool) -> Period | None:
    text = re.sub(rf"^{_DAY} (?=.)", "", text).removeprefix("the ").replace(" of ", " ")
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if match:
        return _day(date(int(match[1]), int(match[2]), int(match[3])))
    if re.fullmatch(r"\d{4}s", text):
        return date(int(text[:4]), 1, 1), date(int(text[:4]) + 9, 12, 31)
    if re.fullmatch(r"\d{4}", text):
        return _year(int(text))
    if text in _DAYS:
        back = (now.weekday() - _DAYS[text]) % 7
        return _day(now + timedelta(days=(7 - back) % 7) if ahead else now - timedelta(days=back))
    return _month_and_day(text.split(), now, ahead)


def _month_and_day(words: list[str], now: date, ahead: bool) -> Period | None:
    month = next((_MONTHS[word] for word in words if word in _MONTHS), None)
    if month is None:
        return None
    numbers = [int(m[1]) for word in words if (m := re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", word))]
    year = next((n for n in numbers if n > 31), None)
    day = next((n for n in numbers if n <= 31), None)
    if year is None:
        year = now.year
        begun = (month, day or 1) <= (now.month, now.day)
        if ahead and (month, day or 31) < (now.month, now.day):
            year += 1
        elif not ahead and not begun:
            year -= 1
    return _month(year, month) if day is None else _day(date(year, month, day))
