"""The names of the users who created sequences, as an archive keeps them.

They stand in one row of the table ``progress``, which files of every version have, so that older
programs go on to read newer files.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive_file import ArchiveFile
from seq_tui.domain.failure import SourceError
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import RawSource

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

NAMES_KEY = "creator names"
"""The name of the row."""


class SavedNames(ArchiveFile, RawSource[Sequence]):
    """A source whose file keeps names."""

    def known_creator_names(self, ids: Collection[int]) -> dict[int, str]:
        """The names as they were when the account was saved."""
        names = self.all_creator_names()
        return {each: names[each] for each in ids if each in names}

    def all_creator_names(self) -> dict[int, str]:
        """All names that the file has; none if it cannot be read."""
        with suppress(SourceError):
            return self.stored_creator_names()
        return {}

    def stored_creator_names(self) -> dict[int, str]:
        """All names that the file has.

        Raises:
            SourceError: it cannot be read.
        """
        with self._reading():
            return read_creator_names(self._connection)


def read_creator_names(connection: sqlite3.Connection) -> dict[int, str]:
    """The names by id; none if the file has none, or they are damaged."""
    query = "SELECT value FROM main.progress WHERE name = ?"
    row = connection.execute(query, (NAMES_KEY,)).fetchone()
    try:
        found = json.loads(row[0]) if row is not None else {}
    except (TypeError, ValueError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {int(key): name for key, name in pairs if key.isdecimal() and isinstance(name, str)}


def creator_ids(connection: sqlite3.Connection) -> list[int]:
    """The ids of all users who created a sequence of the file."""
    query = "SELECT DISTINCT creator_id FROM main.sequence WHERE creator_id > 0 ORDER BY creator_id"
    return [number for (number,) in connection.execute(query)]
