"""Reads a file of an older version, which cannot be migrated, through the names of the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.archive.file.schema import CURRENT_NAMES, version

if TYPE_CHECKING:
    import sqlite3

_CREATE = (
    "CREATE TEMP VIEW sequence AS SELECT position AS place, main.sequence.id, name, steps, tasks,"
    " deleted_at, CASE WHEN deleted_at < begun_at THEN NULL ELSE begun_at END AS seen_from,"
    " NULL AS checksum, json AS item, NULL AS received"
    " FROM main.sequence LEFT JOIN main.about",
    "CREATE TEMP VIEW words AS SELECT position AS place, name, tasks, seen FROM main.words",
    "CREATE TEMP TABLE earlier (number INTEGER PRIMARY KEY, id INTEGER, name TEXT,"
    " updated_at TEXT, seen_from TEXT, seen_until TEXT, checksum INTEGER, item TEXT,"
    " received TEXT)",
)
"""What each statement creates takes precedence over the table of that name in the file."""

_DROP = ("DROP VIEW temp.sequence", "DROP VIEW temp.words", "DROP TABLE temp.earlier")


class CurrentNames:
    """Gives the tables of an open file the names of the newest version, whichever it has.

    Another process may migrate the file at any time.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._is_current = False
        self._has_views = False

    def update(self) -> None:
        """Follow the version that the file has now; it never gets older."""
        if self._is_current:
            return
        self._is_current = version(self._connection) >= CURRENT_NAMES
        if self._is_current == self._has_views:
            for statement in _DROP if self._is_current else _CREATE:
                self._connection.execute(statement)
            self._has_views = not self._is_current
