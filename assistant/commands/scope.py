"""Which articles a command may see, as its options say."""

import argparse

from assistant.assistant import Assistant
from assistant.errors import InputError
from index import Filter


def scope(assistant: Assistant, options: argparse.Namespace) -> Filter:
    """Return the filter that the options mean.

    :raises InputError: if the first day is after the last.
    :raises ArticleNotFound: if an article is named that is not there.
    """
    if options.since and options.until and options.since > options.until:
        raise InputError(f"--since {options.since} is after --until {options.until}")
    for article_id in options.articles or ():
        assistant.article(article_id)  # raises where there is none: a typing error is no refusal
    return Filter(
        frozenset(options.articles) if options.articles else None,
        frozenset(options.source) if options.source else None,
        options.since,
        options.until,
    )
