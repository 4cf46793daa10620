"""Records at their positions in an open archive: the table, the texts beside it, the indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.archive.file.search_key import padded

if TYPE_CHECKING:
    import sqlite3

    from seq_tui.archive.file.row import Record

_ADD = (
    "INSERT INTO name_index (rowid, key) VALUES (?, ?)",
    "INSERT INTO task_index (rowid, key) VALUES (?, ?)",
)
# An index without content has to be told what it is to forget (SQLite document, FTS5, 6.4).
_FORGET = (
    "INSERT INTO name_index (name_index, rowid, key) VALUES ('delete', ?, ?)",
    "INSERT INTO task_index (task_index, rowid, key) VALUES ('delete', ?, ?)",
)

_DELETE = (
    "DELETE FROM sequence WHERE position >= ? AND position < ?",
    "DELETE FROM words WHERE position >= ? AND position < ?",
)

_OPTIMISE = (
    "INSERT INTO name_index (name_index) VALUES ('optimize')",
    "INSERT INTO task_index (task_index) VALUES ('optimize')",
)


def write(
    connection: sqlite3.Connection,
    position: int,
    record: Record,
    seen: int = 0,
    deleted_at: str | None = None,
) -> None:
    """Put a record at a position that is free."""
    connection.execute(
        "INSERT INTO sequence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (position, *record.columns, deleted_at, record.json),
    )
    keys = (record.name_key, record.task_key)
    connection.execute("INSERT INTO words VALUES (?, ?, ?, ?)", (position, *keys, seen))
    _index(connection, _ADD, position, keys)


def clear(connection: sqlite3.Connection, first: int, stop: int) -> None:
    """Free the positions from `first` up to, but without, `stop`."""
    query = "SELECT position, name, tasks FROM words WHERE position >= ? AND position < ?"
    for position, *keys in connection.execute(query, (first, stop)).fetchall():
        _index(connection, _FORGET, position, (keys[0], keys[1]))
    for delete in _DELETE:
        connection.execute(delete, (first, stop))


def next_position(connection: sqlite3.Connection, *, deleted: bool = False) -> int:
    """The position behind the last one, of what the account has or of what it has deleted."""
    first, stop = (DELETED_FROM, 2 * DELETED_FROM) if deleted else (1, DELETED_FROM)
    query = "SELECT max(position) FROM sequence WHERE position >= ? AND position < ?"
    last: int | None = connection.execute(query, (first, stop)).fetchone()[0]
    return first if last is None else last + 1


def optimise(connection: sqlite3.Connection) -> None:
    """Make one segment of each index: a search then reads one list of rows instead of many."""
    for statement in _OPTIMISE:
        connection.execute(statement)


def _index(
    connection: sqlite3.Connection,
    statements: tuple[str, str],
    position: int,
    keys: tuple[str, str],
) -> None:
    for statement, key in zip(statements, keys, strict=True):
        if key:
            connection.execute(statement, (position, padded(key)))
