"""The tables of an archive, its versions, and the migration from each version to the next."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

from seq_tui.archive.file.search_key import index_key, search_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Migration: TypeAlias = Sequence[str]
    """The statements that turn a version into the next one."""

_INDEX_TABLE = re.compile("(name|task)_index_")

_STRICT = " STRICT"
"""Ends the SQL of tables in some files. It is not used: SQLite reads it only since 3.37, and many
systems that are in use have an older one."""

APPLICATION_ID = 0x53657154
"""``SeqT``: identifies an archive among SQLite files, in bytes 68 to 71."""

DELETED_FROM = 1 << 40
"""The first position of sequences that the account has since deleted."""

_VERSION_1: Migration = (
    # One row. `doubts` holds one line for each reason why something may be missing.
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
)""",
    # One row for each item received. Only `json` is exact: the other columns serve searches, and
    # people who read the file without this program. `actions` has one letter for each step: e-mail,
    # reply, task, unknown. Columns that may be long, and so overflow to further pages, come last.
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
)""",
    # For each sequence, its texts as a search compares them, and the number of the pass that last
    # saw it (in a cache: the time). A table of its own, so that a scan of a million rows reads only
    # some megabytes.
    """CREATE TABLE words (
    position INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    tasks TEXT NOT NULL,
    seen INTEGER NOT NULL
)""",
    # Which rows contain which trigrams. It does not store where in the text, which makes it a third
    # of the size; what it finds is compared with `words`.
    "CREATE VIRTUAL TABLE name_index USING fts5(key, content='', columnsize=0, detail=none,"
    " tokenize='trigram case_sensitive 1')",
    "CREATE VIRTUAL TABLE task_index USING fts5(key, content='', columnsize=0, detail=none,"
    " tokenize='trigram case_sensitive 1')",
    # What a writer needs to resume after an interruption.
    "CREATE TABLE progress (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    f"PRAGMA application_id = {APPLICATION_ID}",
)

_VERSION_2: Migration = (
    # The search texts of version 1 have no upper case; since then they are folded.
    "UPDATE words SET name = fold(name), tasks = fold(tasks)",
    "INSERT INTO name_index (name_index) VALUES ('delete-all')",
    "INSERT INTO task_index (task_index) VALUES ('delete-all')",
    "INSERT INTO name_index (rowid, key) SELECT position, pad(name) FROM words WHERE name <> ''",
    "INSERT INTO task_index (rowid, key) SELECT position, pad(tasks) FROM words WHERE tasks <> ''",
    # Finds the sequences that have a task.
    "CREATE INDEX has_task ON sequence (position) WHERE tasks > 0",
)

MIGRATIONS: Sequence[Migration] = (_VERSION_1, _VERSION_2)
"""The first turns an empty file into version 1. A released migration never changes but
for `_STRICT`."""

FOLDED_VERSION = 2
"""The first version whose search texts are folded."""

FORMAT_VERSION = len(MIGRATIONS)
"""The version that this program writes, and the newest that it reads."""


def version(connection: sqlite3.Connection) -> int:
    """The version of the open file; 0 for an empty one."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Migrate the open file to the newest version, in one transaction."""
    connection.create_function("fold", 1, search_key, deterministic=True)
    connection.create_function("pad", 1, index_key, deterministic=True)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in migrations[version(connection) :]:
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def matches_version(
    connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS
) -> bool:
    """Whether the open file has exactly the tables of its version, and nothing else.

    A trigger, a view or a generated column could run code, and none of them is ours.
    """
    model = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(model, migrations[: version(connection)])
        return _objects(connection) == _objects(model)
    finally:
        model.close()


def _objects(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    objects = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    # The SQL of the tables that an index creates for itself depends on the version of SQLite.
    return {
        (kind, name, table, None if _INDEX_TABLE.match(str(name)) else _without_strict(sql))
        for kind, name, table, sql in objects
    }


def _without_strict(sql: object) -> object:
    return sql.removesuffix(_STRICT) if isinstance(sql, str) else sql
