"""Compares the search indexes of an archive with the texts that they were made from.

An index that lists fewer rows than it should is sound to SQLite, and searches find less.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import zip_longest
from typing import TYPE_CHECKING

from seq_tui.archive.file.schema import FOLDED_VERSION, version
from seq_tui.archive.file.search_key import index_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_INDEXES = {
    "name_index": "SELECT place, CAST(name AS TEXT) FROM words WHERE name <> '' ORDER BY place",
    "task_index": "SELECT place, CAST(tasks AS TEXT) FROM words WHERE tasks <> '' ORDER BY place",
}
"""Each index, and the query of the texts that it was made from."""

_CREATE_INDEX = (
    "CREATE VIRTUAL TABLE expected USING fts5(key, content='', columnsize=0, detail=none,"
    " tokenize='trigram case_sensitive 1')"
)

_CREATE_TERMS = "CREATE VIRTUAL TABLE temp.{index}_terms USING fts5vocab(main, {index}, instance)"

_TERMS = (
    "SELECT term, count(*), sum(doc), sum((doc % 1000003) * (doc % 1000003))"
    " FROM temp.{index}_terms GROUP BY term ORDER BY term"
)
"""For each trigram, how many rows have it, and two sums that tell which. It takes a fifth of the
time of reading these rows here (measured)."""


def wrong_indexes(connection: sqlite3.Connection) -> Iterator[str]:
    """The names of the indexes that are not those of their texts."""
    # The texts of version 1 are not folded, and are not searched by its indexes.
    if version(connection) < FOLDED_VERSION:
        return
    for index, query in _INDEXES.items():
        # SQLite keeps what is large in a file without a name.
        with closing(sqlite3.connect("", isolation_level=None)) as expected:
            _fill(expected, connection.execute(query))
            pairs = zip_longest(_terms(connection, index), _terms(expected, "expected"))
            if any(found != wanted for found, wanted in pairs):
                yield index


def _fill(expected: sqlite3.Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Index these texts once more."""
    expected.execute(_CREATE_INDEX)
    rows = ((place, index_key(text)) for place, text in texts)
    expected.execute("BEGIN")
    expected.executemany("INSERT INTO expected (rowid, key) VALUES (?, ?)", rows)
    expected.execute("COMMIT")


def _terms(connection: sqlite3.Connection, index: str) -> sqlite3.Cursor:
    """What an index has of each trigram, in order."""
    connection.execute(f"DROP TABLE IF EXISTS temp.{index}_terms")
    connection.execute(_CREATE_TERMS.format(index=index))
    return connection.execute(_TERMS.format(index=index))
