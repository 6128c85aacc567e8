"""The library: the filter, the list of articles, what can be undone."""

from collections.abc import Callable, Sequence
from datetime import date

from index import Filter, Groups, Headline
from ui.render.words import button, escape, plural, when
from ui.shelf import PERIODS, SORTS, Shelf, scope_words


def render_filter(shelf: Shelf, sources: Sequence[str], today: date) -> str:
    """Return the form that narrows the list; the page sends it whole at every change.

    What is searched for is not in it: the browser itself keeps that. A list's `value` is no HTML,
    but Gradio sets a list that the user has touched by nothing else.
    """
    options = "".join(
        f'<option value="{escape(name)}"{" selected" if name == shelf.source else ""}>'
        f"{escape(name)}</option>"
        for name in sources
    )
    sorts = "".join(
        f'<option value="{name}"{" selected" if name == shelf.sort else ""}>{label}</option>'
        for name, label in SORTS.items()
    )
    return (
        '<form class="filter" data-form="filter">'
        '<input type="search" name="query" placeholder="Find a title" '
        'aria-label="Find a title" autocomplete="off">'
        f'<select name="source" value="{escape(shelf.source)}" aria-label="Source">'
        f'<option value="">Every source</option>{options}</select>'
        f'<select name="sort" value="{shelf.sort}" aria-label="Order">{sorts}</select>'
        f'<label>From<input type="date" name="since" value="{_iso(shelf.since)}"></label>'
        f'<label>To<input type="date" name="until" value="{_iso(shelf.until)}"></label>'
        f'<div class="periods" role="group" aria-label="Published within">{_periods(shelf, today)}'
        "</div></form>"
    )


def _periods(shelf: Shelf, today: date) -> str:
    return "".join(
        f'<button type="button" data-do="period" data-days="{days}" '
        f'aria-pressed="{"true" if shelf.is_of(days, today) else "false"}">{label}</button>'
        for days, label in PERIODS.items()
    )


def render_tools(shelf: Shelf, shown: int, ticked: int, held: int) -> str:
    """Return the line above the list: what was removed, how many are listed, tick all, remove.

    :param shown: how many articles fit the search and the filter.
    :param ticked: how many of these are ticked.
    :param held: how many articles the library holds in all.
    """
    return f"{_undo(shelf)}{_count(shelf, shown, ticked, held)}"


def render_list(
    shelf: Shelf,
    headlines: Sequence[Headline],
    copies: Groups,
    held: int,
    opened: str | None,
    today: date,
) -> str:
    """Return the list of articles, each with its near-duplicates folded behind it.

    Ticks are set in the browser at once, so the HTML last sent may not be what it shows. The
    revision makes every rendering differ, and with it the browser compare them anew; by `heard`
    it knows which of its own ticks are newer than this rendering, and keeps them. The same `view`
    drawn anew must not move under the eye.

    :param copies: the identifiers of articles that are nearly the same.
    :param opened: the identifier of the article open in the reader.
    """
    heard = shelf.heard  # before the ticks are read: what comes in meanwhile is kept there
    rows = _rows(shelf, shelf.rows(headlines, copies), held, opened, today)
    view = escape(
        " ".join(map(str, (shelf.query, shelf.source, shelf.since, shelf.until, shelf.sort)))
    )
    return (
        f'<div class="shelf" data-revision="{shelf.revision}" data-heard="{heard}" '
        f'data-view="{view}">{rows}</div>'
    )


def _undo(shelf: Shelf) -> str:
    if shelf.notice:
        return f'<p class="notice error" role="alert">{escape(shelf.notice)}</p>'
    if not shelf.removed:
        return ""
    gone = shelf.removed
    what = f"“{escape(gone[0].title)}”" if len(gone) == 1 else plural(len(gone), "article")
    return (
        f'<p class="notice undo" role="status"><span dir="auto">Removed {what}.</span> '
        f"{button('undo', 'Undo', css='quiet')}</p>"
    )


def _count(shelf: Shelf, shown: int, ticked: int, held: int) -> str:
    if not held:
        return ""
    count = plural(held, "article") if shown == held else f"{shown:,} of {held:,}"
    every = ticked == shown
    these = "all" if shown == held else f"these {shown:,}"
    tick_all = (
        button(
            "tick_all", f"{'Untick' if every else 'Tick'} {these}", css="quiet", on=int(not every)
        )
        if shown
        else ""
    )
    return f'<p class="shelf-count"><span>{count}</span>{tick_all}</p>{_ticked(shelf)}'


