"""A part of a name, looked for in an archive: which rows hold it, in their order.

The index knows which rows hold which three characters, so a text is found by those that it is made
of, and what that finds is compared. A shorter text is looked for by all threes that begin with it;
where they are many it is common, and the rows are looked through until there are enough.
"""

from __future__ import annotations

import asyncio
import json
from array import array
from typing import TYPE_CHECKING

from seq_tui.api.records import content
from seq_tui.archive.text import BLANK, search_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

GROUP = 3
"""Characters in each entry of the index."""

MAX_GROUPS = 64
"""Most entries that one question names; a longer text is found by its beginning."""

CHUNK = 10_000
"""Rows found at once: a hundredth of a second, after which others have their turn."""

_BY_INDEX = """SELECT words.position FROM name_index JOIN words ON words.position = name_index.rowid
WHERE name_index MATCH ? AND name_index.rowid > ? AND instr(words.name, ?)
ORDER BY name_index.rowid LIMIT ?"""

_BY_LOOKING = """SELECT position FROM words WHERE position > ? AND instr(name, ?)
ORDER BY position LIMIT ?"""

_TERMS = "CREATE VIRTUAL TABLE temp.name_terms USING fts5vocab(main, name_index, instance)"


class Matches:
    """The rows whose name contains a text without regard to case; found as far as asked for."""

    def __init__(self, connection: sqlite3.Connection, part: str) -> None:
        self._connection = connection
        self._part = part.casefold()
        self._key = search_key(part)
        self._groups = _question(connection, self._key)
        self._found = array("q")
        self._last = 0
        self._is_whole = self._groups == ""

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

    def _find(self, count: int) -> None:
        if self._groups is None:
            question = (_BY_LOOKING, (self._last, self._key, count))
            rows = self._connection.execute(*question).fetchall()
        else:
            rows = self._connection.execute(
                _BY_INDEX, (self._groups, self._last, self._key, count)
            ).fetchall()
        self._is_whole = len(rows) < count
        if rows:
            self._last = rows[-1][0]
        found = (position for (position,) in rows)
        self._found.extend(found if BLANK not in self._key else filter(self.is_match, found))

    def is_match(self, position: int) -> bool:
        """Whether the name of that row holds the text; its key has one character for several."""
        query = "SELECT coalesce(CAST(json AS TEXT), '') FROM sequence WHERE position = ?"
        row = self._connection.execute(query, (position,)).fetchone()
        data = content(json.loads(row[0])) if row else None
        name = data and data.get("name")
        return isinstance(name, str) and self._part in name.casefold()


def _question(connection: sqlite3.Connection, key: str) -> str | None:
    """The key as a question to the index; empty where nothing can match.

    `None` if it is so short, and begins so many groups, that looking through the rows is quicker.
    """
    if len(key) >= GROUP:
        # Each character once: overlapping groups would ask for more and find little less.
        starts = [*range(0, len(key) - GROUP, GROUP), len(key) - GROUP]
        return " AND ".join(_quoted(key[at : at + GROUP]) for at in starts[:MAX_GROUPS])
    groups = list(_groups_from(connection, key))
    return None if len(groups) > MAX_GROUPS else " OR ".join(map(_quoted, groups))


def _groups_from(connection: sqlite3.Connection, key: str) -> Iterator[str]:
    """The groups in the index that begin with `key`, until they are too many."""
    connection.execute(_TERMS.replace("TABLE", "TABLE IF NOT EXISTS"))
    after = key
    for _ in range(MAX_GROUPS + 1):
        # Asking anew for each is quicker than stepping over all rows of the one before.
        query = "SELECT term FROM temp.name_terms WHERE term >= ? LIMIT 1"
        row = connection.execute(query, (after,)).fetchone()
        if row is None or not row[0].startswith(key):
            return
        yield row[0]
        after = row[0] + "\x01"


def _quoted(group: str) -> str:
    return '"' + group.replace('"', '""') + '"'
