"""A part of a name or of a task, looked for in an archive: which rows hold it, in their order.

The index knows which rows hold which three characters, so a text is found by those that it is made
of, and what that finds is compared. A shorter text is mostly so common that the first rows have
enough of it. If they have not, it is looked for by all threes that begin with it; where these are
many, all rows are looked through until there are enough.
"""

from __future__ import annotations

import asyncio
import json
from array import array
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from seq_tui.archive.file.row import tasks_of
from seq_tui.archive.file.search_key import BLANK, search_key
from seq_tui.wire.records import MAX_INTEGER, content, sequence_from

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from seq_tui.domain.sequence import Sequence

GROUP = 3
"""Characters in each entry of the index."""

MAX_GROUPS = 64
"""Most entries that one question names; a longer text is found by its beginning."""

FIRST = 5_000
"""The last position of the rows that are looked through for a short text before the index is asked:
a millisecond, for the index takes longest where the text is common."""

CHUNK = 10_000
"""Rows found at once: a hundredth of a second, after which others have their turn."""


@dataclass(frozen=True, slots=True)
class Field:
    """Texts of a sequence that can be looked for."""

    by_index: str
    by_looking: str
    terms: str
    """What makes the list of all groups that the index has."""

    first_term: str
    texts: Callable[[Sequence], list[str]]
    """The texts themselves, of which the file has only the keys."""


NAME = Field(
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

TASK = Field(
    "SELECT words.position FROM task_index JOIN words ON words.position = task_index.rowid"
    " WHERE task_index MATCH ? AND task_index.rowid > ? AND instr(words.tasks, ?)"
    " ORDER BY task_index.rowid LIMIT ?",
    "SELECT position FROM words WHERE position > ? AND position <= ? AND instr(tasks, ?)"
    " ORDER BY position LIMIT ?",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.task_terms"
    " USING fts5vocab(main, task_index, instance)",
    "SELECT term FROM temp.task_terms WHERE term >= ? LIMIT 1",
    tasks_of,
)


class Matches:
    """The rows of which a text contains a part without regard to case; found as far as asked."""

    def __init__(self, connection: sqlite3.Connection, part: str, field: Field = NAME) -> None:
        self._connection = connection
        self._field = field
        self._part = part.casefold()
        self._key = search_key(part)
        self._first = FIRST if len(self._key) < GROUP else 0
        self._found = array("q")
        self._last = 0
        self._is_whole = False

    async def upto(self, stop: int, is_wanted: Callable[[], bool]) -> array[int]:
        """The positions of the matching rows, at least the first `stop` or all there are.

        They may be fewer once `is_wanted` says no. Others have their turn during a long search.
        """
        while not self._is_whole and len(self._found) < stop and is_wanted():
            missing = stop - len(self._found)
            self._find(min(missing, CHUNK))
            if missing > CHUNK:
                await asyncio.sleep(0)
        return self._found

    def at_once(self, stop: int) -> array[int]:
        """The same without a turn for others, for who has not the time to wait for them."""
        while not self._is_whole and len(self._found) < stop:
            self._find(min(stop - len(self._found), CHUNK))
        return self._found

    @cached_property
    def _groups(self) -> str | None:
        return _question(self._connection, self._key, self._field)

    def _find(self, count: int) -> None:
        if is_first := self._last < self._first:
            rows = self._looked_through(self._first, count)
        elif self._groups is None:
            rows = self._looked_through(MAX_INTEGER, count)
        else:
            rows = self._in_index(self._groups, count)
        if len(rows) == count:
            self._last = rows[-1][0]
        elif is_first:
            self._last = self._first
        else:
            self._is_whole = True
        found = (position for (position,) in rows)
        self._found.extend(found if BLANK not in self._key else filter(self.is_match, found))

    def _looked_through(self, stop: int, count: int) -> list[tuple[int]]:
        """The next rows up to that position."""
        where = (self._last, stop, self._key, count)
        return self._connection.execute(self._field.by_looking, where).fetchall()

    def _in_index(self, groups: str, count: int) -> list[tuple[int]]:
        """The next rows that hold these groups, if any group may be held."""
        where = (groups, self._last, self._key, count)
        return self._connection.execute(self._field.by_index, where).fetchall() if groups else []

    def is_match(self, position: int) -> bool:
        """Whether a text of that row holds the part; its key has one character for several."""
        query = "SELECT coalesce(CAST(json AS TEXT), '') FROM sequence WHERE position = ?"
        row = self._connection.execute(query, (position,)).fetchone()
        data = content(json.loads(row[0])) if row else None
        texts = [] if data is None else self._field.texts(sequence_from(data))
        return any(self._part in text.casefold() for text in texts)


def _question(connection: sqlite3.Connection, key: str, field: Field) -> str | None:
    """The key as a question to the index; empty where nothing can match.

    `None` if it is so short, and begins so many groups, that looking through the rows is quicker.
    """
    if len(key) >= GROUP:
        # Each character once: overlapping groups would ask for more and find little less.
        starts = [*range(0, len(key) - GROUP, GROUP), len(key) - GROUP]
        return " AND ".join(_quoted(key[at : at + GROUP]) for at in starts[:MAX_GROUPS])
    groups = list(_groups_from(connection, key, field))
    return None if len(groups) > MAX_GROUPS else " OR ".join(map(_quoted, groups))


def _groups_from(connection: sqlite3.Connection, key: str, field: Field) -> Iterator[str]:
    """The groups in the index that begin with `key`, until they are too many."""
    connection.execute(field.terms)
    after = key
    for _ in range(MAX_GROUPS + 1):
        # Asking anew for each is quicker than stepping over all rows of the one before.
        row = connection.execute(field.first_term, (after,)).fetchone()
        if row is None or not row[0].startswith(key):
            return
        yield row[0]
        after = row[0] + "\x01"


def _quoted(group: str) -> str:
    return '"' + group.replace('"', '""') + '"'
