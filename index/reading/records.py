"""Objects with named fields: JSON, JSON lines and tables, as scrapers and news services write.

Names are compared without case, spaces and punctuation: "publishedAt" is "Published at".
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import BinaryIO

from index.errors import ReadingError
from index.reading.dates import parse_date
from index.reading.decoding import MAX_LINE, decode, decoded_lines
from index.reading.drafts import MAX_CHARACTERS, Draft, Failed, read_whole
from index.reading.html import plain_words

_TITLE = ("title", "headline", "name")
_TEXT = (
    "text body content article articletext maintext fulltext contenttext contenthtml articlebody "
    "story description"
).split()
_USUAL = "text, body, content, article or description"
_DATE = (
    "date published publishedat datepublish pubdate datepublished publicationdate publishdate "
    "publishedtime publishtime pubtime firstpublicationdate firstpublished webpublicationdate "
    "datetime timestamp createdat created"
).split()
_URL = ("url", "link", "canonicalurl")
_SOURCE = ("source", "publisher", "site", "sitename", "sourcename", "outlet")
_LANGUAGE = ("language", "lang")
_LISTS = ("articles", "items", "results", "data", "entries", "documents")
_NOISE = re.compile(r"[\W_]+")


def read_json(stream: BinaryIO) -> Iterator[Draft | Failed]:
    """Read an object, a list of objects, or an object with such a list ("articles", "items")."""
    text = decode(read_whole(stream)).strip()
    if not text:
        raise ReadingError("empty")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if not _is_json_lines(text):
            raise ReadingError(f"not JSON: {error}") from error
        yield from _json_lines(text.split("\n"))
        return
    rows = _rows(value)
    for number, row in enumerate(rows, 1):
        yield record(row, f"#{number}" if len(rows) > 1 else "")


def read_json_lines(stream: BinaryIO) -> Iterator[Draft | Failed]:
    """Read one object a line, as a stream; a broken line is named and the rest goes on."""
    yield from _json_lines(decoded_lines(stream))


def read_table(stream: BinaryIO) -> Iterator[Draft | Failed]:
    """Read a table with a header row, as a stream; comma, semicolon, tab or bar part columns."""
    csv.field_size_limit(2 * MAX_CHARACTERS)  # of the whole process; its default is 128 kB
    lines = decoded_lines(stream)
    first = next(lines, "")
    if not first:  # a byte order mark and nothing else
        raise ReadingError("empty")
    delimiter = max("\t,;|", key=first.count)
    columns = next(csv.reader([first], delimiter=delimiter), [])
    if not {_key(column) for column in columns} & set(_TEXT):
        raise ReadingError(f"no column is called {_USUAL}; there are: {', '.join(columns)[:200]}")
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        where = f":{rows.line_num + 2}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failed(where, f"broken row: {error}")
            continue
        if any(cell.strip() for cell in row):
            yield record(dict(zip(columns, row, strict=False)), where)


def record(row: object, where: str) -> Draft | Failed:
    """Return the article of one object, by the usual names of its fields."""
    if not isinstance(row, Mapping):
        return Failed(where, f"not an object but {json.dumps(row)[:40]}")
    fields = {_key(str(name)): value for name, value in row.items()}
    if isinstance(fields.get("article"), Mapping):
        return record(fields["article"], where)
    text = next((found for name in _TEXT if (found := _text(fields.get(name)))), None)
    if text is None:
        return Failed(where, f"no text in a field called {_USUAL}")
    return Draft(
        plain_words(text),
        plain_words(_first(fields, _TITLE) or ""),
        _first(fields, _URL),
        _first(fields, _SOURCE),
        _date(fields),
        _first(fields, _LANGUAGE),
        where,
    )


def _json_lines(lines: Iterator[str] | list[str]) -> Iterator[Draft | Failed]:
    for number, line in enumerate(lines, 1):
        where = f":{number}"
        if not line.strip():
            continue
        if len(line) >= MAX_LINE:
            yield Failed(where, f"the line is longer than {MAX_LINE:,} characters")
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Failed(where, f"not JSON: {error}")
            continue
        yield record(row, where)


def _is_json_lines(text: str) -> bool:
    """Tell whether a text that is no JSON value has an object on its first line."""
    try:
        return isinstance(json.loads(text.split("\n", 1)[0]), dict)
    except (ValueError, RecursionError):
        return False


def _rows(value: object) -> list[object]:
    if isinstance(value, Mapping):
        inner = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
        value = [value] if inner is None else inner
    if not isinstance(value, list):
        raise ReadingError("neither an object nor a list of objects")
    if not value:
        raise ReadingError("empty: an empty list")
    return value


def _first(fields: Mapping[str, object], names: "tuple[str, ...]") -> str | None:
    return next((found for name in names if (found := _text(fields.get(name)))), None)


def _text(value: object) -> str | None:
    """Return a string that is not blank; of a list its paragraphs, of an object its name."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    return value if isinstance(value, str) and value.strip() else None


def _date(fields: Mapping[str, object]) -> date | None:
    return next((day for name in _DATE if (day := parse_date(fields.get(name)))), None)


def _key(name: str) -> str:
    return _NOISE.sub("", name).casefold()
