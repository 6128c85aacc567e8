"""Which articles a command may see, as its options say."""

import argparse
from collections import Counter
from collections.abc import Sequence

from assistant.assistant import Assistant
from assistant.errors import InputError
from index import Filter

SHOWN_SOURCES = 5


def scope(assistant: Assistant, options: argparse.Namespace) -> Filter:
    """Return the filter that the options mean.

    :raises InputError: if the first day is after the last, or a source is named that is not there.
    :raises ArticleNotFound: if an article is named that is not there.
    """
    if options.since and options.until and options.since > options.until:
        raise InputError(f"--since {options.since} is after --until {options.until}")
    named = [name.strip() for names in options.articles or () for name in names.split(",")]
    articles = [name for name in named if name]
    for article_id in articles:
        assistant.article(article_id)  # raises where there is none: a typing error is no refusal
    return Filter(
        frozenset(articles) if articles else None,
        _sources(assistant, options.source) if options.source else None,
        options.since,
        options.until,
    )


def _sources(assistant: Assistant, names: Sequence[str]) -> frozenset[str]:
    """Return the sources of these names, whatever their case.

    :raises InputError: if there is none of a name.
    """
    held = Counter(headline.source for headline in assistant.articles() if headline.source)
    known = {source.casefold() for source in held}
    for name in names:
        if name.casefold() not in known:
            raise InputError(f"no source {name!r}: {_some(held)}")
    wanted = {name.casefold() for name in names}
    return frozenset(source for source in held if source.casefold() in wanted)


def _some(held: Counter[str]) -> str:
    """Say which sources there are, the ones of most articles."""
    if not held:
        return "no article in the library has one"
    shown = ", ".join(source for source, _ in held.most_common(SHOWN_SOURCES))
    more = len(held) - SHOWN_SOURCES
    return f"there are {shown}" + (f" and {more} more" if more > 0 else "")
