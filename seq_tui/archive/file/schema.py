"""The tables of an archive, its versions, and the migration from each version to the next."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from seq_tui.archive.file.checksum import checksum
from seq_tui.archive.file.search_key import index_key, search_key
from seq_tui.archive.file.views import STEP_VIEW, TEMPLATE_VIEW
from seq_tui.wire.item_texts import to_valid_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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

_OLD_TABLES = ("about", "sequence", "words", "progress")
"""The tables of versions 1 and 2 but for the indexes."""

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

_TABLES: Migration = (
    # One row. `doubts` holds one line for each reason why something may be missing.
    """CREATE TABLE about (
    id INTEGER PRIMARY KEY CHECK (id = 1),
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
    # One row for each item received, at its place in the account's order. `item` is what the
    # service sent, byte for byte. If that was no valid JSON, `received` is, and `item` has a string
    # for each number that JSON lacks. `seen_from` is when it was first received in
    # this form. The other columns serve searches, and people who read the file without
    # this program. `actions` has one letter for each step: e-mail, reply, task, unknown. Columns
    # that may be long, and so overflow to further pages, come last.
    """CREATE TABLE sequence (
    place INTEGER PRIMARY KEY,
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
    seen_from TEXT,
    checksum INTEGER NOT NULL,
    item TEXT NOT NULL,
    received TEXT
)""",
    # Finds the sequences that have a task.
    "CREATE INDEX has_task ON sequence (place) WHERE tasks > 0",
    # The forms that sequences had before: each with the time of the first save that found it, and
    # that of the first save that no longer did.
    """CREATE TABLE earlier (
    number INTEGER PRIMARY KEY,
    id INTEGER NOT NULL,
    name TEXT,
    updated_at TEXT,
    seen_from TEXT,
    seen_until TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    item TEXT NOT NULL,
    received TEXT
)""",
    "CREATE INDEX earlier_by_id ON earlier (id)",
    # For each sequence, its texts as a search compares them, and the number of the pass that last
    # saw it (in a cache: the time). A table of its own, so that a scan of a million rows reads only
    # some megabytes.
    """CREATE TABLE words (
    place INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    tasks TEXT NOT NULL,
    seen INTEGER NOT NULL
)""",
    # Which rows contain which trigrams. It does not store where in the text, which makes it a third
    # of the size; what it finds is compared with `words`, which other programs scan in its place.
    "CREATE VIRTUAL TABLE name_index USING fts5(name, content='words', content_rowid='place',"
    " columnsize=0, detail=none, tokenize='trigram case_sensitive 1')",
    "CREATE VIRTUAL TABLE task_index USING fts5(tasks, content='words', content_rowid='place',"
    " columnsize=0, detail=none, tokenize='trigram case_sensitive 1')",
    # What a writer needs to resume after an interruption.
    "CREATE TABLE progress (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    STEP_VIEW,
    TEMPLATE_VIEW,
    f"PRAGMA application_id = {APPLICATION_ID}",
)
"""Version 3 in an empty file. No column is named as a function or a reserved word of
SQLite or DuckDB."""

_VERSION_3: Migration = (
    "DROP TABLE name_index",
    "DROP TABLE task_index",
    "DROP INDEX has_task",
    *(f"ALTER TABLE {name} RENAME TO old_{name}" for name in _OLD_TABLES),
    *_TABLES,
    "INSERT INTO about (id, program, host, account, begun_at, finished_at, pages, is_complete,"
    " doubts, has_gaps) SELECT only, program, host, account, begun_at, finished_at, pages,"
    " is_complete, doubts, has_gaps FROM old_about",
    # A sequence that an earlier save had found to be deleted was not seen by the last save, whose
    # time is all that the file tells.
    "INSERT INTO sequence (place, id, name, creator_id, created_at, updated_at, steps, emails,"
    " replies, tasks, weekdays, hours, actions, deleted_at, seen_from, checksum, item, received)"
    " SELECT position, id, name, creator_id, created_at, updated_at, steps, emails, replies, tasks,"
    " weekdays, hours, actions, deleted_at, seen_from,"
    " checksum(id, valid(json), nullif(json, valid(json)), seen_from, deleted_at),"
    " valid(json), nullif(json, valid(json)) FROM (SELECT old_sequence.*,"
    " CASE WHEN deleted_at < begun_at THEN NULL ELSE begun_at END AS seen_from"
    " FROM old_sequence LEFT JOIN about) ORDER BY position",
    "INSERT INTO words (place, name, tasks, seen) SELECT position, name, tasks, seen"
    " FROM old_words ORDER BY position",
    "INSERT INTO progress (name, value) SELECT name, value FROM old_progress",
    "INSERT INTO name_index (rowid, name) SELECT place, pad(name) FROM words WHERE name <> ''",
    "INSERT INTO task_index (rowid, tasks) SELECT place, pad(tasks) FROM words WHERE tasks <> ''",
    *(f"DROP TABLE old_{name}" for name in _OLD_TABLES),
)

