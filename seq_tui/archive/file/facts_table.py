"""The table of what filters and orders compare: one narrow row for each item.

Its values are those of `seq_tui.domain.filter.facts`, whose rules change more often than the format
of the file: the number of the rules stands in the table ``progress``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.archive.file.schema import version
from seq_tui.archive.file.stored_facts import read_facts
from seq_tui.domain.filter.facts import FACTS_VERSION

if TYPE_CHECKING:
    import sqlite3

    from seq_tui.domain.filter.facts import Facts

FIRST_VERSION = 4
"""The first version of the format that has the table."""

RULES_NAME = "facts version"
"""The name of the row of ``progress`` with the number of the rules; no row for unfilled tables."""

CHUNK = 500
"""Rows to compute in one go."""

_INSERT = (
    "INSERT INTO facts (place, is_sequence, steps, email, reply, task, days, has_hours, weekend,"
    " problem, created, updated, creator_id, templates)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def insert_facts(connection: sqlite3.Connection, position: int, facts: Facts | None) -> None:
    """Insert the facts of an item at a position that is free; `None` if it is no sequence."""
    connection.execute(_INSERT, _row(position, facts))


def has_facts_table(connection: sqlite3.Connection) -> bool:
    """Whether the version of the open file has the table."""
    return version(connection) >= FIRST_VERSION


def has_current_facts(connection: sqlite3.Connection) -> bool:
    """Whether the open file has facts by the rules of today."""
    if not has_facts_table(connection):
        return False
    query = "SELECT value FROM main.progress WHERE name = ?"
    row = connection.execute(query, (RULES_NAME,)).fetchone()
    return row is not None and row[0] == str(FACTS_VERSION)


def update_facts(connection: sqlite3.Connection) -> None:
    """Fill the table of a file that was migrated, or was written by other rules."""
    if has_current_facts(connection):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have filled it meanwhile.
        if not has_current_facts(connection):
            _fill(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _fill(connection: sqlite3.Connection) -> None:
    # Imported here, since it knows the tables of the newest version, which this one is part of.
    from seq_tui.archive.file.table_checksums import delete_table_checksums

    delete_table_checksums(connection)
    connection.execute("DELETE FROM facts")
    after = 0
    while rows := read_facts(connection, after, CHUNK):
        connection.executemany(_INSERT, [_row(*row) for row in rows])
        after = rows[-1][0]
    connection.execute("DELETE FROM progress WHERE name = ?", (RULES_NAME,))
    values = (RULES_NAME, str(FACTS_VERSION))
    connection.execute("INSERT INTO progress (name, value) VALUES (?, ?)", values)


def fact_values(facts: Facts) -> tuple[int | float | str | None, ...]:
    """What the columns after ``is_sequence`` have of a sequence."""
    templates = f" {' '.join(map(str, sorted(facts.templates)))} " if facts.templates else None
    return (
        facts.steps,
        facts.email,
        facts.reply,
        facts.task,
        facts.days,
        facts.has_hours,
        facts.held,
        facts.broken,
        facts.created,
        facts.updated,
        facts.creator_id,
        templates,
    )


def _row(position: int, facts: Facts | None) -> tuple[int | float | str | None, ...]:
    return (position, 0, *(None,) * 12) if facts is None else (position, 1, *fact_values(facts))
