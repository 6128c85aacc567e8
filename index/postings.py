"""An inverted index in the library's own file: which passages hold a term, and how often.

Each transaction that adds passages writes a segment; `FANOUT` segments of one level become one of
the next, so that a library has few of them and a posting is written a few times in all (a
log-structured merge; O'Neil et al., 1996). What was removed is left out when segments merge.
"""

import heapq
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from index.terms import terms

FANOUT = 8
TITLE_COUNT, TEXT_COUNT = 1, 2
"""What a term counts in a title and in a text: a passage's own words say more of it."""
_MOST_COUNTED, _LONGEST = 255, 65_535

Passages = NDArray[np.uint32]
Counts = NDArray[np.uint8]
Lengths = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of one article's passages, by passage identifier."""

    title: str
    texts: Sequence[tuple[int, str]]


def create(connection: sqlite3.Connection) -> None:
    """Make the tables."""
    connection.execute(
        """
        CREATE TABLE segments (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            level INTEGER NOT NULL,
            passages BLOB NOT NULL,
            lengths BLOB NOT NULL
        )
        """
    )
    # By segment first: a segment is written, merged and dropped in one stretch of the file.
    connection.execute(
        """
        CREATE TABLE postings (
            segment INTEGER NOT NULL REFERENCES segments (number) ON DELETE CASCADE,
            term TEXT NOT NULL,
            passages BLOB NOT NULL,
            counts BLOB NOT NULL,
            PRIMARY KEY (segment, term)
        ) WITHOUT ROWID
        """
    )


def write(connection: sqlite3.Connection, worded: Iterable[Worded]) -> None:
    """Add passages as a segment; their identifiers are greater than all before."""
    lengths: dict[int, int] = {}
    held: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for article in worded:
        title = terms(article.title)
        for number, text in article.texts:
            said = terms(text)
            lengths[number] = min(_LONGEST, TITLE_COUNT * len(title) + TEXT_COUNT * len(said))
            for term, count in _counted(title, said).items():
                passages, counts = held[term]
                passages.append(number)
                counts.append(min(_MOST_COUNTED, count))
    if lengths:
        segment = _open_segment(connection, 0, _ids(lengths), np.fromiter(lengths.values(), "<u2"))
        connection.executemany(
            "INSERT INTO postings VALUES (?, ?, ?, ?)",
            [
                (segment, term, _ids(passages).tobytes(), bytes(counts))
                for term, (passages, counts) in sorted(held.items())
            ],
        )
        _merge_full_levels(connection)


def lengths(connection: sqlite3.Connection) -> Lengths:
    """Return every passage's length by identifier, (largest + 1,); 0 where there is none."""
    rows = [
        (np.frombuffer(passages, "<u4"), np.frombuffer(lengths, "<u2"))
        for passages, lengths in connection.execute("SELECT passages, lengths FROM segments")
    ]
    largest = max((int(passages.max(initial=0)) for passages, _ in rows), default=0)
    found = np.zeros(largest + 1, np.uint16)
    for passages, of_segment in rows:
        # A passage without a word is there all the same.
        found[passages] = np.maximum(of_segment, 1)
    removed = [n for (n,) in connection.execute("SELECT passage_id FROM removals")]
    found[[number for number in removed if number <= largest]] = 0
    return found


def frequencies(connection: sqlite3.Connection, sought: Sequence[str]) -> dict[str, int]:
    """Return term -> the number of passages that hold it; removed ones may be among them."""
    found = dict.fromkeys(sought, 0)
    for term, held in _rows(connection, sought, "length(p.counts)"):
        found[term] += held
    return found


def read(
    connection: sqlite3.Connection, sought: Sequence[str]
) -> Iterator[tuple[Passages, Counts]]:
    """Yield the passages that hold a term and its counts in them, for each term that occurs."""
    found: defaultdict[str, tuple[list[bytes], list[bytes]]] = defaultdict(lambda: ([], []))
    for term, passages, counts in _rows(connection, sought, "p.passages, p.counts"):
        found[term][0].append(passages)
        found[term][1].append(counts)
    for passages, counts in found.values():
        yield np.frombuffer(b"".join(passages), "<u4"), np.frombuffer(b"".join(counts), np.uint8)


def problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with the index, in words."""
    held = int(np.count_nonzero(lengths(connection)))
    passages = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
    if held != passages:
        yield f"the keyword index holds {held} of {passages} passages"
    torn = connection.execute(
        "SELECT count(*) FROM postings WHERE length(passages) != 4 * length(counts)"
    ).fetchone()[0]
    if torn:
        yield f"the keyword index is damaged: {torn} postings are torn"


def _rows(connection: sqlite3.Connection, sought: Sequence[str], columns: str) -> sqlite3.Cursor:
    # CROSS JOIN: a look-up for each term and segment, never a walk through a segment's terms.
    return connection.execute(
        f"SELECT p.term, {columns} FROM segments s CROSS JOIN json_each(?) sought "
        "CROSS JOIN postings p ON p.segment = s.number AND p.term = sought.value",
        (json.dumps(sought),),
    )


def _counted(title: Sequence[str], text: Sequence[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for words, weight in ((title, TITLE_COUNT), (text, TEXT_COUNT)):
        for word in words:
            counted[word] += weight
    return counted


def _open_segment(
    connection: sqlite3.Connection, level: int, passages: Passages, of_passages: Lengths
) -> int:
    row = connection.execute(
        "INSERT INTO segments (level, passages, lengths) VALUES (?, ?, ?)",
        (level, passages.tobytes(), of_passages.tobytes()),
    )
    assert row.lastrowid is not None
    return row.lastrowid


def _merge_full_levels(connection: sqlite3.Connection) -> None:
    level = 0
    while True:
        rows = connection.execute(
            "SELECT number, passages, lengths FROM segments WHERE level = ? ORDER BY number",
            (level,),
        ).fetchall()
        if len(rows) < FANOUT:
            return
        _merge(connection, level + 1, rows)
        level += 1


def _merge(
    connection: sqlite3.Connection, level: int, rows: Sequence[tuple[int, bytes, bytes]]
) -> None:
    passages = np.frombuffer(b"".join(row[1] for row in rows), "<u4")
    of_passages = np.frombuffer(b"".join(row[2] for row in rows), "<u2")
    there = _still_there(connection, passages)
    segment = _open_segment(connection, level, passages[there], of_passages[there])
    numbers = [row[0] for row in rows]
    merged = _merged_postings(connection, numbers, passages[~there])
    connection.executemany(
        "INSERT INTO postings VALUES (?, ?, ?, ?)", ((segment, *posting) for posting in merged)
    )
    connection.executemany("DELETE FROM segments WHERE number = ?", [(n,) for n in numbers])


def _merged_postings(
    connection: sqlite3.Connection, segments: Sequence[int], gone: Passages
) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield each term's postings of all these segments, ascending, less those of removed ones."""
    cursors = [
        connection.execute(
            "SELECT term, segment, passages, counts FROM postings WHERE segment = ? ORDER BY term",
            (number,),
        )
        for number in segments
    ]
    in_order = heapq.merge(*cursors, key=itemgetter(0, 1))
    for term, rows in groupby(in_order, key=itemgetter(0)):
        held = list(rows)
        passages, counts = b"".join(r[2] for r in held), b"".join(r[3] for r in held)
        if len(gone):
            numbers = np.frombuffer(passages, "<u4")
            kept = np.isin(numbers, gone, invert=True)
            passages = numbers[kept].tobytes()
            counts = np.frombuffer(counts, np.uint8)[kept].tobytes()
        if counts:
            yield term, passages, counts


def _still_there(connection: sqlite3.Connection, passages: Passages) -> NDArray[np.bool_]:
    rows = connection.execute(
        "SELECT passage_id FROM removals WHERE passage_id BETWEEN ? AND ?",
        (int(passages.min(initial=2**32 - 1)), int(passages.max(initial=0))),
    )
    removed = np.fromiter((row[0] for row in rows), np.uint32)
    return np.isin(passages, removed, invert=True)


def _ids(numbers: Iterable[int]) -> Passages:
    return np.fromiter(numbers, "<u4")
