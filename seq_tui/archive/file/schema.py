"""What is in an archive: its tables, its versions, and the way from each version to the next."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Step: TypeAlias = Sequence[str]
    """The statements that make a version out of the one before it."""

_WITHIN_INDEX = re.compile("(name|task)_index_")

APPLICATION_ID = 0x53657154
"""``SeqT``: what tells an archive from every other SQLite file, in bytes 68 to 71."""

DELETED_FROM = 1 << 40
"""The positions from here on are those of sequences that the account has since deleted."""

_FIRST: Step = (
    # One row. `doubts` holds a line for each reason to think that something is missing.
    """CREATE TABLE about (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    program TEXT NOT NULL,
    host TEXT NOT NULL,
    account TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    finished_at TEXT,
    pages INTEGER NOT NULL,
    is_complete INTEGER NOT NULL,
    doubts TEXT NOT NULL,
    has_gaps INTEGER NOT NULL
) STRICT""",
    # A row for each item received. Only `json` is exact: the others are for searching and for
    # whoever reads the file without this program. `actions` has a letter for each step: e-mail,
    # reply, task, unknown. Last stands what may be long and so lie on further pages of the file.
    """CREATE TABLE sequence (
    position INTEGER PRIMARY KEY,
    id INTEGER UNIQUE,
    name TEXT,
    creator_id INTEGER,
    created_at TEXT,
    updated_at TEXT,
    steps INTEGER,
    emails INTEGER,
    replies INTEGER,
    tasks INTEGER,
    weekdays REAL,
    hours REAL,
    actions TEXT,
    deleted_at TEXT,
    json TEXT NOT NULL
) STRICT""",
    # Beside each sequence, its texts as a search compares them, and the reading that last saw it.
    # Apart from the sequences, so that looking through a million rows reads some megabytes.
    """CREATE TABLE words (
    position INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    tasks TEXT NOT NULL,
    seen INTEGER NOT NULL
) STRICT""",
    # Which rows hold which three characters. Where they stand is not kept, which makes the index a
    # third as large: what it finds is compared with `words`.
    "CREATE VIRTUAL TABLE name_index USING fts5(key, content='', columnsize=0, detail=none,"
    " tokenize='trigram case_sensitive 1')",
    "CREATE VIRTUAL TABLE task_index USING fts5(key, content='', columnsize=0, detail=none,"
    " tokenize='trigram case_sensitive 1')",
    # What a writer wants to find again after an interruption.
    "CREATE TABLE progress (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    f"PRAGMA application_id = {APPLICATION_ID}",
)

STEPS: Sequence[Step] = (_FIRST,)
"""The first makes version 1 out of an empty file. A step that was released never changes."""

VERSION = len(STEPS)
"""The version that this program writes, and the newest that it reads."""


def version(connection: sqlite3.Connection) -> int:
    """The version of the open file; 0 for an empty one."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Bring the open file to the newest version, whole or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in steps[version(connection) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def is_sound(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> bool:
    """Whether the open file holds exactly the tables that its version has, and nothing else.

    A trigger, a view, a column that is computed: whatever could run is not ours.
    """
    model = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(model, steps[: version(connection)])
        return _objects(connection) == _objects(model)
    finally:
        model.close()


def _objects(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    objects = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    # Tables that an index makes for itself are worded as the SQLite of that day worded them.
    return {
        (kind, name, table, None if _WITHIN_INDEX.match(str(name)) else sql)
        for kind, name, table, sql in objects
    }