_VERSION_4: Migration = (
    # What filters and orders compare of each item: the table that they scan. What is not known is
    # null. `days` is the length, `weekend` the most starts of a week from which an e-mail is held,
    # `problem` what is broken, as `seq_tui.domain.checks.broken_rules` writes it, `created` and
    # `updated` are seconds since 1970, and `templates` has a space on both sides of each id. Values
    # may be long only in the last column.
    """CREATE TABLE facts (
    place INTEGER PRIMARY KEY,
    is_sequence INTEGER NOT NULL,
    steps INTEGER,
    email INTEGER,
    reply INTEGER,
    task INTEGER,
    days REAL,
    has_hours INTEGER,
    weekend INTEGER,
    problem INTEGER,
    created REAL,
    updated REAL,
    creator_id INTEGER,
    templates TEXT
)""",
    # The orders of lists.
    "CREATE INDEX words_by_name ON words (name)",
    "CREATE INDEX facts_by_steps ON facts (steps)",
    "CREATE INDEX facts_by_days ON facts (days)",
    "CREATE INDEX facts_by_created ON facts (created)",
    "CREATE INDEX facts_by_updated ON facts (updated)",
    "CREATE INDEX facts_by_creator_id ON facts (creator_id)",
    # Checksums of version 3, of fewer tables.
    "DELETE FROM progress WHERE name = 'table checksums'",
)
"""The table is filled by `seq_tui.archive.file.facts_table`."""

_FUNCTIONS: dict[str, Callable[..., str | int]] = {
    "fold": search_key,
    "pad": index_key,
    "checksum": checksum,
    "valid": to_valid_json,
}
"""The functions that migrations call."""

MIGRATIONS: Sequence[Migration] = (_VERSION_1, _VERSION_2, _VERSION_3, _VERSION_4)
"""The first turns an empty file into version 1. A released migration never changes but
for `_STRICT`."""

FOLDED_VERSION = 2
"""The first version whose search texts are folded."""

CURRENT_NAMES = 3
"""The first version whose tables and columns have the names of today."""

FORMAT_VERSION = len(MIGRATIONS)
"""The version that this program writes, and the newest that it reads."""


def last_live_place(connection: sqlite3.Connection) -> int:
    """The last position of a sequence that the account still has; 0 if there is none."""
    query = "SELECT coalesce(max(place), 0) FROM sequence WHERE place < ?"
    place: int = connection.execute(query, (DELETED_FROM,)).fetchone()[0]
    return place


def version(connection: sqlite3.Connection) -> int:
    """The version of the open file; 0 for an empty one.

    A file that was restored from a dump has no number, but the tables of a version.
    """
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if number or not (objects := _objects(connection)):
        return number
    candidates = range(FORMAT_VERSION, 0, -1)
    return next((each for each in candidates if objects == _expected_objects(MIGRATIONS[:each])), 0)


def mark_version(connection: sqlite3.Connection) -> None:
    """Write into the header of the open file what a dump does not restore."""
    number = version(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {number}")


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Migrate the open file to the newest version, in one transaction."""
    for name, function in _FUNCTIONS.items():
        connection.create_function(name, -1, function, deterministic=True)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in _pending(migrations, version(connection)):
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _pending(migrations: Sequence[Migration], current: int) -> Sequence[Migration]:
    """The migrations to apply; an empty file starts with the tables of version 3."""
    if current == 0 and len(migrations) >= CURRENT_NAMES:
        return (_TABLES, *migrations[CURRENT_NAMES:])
    return migrations[current:]


def matches_version(
    connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS
) -> bool:
    """Whether the open file has exactly the tables and views of its version, and nothing else.

    A trigger, a view or a generated column could run code; only our two views may be there.
    """
    return _objects(connection) == _expected_objects(migrations[: version(connection)])


def _expected_objects(migrations: Sequence[Migration]) -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        migrate(model, migrations)
        return _objects(model)


def _objects(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    objects = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    # The SQL of the tables that an index creates for itself depends on the version of SQLite.
    return {
        (kind, name, table, None if _INDEX_TABLE.match(str(name)) else _without_strict(sql))
        for kind, name, table, sql in objects
    }


def _without_strict(sql: object) -> object:
    return sql.removesuffix(_STRICT) if isinstance(sql, str) else sql
