"""Checksums of the tables of a finished archive, which it stores beside them.

The checksum of a row tells whether that row is as it was written, and these tell the rest: whether
a row is missing or was moved, and whether the columns and indexes that searches read are whole.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from seq_tui.archive.file.facts_table import has_facts_table
from seq_tui.archive.file.schema import CURRENT_NAMES, version

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

PROGRESS_NAME = "table checksums"
"""The name of their row in the table ``progress``."""

TEXTS = "progress"
"""The table that has the texts of templates; of its other rows there is no checksum."""

# Without the texts of the items, which the column `checksum` stands for.
_QUERIES = {
    "about": "SELECT * FROM main.about ORDER BY id",
    "sequence": "SELECT place, id, name, creator_id, created_at, updated_at, steps, emails,"
    " replies, tasks, weekdays, hours, actions, deleted_at, seen_from, checksum FROM main.sequence"
    " ORDER BY place",
    "earlier": "SELECT number, id, name, updated_at, seen_from, seen_until, checksum"
    " FROM main.earlier ORDER BY number",
    "facts": "SELECT * FROM main.facts ORDER BY place",
    "words": "SELECT place, name, tasks, seen FROM main.words ORDER BY place",
    "name_index_data": "SELECT id, block FROM main.name_index_data ORDER BY id",
    "task_index_data": "SELECT id, block FROM main.task_index_data ORDER BY id",
    "name_index_idx": "SELECT segid, term, pgno FROM main.name_index_idx ORDER BY segid, term",
    "task_index_idx": "SELECT segid, term, pgno FROM main.task_index_idx ORDER BY segid, term",
    TEXTS: "SELECT name, value FROM main.progress WHERE name > 'template '"
    " AND name < 'template!' ORDER BY name",
}

_NO_ROWS = [0, 0]
"""The checksum of an empty table."""


@dataclass(frozen=True, slots=True)
class TableProblem:
    """A table that is not as it was written."""

    table: str
    text: str


def store_table_checksums(connection: sqlite3.Connection) -> None:
    """Store the checksums of all tables, in the open transaction."""
    delete_table_checksums(connection)
    stored = {table: _checksum(connection, query) for table, query in _queries(connection)}
    connection.execute(
        "INSERT INTO progress (name, value) VALUES (?, ?)", (PROGRESS_NAME, json.dumps(stored))
    )


def delete_table_checksums(connection: sqlite3.Connection) -> None:
    """Delete them, as any change of the file must."""
    connection.execute("DELETE FROM progress WHERE name = ?", (PROGRESS_NAME,))


def update_text_checksum(connection: sqlite3.Connection) -> None:
    """Store the checksum of the texts alone, in the open transaction, if the file has checksums."""
    if (stored := _stored(connection)) is not None:
        stored[TEXTS] = _checksum(connection, _QUERIES[TEXTS])
        update = "UPDATE progress SET value = ? WHERE name = ?"
        connection.execute(update, (json.dumps(stored), PROGRESS_NAME))


def has_table_checksums(connection: sqlite3.Connection) -> bool:
    """Whether the file has them: it was finished since there are such, and not changed since."""
    return _stored(connection) is not None


def table_problems(connection: sqlite3.Connection) -> Iterator[TableProblem]:
    """The tables that are not as they were written; none in a file without checksums."""
    if (stored := _stored(connection)) is None:
        return
    for table, query in _queries(connection):
        found = _checksum(connection, query)
        # Files that were finished before there were texts have none.
        expected = stored.get(table, _NO_ROWS if table == TEXTS else None)
        if found != expected:
            yield TableProblem(table, _difference(table, found, expected))


def _difference(table: str, found: list[int], expected: object) -> str:
    if isinstance(expected, list) and expected and expected[0] != found[0]:
        return f"the table {table} has {found[0]} rows, and was written with {expected[0]}"
    return f"the table {table} is not as it was written"


def _queries(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The tables of the file's version, and the query of each."""
    has_facts = has_facts_table(connection)
    yield from (each for each in _QUERIES.items() if has_facts or each[0] != "facts")


def _stored(connection: sqlite3.Connection) -> dict[str, object] | None:
    if version(connection) < CURRENT_NAMES:
        return None
    query = "SELECT value FROM main.progress WHERE name = ?"
    row = connection.execute(query, (PROGRESS_NAME,)).fetchone()
    # A value that is no object has none of the checksums, and so is damage of every table.
    stored = {} if row is None else json.loads(row[0])
    return None if row is None else stored if isinstance(stored, dict) else {}


def _checksum(connection: sqlite3.Connection, query: str) -> list[int]:
    """The number of rows, and the CRC-32 of all their values in order."""
    rows = crc = 0
    for row in connection.execute(query):
        rows += 1
        crc = crc32(repr(row).encode(errors="surrogatepass"), crc)
    return [rows, crc]
