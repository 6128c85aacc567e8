"""A line of an article as a cited sentence."""

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.overview.lines import Line
from assistant.resolving import with_dates
from assistant.standing import extract, statements_at
from assistant.types import Cited, Statement
from index import Article

StatementsOf = Callable[[Article], list[Statement]]

_DATELINE = re.compile(r"^[A-Z][A-Z.,' -]{2,40}(?:, [A-Z][a-z]+\.? \d{1,2})?\s*[–—]\s+(?=[A-Z“\"])")


def cite(line: Line, statements_of: StatementsOf) -> Cited:
    """Return a line as a cited sentence that stands alone, with the days its words mean.

    The dateline of an agency is left out of the text, though not of the words cited.
    """
    cited = extract(line.article, line.span, statements_at(statements_of(line.article)))
    text = _DATELINE.sub("", cited.text)
    return with_dates(replace(cited, text=text), {line.article.id: line.article})
