"""Dates of publication, as sources write them."""

import re
from datetime import UTC, date, datetime, timedelta

_OLDEST = date(1600, 1, 1)
_DAYS_AHEAD = timedelta(days=2)
"""A date further in the future is a mistake; time zones and embargoes explain two days."""
_LONGEST = 80
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_EPOCH = re.compile(r"\d{9,13}(?:\.\d+)?")
_PREFIX = re.compile(
    r"(?:(?:last |first )?(?:published|updated|posted|modified|issued|date)(?: on| at)?\s*:?\s*)+",
    re.IGNORECASE,
)
_HIJRI = re.compile(r"\s+(?:AD|CE)\b.*\b(?:AH|H)\s*$")
"""The second date of "10 September 2024 AD ـ 7 Rabi al-awwal 1446 AH"."""
_BESIDE = re.compile(r"\s+[·•|]\s+")
_SOURCE_WORDS = 5
_CLOSING = re.compile(r"[(*_\s]*(?:first )?(?:published|posted)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"//[^/]+/(?:[^?#]*/)?((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/.-]|$)")
_CLOCK = re.compile(
    r"[\s,|–-]*(?:\bat\s+)?\b\d{1,2}[:.]\d{2}(?:[:.]\d+)*\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\s*$",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATELINE = re.compile(
    rf"[A-Z][\w .,'’/-]{{1,60}}?[,:]?\s*[(\[]?(?:[A-Z]\w+day,?\s+)?"
    rf"(?P<day>{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}})"
    rf"[)\]]?,?\s*(?:[(/][^()\n]{{1,40}}[)/]\s*)?(?:[-–—]+|:)\s"
)


def parse_date(written: object) -> date | None:
    """Return the day that a source's date names, or None if it names none.

    Text in the usual English orders (03/04/2024 is the third of April), ISO 8601, RFC 2822;
    numbers are seconds or milliseconds since 1970. Days before 1600, or more than two days
    ahead of today, are mistakes: None.
    """
    if isinstance(written, bool) or written is None:
        return None
    if isinstance(written, datetime):
        return _plausible(written.date())
    if isinstance(written, date):
        return _plausible(written)
    if isinstance(written, int | float):
        return _from_epoch(written)
    text = " ".join(str(written)[: _LONGEST + 1].split())
    if not text or len(text) > _LONGEST:
        return None
    return _from_text(text)


def date_line(line: str) -> date | None:
    """Return the date of a line that says nothing else, such as "Updated: 3 May 2024, 10:15".

    A few words beside it, set off by a dot or a bar, may name the source.
    """
    if not any(character.isdigit() for character in line) or len(line) > _LONGEST:
        return None
    plain = _HIJRI.sub("", line.strip(" *_()"))
    parts = [part.strip(" *_") for part in _BESIDE.split(plain)]
    days = [_bare_date(part) for part in parts]
    known = [day for day in days if day is not None]
    others = (part for part, day in zip(parts, days, strict=True) if day is None)
    alone = len(known) == 1 and all(len(part.split()) <= _SOURCE_WORDS for part in others)
    return known[0] if alone else _bare_date(plain)


def _bare_date(text: str) -> date | None:
    return parse_date(_CLOCK.sub("", _PREFIX.sub("", text, count=1)))


def closing_date(text: str) -> date | None:
    """Return the date of a last line such as "(Published on 3 May 2024)"."""
    line = text.rstrip().rpartition("\n")[2]
    return date_line(line) if _CLOSING.match(line) else None


def address_date(url: str | None) -> date | None:
    """Return the day in a web address: ".../2024/05/03/ferries-late"."""
    found = _ADDRESS.search(url or "")
    return _of(*map(int, found.groups())) if found else None


def dateline_date(text: str) -> date | None:
    """Return the date of a newswire dateline, "OSLO, Jan 14, 2025 (Agency) -", with a year."""
    found = _DATELINE.match(text[:200])
    return parse_date(found["day"]) if found else None


def _from_text(text: str) -> date | None:
    if iso := _ISO.match(text):
        return _of(*map(int, iso.groups()))
    if (compact := _COMPACT.fullmatch(text)) and (day := _of(*map(int, compact.groups()))):
        return day
    if _EPOCH.fullmatch(text):
        return _from_epoch(float(text))
    return _from_words(text)


def _from_words(text: str) -> date | None:
    """Parse with dateutil, twice: what differs was not in the text but filled in from today."""
    from dateutil import parser

    days = set()
    for default in (datetime(2000, 1, 1), datetime(2001, 2, 2)):
        try:
            days.add(parser.parse(text, dayfirst=True, ignoretz=True, default=default).date())
        except (ValueError, OverflowError, TypeError, IndexError, AttributeError):
            return None
    return _plausible(days.pop()) if len(days) == 1 else None


def _from_epoch(number: float) -> date | None:
    try:
        seconds = number / 1000 if number >= 1e11 else number
        if seconds < 1e8:  # 1973: a smaller number is a year, a day or a counter
            return None
        return _plausible(datetime.fromtimestamp(seconds, UTC).date())
    except (ValueError, OverflowError, OSError):
        return None


def _of(year: int, month: int, day: int) -> date | None:
    try:
        return _plausible(date(year, month, day))
    except ValueError:
        return None


def _plausible(day: date) -> date | None:
    return day if _OLDEST <= day <= date.today() + _DAYS_AHEAD else None
