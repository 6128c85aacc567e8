"""The small change of the page: escaped text, dates, ages, counts, attributes."""

import html
import re
from datetime import date, timedelta
from urllib.parse import urlsplit

_SURROGATE = re.compile("[\ud800-\udfff\x00]")


def escape(text: str) -> str:
    """Return text that shows as itself in HTML, between tags or in a quoted attribute.

    Carriage returns are written as references, or the browser would turn them into newlines;
    code points that no browser can hold are shown as the replacement character.
    """
    shown = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return html.escape(shown, quote=True).replace("\r", "&#13;")


def button(do: str, label: str, *, css: str = "", title: str = "", **data: object) -> str:
    """Return a button that triggers the event `do` with `data`; `label` is HTML."""
    attributes = "".join(
        f' data-{name.replace("_", "-")}="{escape(str(value))}"' for name, value in data.items()
    )
    named = f' title="{escape(title)}" aria-label="{escape(title)}"' if title else ""
    return f'<button type="button" class="{css}" data-do="{do}"{attributes}{named}>{label}</button>'


def meter(label: str, done: int, total: int) -> str:
    """Return a bar that shows how far something has come."""
    return (
        f'<div class="meter" role="progressbar" aria-label="{label}" aria-valuemin="0" '
        f'aria-valuemax="{total}" aria-valuenow="{done}">'
        f'<span style="width:{100 * done // max(total, 1)}%"></span></div>'
    )


def served_first(others: int) -> str:
    """Return what to say to somebody who waits in line."""
    return f"{others:,} {'other is' if others == 1 else 'others are'} served first"


def plural(count: int, noun: str) -> str:
    """Return "1 article", "2 articles", "2,000 articles"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def day(published: date | None) -> str:
    """Return "12 Mar 2024", or "undated"."""
    return f"{published.day} {published:%b %Y}" if published else "undated"


def days(since: date | None, until: date | None) -> str:
    """Return a stretch of days, both inclusive: "5–8 Mar 2022", "Mar 2022", "2022"."""
    if since is None or until is None:
        return f"since {day(since)}" if since else f"until {day(until)}"
    if since == until:
        return day(since)
    if since.day == 1 and _is_last_of_month(until) and since.year == until.year:
        if since.month == until.month:
            return f"{since:%b} {since.year}"
        if (since.month, until.month) == (1, 12):
            return str(since.year)
    if (since.year, since.month) == (until.year, until.month):
        return f"{since.day}–{day(until)}"
    return f"{day(since)} – {day(until)}"


def _is_last_of_month(day: date) -> bool:
    return day == date.max or (day + timedelta(days=1)).day == 1


def age(published: date, today: date) -> str:
    """Return how long ago a day was, in one unit: "today", "3 days ago", "2 years ago"."""
    days = (today - published).days
    if days < 0:
        return "dated in the future"
    if days < 2:
        return ("today", "yesterday")[days]
    if days < 14:
        return f"{days} days ago"
    if days < 60:
        return f"{days // 7} weeks ago"
    if days < 730:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"


def when(published: date | None, today: date) -> str:
    """Return the day and the age of an article as HTML."""
    if published is None:
        return '<span class="undated">undated</span>'
    return (
        f'<span class="when"><time datetime="{published.isoformat()}">{day(published)}</time> '
        f'<span class="age">{age(published, today)}</span></span>'
    )


def web_address(url: str | None) -> str | None:
    """Return an address that may be linked, or None: only http and https ones may."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def shorten(text: str, limit: int) -> str:
    """Return at most `limit` characters, cut between words and ended with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
