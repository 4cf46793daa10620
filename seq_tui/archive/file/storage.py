"""Inserts and deletes rows of an open archive, with their search texts, facts and indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.archive.file.checksum import checksum
from seq_tui.archive.file.facts_table import insert_facts
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.archive.file.search_key import index_key

if TYPE_CHECKING:
    import sqlite3

    from seq_tui.archive.file.encoded_item import EncodedItem
    from seq_tui.archive.file.reader import Row

_INSERT = (
    "INSERT INTO sequence (place, id, name, creator_id, created_at, updated_at, steps, emails,"
    " replies, tasks, weekdays, hours, actions, deleted_at, seen_from, checksum, item, received)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_WORDS = "INSERT INTO words (place, name, tasks, seen) VALUES (?, ?, ?, ?)"
_INSERT_EARLIER = (
    "INSERT INTO earlier (id, name, updated_at, seen_from, seen_until, checksum, item, received)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)

_ADD_TO_INDEX = (
    "INSERT INTO name_index (rowid, name) VALUES (?, ?)",
    "INSERT INTO task_index (rowid, tasks) VALUES (?, ?)",
)
# An index has to be given the text that it is to remove (SQLite document, FTS5, 6.4).
_REMOVE_FROM_INDEX = (
    "INSERT INTO name_index (name_index, rowid, name) VALUES ('delete', ?, ?)",
    "INSERT INTO task_index (task_index, rowid, tasks) VALUES ('delete', ?, ?)",
)

_DELETE = (
    "DELETE FROM sequence WHERE place >= ? AND place < ?",
    "DELETE FROM words WHERE place >= ? AND place < ?",
    "DELETE FROM facts WHERE place >= ? AND place < ?",
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
    seen_from: str | None = None,
) -> None:
    """Insert an item at a position that is free."""
    texts = (item.text, item.received)
    crc = checksum(item.id, *texts, seen_from, deleted_at)
    connection.execute(_INSERT, (position, *item.columns, deleted_at, seen_from, crc, *texts))
    keys = (item.name_key, item.task_key)
    connection.execute(_INSERT_WORDS, (position, *keys, seen))
    insert_facts(connection, position, item.facts)
    _update_indexes(connection, _ADD_TO_INDEX, position, keys)


def update_seen_from(connection: sqlite3.Connection, row: Row, seen_from: str | None) -> None:
    """Change the time since when the item of a row is known in its form."""
    crc = checksum(row.id, row.text, row.received, seen_from, row.deleted_at)
    update = "UPDATE sequence SET seen_from = ?, checksum = ? WHERE place = ?"
    connection.execute(update, (seen_from, crc, row.position))


def insert_earlier(
    connection: sqlite3.Connection, item: EncodedItem, seen_from: str | None, seen_until: str
) -> None:
    """Insert an earlier form of a sequence, which needs an id, after those that are there."""
    texts = (item.text, item.received)
    crc = checksum(item.id, *texts, seen_from, seen_until)
    row = (item.id, item.name, item.updated_at, seen_from, seen_until, crc, *texts)
    connection.execute(_INSERT_EARLIER, row)


def delete_rows(connection: sqlite3.Connection, first: int, stop: int) -> None:
    """Delete the rows at positions from `first` up to, but without, `stop`."""
    query = "SELECT place, name, tasks FROM words WHERE place >= ? AND place < ?"
    for position, *keys in connection.execute(query, (first, stop)).fetchall():
        _update_indexes(connection, _REMOVE_FROM_INDEX, position, (keys[0], keys[1]))
    for statement in _DELETE:
        connection.execute(statement, (first, stop))


def next_position(connection: sqlite3.Connection, *, deleted: bool = False) -> int:
    """The position after the last live sequence, or after the last deleted one."""
    first, stop = (DELETED_FROM, 2 * DELETED_FROM) if deleted else (1, DELETED_FROM)
    query = "SELECT max(place) FROM sequence WHERE place >= ? AND place < ?"
    last: int | None = connection.execute(query, (first, stop)).fetchone()[0]
    return first if last is None else last + 1


def optimise_indexes(connection: sqlite3.Connection) -> None:
    """Merge each index into one segment: a search then reads one list of rows, not many."""
    for statement in _OPTIMISE:
        connection.execute(statement)


def release_free_pages(connection: sqlite3.Connection) -> None:
    """Make the file smaller if much of it is free, as after a migration; at once or not at all."""
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if free * 3 > pages:
        connection.execute("VACUUM")


def _update_indexes(
    connection: sqlite3.Connection,
    statements: tuple[str, str],
    position: int,
    keys: tuple[str, str],
) -> None:
    for statement, key in zip(statements, keys, strict=True):
        if key:
            connection.execute(statement, (position, index_key(key)))
