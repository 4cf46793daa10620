"""Inserts and deletes rows of an open archive: in the table, its search texts and its indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.archive.file.search_key import index_key

if TYPE_CHECKING:
    import sqlite3

    from seq_tui.archive.file.encoded_item import EncodedItem

_ADD_TO_INDEX = (
    "INSERT INTO name_index (rowid, key) VALUES (?, ?)",
    "INSERT INTO task_index (rowid, key) VALUES (?, ?)",
)
# A contentless index has to be given the text that it is to remove (SQLite document, FTS5, 6.4).
_REMOVE_FROM_INDEX = (
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


def insert_row(
    connection: sqlite3.Connection,
    position: int,
    item: EncodedItem,
    seen: int = 0,
    deleted_at: str | None = None,
) -> None:
    """Insert an item at a position that is free."""
    connection.execute(
        "INSERT INTO sequence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (position, *item.columns, deleted_at, item.json),
    )
    keys = (item.name_key, item.task_key)
    connection.execute("INSERT INTO words VALUES (?, ?, ?, ?)", (position, *keys, seen))
    _update_indexes(connection, _ADD_TO_INDEX, position, keys)


def delete_rows(connection: sqlite3.Connection, first: int, stop: int) -> None:
    """Delete the rows at positions from `first` up to, but without, `stop`."""
    query = "SELECT position, name, tasks FROM words WHERE position >= ? AND position < ?"
    for position, *keys in connection.execute(query, (first, stop)).fetchall():
        _update_indexes(connection, _REMOVE_FROM_INDEX, position, (keys[0], keys[1]))
    for statement in _DELETE:
        connection.execute(statement, (first, stop))


def next_position(connection: sqlite3.Connection, *, deleted: bool = False) -> int:
    """The position after the last live sequence, or after the last deleted one."""
    first, stop = (DELETED_FROM, 2 * DELETED_FROM) if deleted else (1, DELETED_FROM)
    query = "SELECT max(position) FROM sequence WHERE position >= ? AND position < ?"
    last: int | None = connection.execute(query, (first, stop)).fetchone()[0]
    return first if last is None else last + 1


def optimise_indexes(connection: sqlite3.Connection) -> None:
    """Merge each index into one segment: a search then reads one list of rows, not many."""
    for statement in _OPTIMISE:
        connection.execute(statement)


def _update_indexes(
    connection: sqlite3.Connection,
    statements: tuple[str, str],
    position: int,
    keys: tuple[str, str],
) -> None:
    for statement, key in zip(statements, keys, strict=True):
        if key:
            connection.execute(statement, (position, index_key(key)))
