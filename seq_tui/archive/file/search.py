"""Substring search in an archive: the rows whose name or tasks contain a text, in order.

The index lists the rows that contain each trigram. A text of three or more characters is found
through its trigrams; the rows found are then compared with the text itself. A shorter text is
usually so common that a scan of the first rows finds enough matches. If it does not, the search
uses all trigrams that begin with the text; if there are too many of these, it scans the remaining
rows until it has enough matches.
"""

from __future__ import annotations

import asyncio
import json
from array import array
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from seq_tui.archive.file.encoded_item import task_texts
from seq_tui.archive.file.search_key import REPLACEMENT, search_key
from seq_tui.wire.records import MAX_INTEGER, sequence_from, unwrap

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from seq_tui.domain.sequence import Sequence

TRIGRAM = 3
"""Characters in each entry of the index."""

MAX_TRIGRAMS = 64
"""Most trigrams in one query of the index; a longer text is found by its beginning."""

SCAN_FIRST = 5_000
"""The last position to scan for a short text before the index is used. The scan takes a
millisecond, and the index is slowest where the text is common."""

CHUNK = 10_000
"""Rows to find in one go: it takes 10 ms, after which other tasks run."""


@dataclass(frozen=True, slots=True)
class SearchField:
    """The statements that search one kind of text, and the text itself."""

    index_query: str
    scan_query: str
    create_vocabulary: str
    """Creates the table of all trigrams in the index."""

    next_trigram_query: str
    texts: Callable[[Sequence], list[str]]
    """The original texts of a sequence; the file holds only their keys."""


NAME = SearchField(
    "SELECT words.position FROM name_index JOIN words ON words.position = name_index.rowid"
    " WHERE name_index MATCH ? AND name_index.rowid > ? AND instr(words.name, ?)"
    " ORDER BY name_index.rowid LIMIT ?",
    "SELECT position FROM words WHERE position > ? AND position <= ? AND instr(name, ?)"
    " ORDER BY position LIMIT ?",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.name_terms"
    " USING fts5vocab(main, name_index, instance)",
    "SELECT term FROM temp.name_terms WHERE term >= ? LIMIT 1",
    lambda sequence: [sequence.name or ""],
)

TASK = SearchField(
    "SELECT words.position FROM task_index JOIN words ON words.position = task_index.rowid"
    " WHERE task_index MATCH ? AND task_index.rowid > ? AND instr(words.tasks, ?)"
    " ORDER BY task_index.rowid LIMIT ?",
    "SELECT position FROM words WHERE position > ? AND position <= ? AND instr(tasks, ?)"
    " ORDER BY position LIMIT ?",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.task_terms"
    " USING fts5vocab(main, task_index, instance)",
    "SELECT term FROM temp.task_terms WHERE term >= ? LIMIT 1",
    task_texts,
)


class Matches:
    """The rows whose text contains a part, without regard to case; found as far as requested."""

    def __init__(
        self, connection: sqlite3.Connection, part: str, field: SearchField = NAME
    ) -> None:
        self._connection = connection
        self._field = field
        self._part = part.casefold()
        self._key = search_key(part)
        self._scan_until = SCAN_FIRST if len(self._key) < TRIGRAM else 0
        self._found = array("q")
        self._searched_until = 0
        self._is_complete = False

    async def find(self, stop: int, is_wanted: Callable[[], bool]) -> array[int]:
        """The positions of the matching rows: at least the first `stop`, or all.

        There may be fewer once `is_wanted` returns false. A long search yields to other tasks.
        """
        while not self._is_complete and len(self._found) < stop and is_wanted():
            missing = stop - len(self._found)
            self._find_more(min(missing, CHUNK))
            if missing > CHUNK:
                await asyncio.sleep(0)
        return self._found

    def find_sync(self, stop: int) -> array[int]:
        """The same as `find`, for a caller that cannot await."""
        while not self._is_complete and len(self._found) < stop:
            self._find_more(min(stop - len(self._found), CHUNK))
        return self._found

    def is_match(self, position: int) -> bool:
        """Whether the row's own text contains the part; in keys, characters share a placeholder."""
        query = "SELECT coalesce(CAST(json AS TEXT), '') FROM sequence WHERE position = ?"
        row = self._connection.execute(query, (position,)).fetchone()
        data = unwrap(json.loads(row[0])) if row else None
        texts = [] if data is None else self._field.texts(sequence_from(data))
        return any(self._part in text.casefold() for text in texts)

    @cached_property
    def _index_terms(self) -> str | None:
        return _index_terms(self._connection, self._key, self._field)

    def _find_more(self, count: int) -> None:
        """Find the next rows, at most `count`."""
        if is_first_scan := self._searched_until < self._scan_until:
            rows = self._scan(self._scan_until, count)
        elif self._index_terms is None:
            rows = self._scan(MAX_INTEGER, count)
        else:
            rows = self._query_index(self._index_terms, count)
        if len(rows) == count:
            self._searched_until = rows[-1][0]
        elif is_first_scan:
            self._searched_until = self._scan_until
        else:
            self._is_complete = True
        found = (position for (position,) in rows)
        self._found.extend(found if REPLACEMENT not in self._key else filter(self.is_match, found))

    def _scan(self, last: int, count: int) -> list[tuple[int]]:
        """The next matching rows up to position `last`, by comparing each row."""
        parameters = (self._searched_until, last, self._key, count)
        return self._connection.execute(self._field.scan_query, parameters).fetchall()

    def _query_index(self, terms: str, count: int) -> list[tuple[int]]:
        """The next matching rows by the index; none if `terms` is empty."""
        parameters = (terms, self._searched_until, self._key, count)
        execute = self._connection.execute
        return execute(self._field.index_query, parameters).fetchall() if terms else []


def _index_terms(connection: sqlite3.Connection, key: str, field: SearchField) -> str | None:
    """The key as a query of the index; empty if nothing can match.

    `None` if the key is so short, and begins so many trigrams, that scanning the rows is quicker.
    """
    if len(key) >= TRIGRAM:
        # Each character once: overlapping trigrams would cost more and exclude little more.
        starts = [*range(0, len(key) - TRIGRAM, TRIGRAM), len(key) - TRIGRAM]
        return " AND ".join(_quoted(key[at : at + TRIGRAM]) for at in starts[:MAX_TRIGRAMS])
    trigrams = list(_trigrams_with_prefix(connection, key, field))
    return None if len(trigrams) > MAX_TRIGRAMS else " OR ".join(map(_quoted, trigrams))


def _trigrams_with_prefix(
    connection: sqlite3.Connection, key: str, field: SearchField
) -> Iterator[str]:
    """The trigrams in the index that begin with `key`, at most one more than `MAX_TRIGRAMS`."""
    connection.execute(field.create_vocabulary)
    after = key
    for _ in range(MAX_TRIGRAMS + 1):
        # A new query for each is quicker than stepping over all rows of the previous trigram.
        row = connection.execute(field.next_trigram_query, (after,)).fetchone()
        if row is None or not row[0].startswith(key):
            return
        yield row[0]
        after = row[0] + "\x01"


def _quoted(trigram: str) -> str:
    return '"' + trigram.replace('"', '""') + '"'