def _ticked(shelf: Shelf) -> str:
    """Return what can be done with the ticked articles, which the browser keeps from here."""
    if not shelf.ticked:
        return ""
    tools = _overviews() + button("remove_ticked", "Remove", css="quiet danger")
    return (
        f'<p class="shelf-ticked" data-ticked="{" ".join(sorted(shelf.ticked))}">'
        f"<span>{len(shelf.ticked):,} ticked</span>{tools}</p>"
    )


def _rows(
    shelf: Shelf, shown: Sequence[Sequence[Headline]], held: int, opened: str | None, today: date
) -> str:
    if not held:
        return (
            '<div class="shelf-empty"><p>No articles yet.</p><p>Drop files anywhere on this page: '
            "text, Markdown, HTML, PDF, Word, JSON, CSV, or a zip of them.</p></div>"
        )
    if not shown:
        return '<div class="shelf-empty"><p>No article fits this search and filter.</p></div>'

    def row(headline: Headline, tag: str = "li", copies: int = 0) -> str:
        return _row(headline, shelf.ticked, opened, today, tag, copies)

    rows = "".join(
        _group(first, copies, row) if copies else row(first)
        for first, *copies in shown[: shelf.limit]
    )
    left = sum(map(len, shown[shelf.limit :]))
    more = button("more", f"Show more of the other {left:,}", css="quiet") if left > 0 else ""
    return f'<ul class="rows" aria-label="Articles">{rows}</ul>{more}'


def _group(first: Headline, copies: Sequence[Headline], row: Callable[..., str]) -> str:
    """Return an article with its near-duplicates, which unfold below it."""
    return (
        f'<li class="group">{row(first, "div", len(copies))}'
        f'<details class="copies"><summary>+{len(copies):,} nearly the same</summary>'
        f'<ul aria-label="Nearly the same">{"".join(map(row, copies))}</ul></details></li>'
    )


def _row(
    headline: Headline,
    ticked: frozenset[str],
    opened: str | None,
    today: date,
    tag: str,
    copies: int,
) -> str:
    """Return an article's row; while `copies` are folded behind it, it stands for them too."""
    title = escape(headline.title)
    source = f'<span dir="auto">{escape(headline.source)}</span>' if headline.source else ""
    is_open = ' aria-current="true"' if headline.id == opened else ""
    is_ticked = "true" if headline.id in ticked else "false"
    ask, remove = f"Ask {title}", f"Remove {title}"
    ask_all = f"{ask} and {copies:,} nearly the same" if copies else ""
    remove_all = f"Remove {copies + 1:,} articles: {title}" if copies else ""
    return (
        f'<{tag} class="row"{is_open}>'
        f'<button type="button" class="tick" role="checkbox" aria-checked="{is_ticked}" '
        f'data-do="tick" data-article="{headline.id}" {_named(ask, ask_all)}></button>'
        f'<button type="button" class="row-open" data-do="open" data-article="{headline.id}">'
        f'<span class="row-title" dir="auto">{title}</span>'
        f'<span class="row-facts">{source}{when(headline.published, today)}</span></button>'
        f'<button type="button" class="row-remove" data-do="remove" data-article="{headline.id}" '
        f'title="{remove_all or remove}" {_named(remove, remove_all)}>×</button></{tag}>'
    )


def _named(alone: str, folded: str) -> str:
    """Return what a button is called; the page's script chooses when copies are unfolded."""
    names = f' data-alone="{alone}" data-folded="{folded}"' if folded else ""
    return f'aria-label="{folded or alone}"{names}'


def render_scope(scope: Filter, asked: int) -> str:
    """Return the line above the question that says which articles it will be asked of.

    :param asked: how many articles these are.
    """
    if scope.is_open and not asked:
        return ""
    clear = "" if scope.is_open else button("clear_scope", "Ask all", css="quiet")
    return (
        f'<div class="scope"><p>Asking {escape(scope_words(scope, asked))} {clear}</p>'
        f'<p class="overviews">{_overviews()}</p></div>'
    )


def _overviews() -> str:
    return "".join(
        button(do, label, css="quiet", title=f"{title}; type a topic first to keep to it")
        for do, label, title in (
            ("digest", "Digest", "The stories that these articles tell"),
            ("timeline", "Timeline", "What happened when, by these articles"),
        )
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
