"""Creating an archive, or opening one to continue writing it."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import ExitStack, closing, suppress
from typing import TYPE_CHECKING

from seq_tui.archive.file import schema
from seq_tui.archive.file.errors import (
    ArchiveError,
    NotAnArchiveError,
    check_sqlite,
    raise_if_system,
    translate_errors,
)
from seq_tui.archive.file.facts_table import update_facts
from seq_tui.archive.file.file_system import make_private
from seq_tui.archive.file.open_readonly import validate_schema
from seq_tui.archive.file.sqlite_files import add_suffix

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE_MODE = 0o600
"""Only the owner may read an account's data, whatever the umask."""

PAGE_BYTES = 8192
"""A sequence has some 1.5 kB, of which SQLite's usual 4 kB would leave a quarter empty."""

_HAS_TABLES = "SELECT 1 FROM sqlite_schema"

_NO_SHARED_MEMORY = "SQLITE_IOERR_SHM"
"""How the names of the errors begin with which a log fails where memory cannot be shared."""

LOCK_TIMEOUT_S = 5.0
"""Seconds to wait for another process that is writing."""


def open_or_create(
    path: Path, migrations: Sequence[schema.Migration] = schema.MIGRATIONS
) -> sqlite3.Connection:
    """Open or create the archive at `path`, which several processes may write.

    An archive of an older version is migrated to the newest.

    Raises:
        ArchiveError: it cannot be created or written, or is something else.
    """
    check_sqlite(path)
    _create(path)
    with translate_errors(path):
        try:
            return _open(path, migrations, "WAL")
        except sqlite3.OperationalError as error:
            if not getattr(error, "sqlite_errorname", "").startswith(_NO_SHARED_MEMORY):
                raise
        _leave_write_ahead_log(path)
        return _open(path, migrations, "DELETE")


def _open(
    path: Path, migrations: Sequence[schema.Migration], journal_mode: str
) -> sqlite3.Connection:
    """Open the file that exists at `path`, and make or migrate its tables."""
    with ExitStack() as stack:
        connection = sqlite3.connect(
            path, timeout=LOCK_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        stack.callback(connection.close)
        connection.execute("PRAGMA trusted_schema = OFF")
        if not connection.execute(_HAS_TABLES).fetchone():
            connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
            schema.migrate(connection, migrations)
        version = validate_schema(path, connection, migrations)
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            schema.mark_version(connection)
        if version < len(migrations):
            schema.migrate(connection, migrations)
        update_facts(connection)
        # Only once the tables exist: a reader judges the file by its header first.
        (mode,) = connection.execute(f"PRAGMA journal_mode = {journal_mode}").fetchone()
        # The first use of a write-ahead log fails where memory cannot be shared.
        connection.execute(_HAS_TABLES).fetchone()
        if mode == "wal":
            # With a rollback journal, only the default keeps a file sound in a loss of power.
            connection.execute("PRAGMA synchronous = NORMAL")
        stack.pop_all()
    return connection


def _leave_write_ahead_log(path: Path) -> None:
    """Give a file a rollback journal where the file system has no shared memory."""
    with closing(sqlite3.connect(path, timeout=LOCK_TIMEOUT_S, isolation_level=None)) as connection:
        # A connection that is exclusive from the start shares no memory (SQLite document,
        # Write-Ahead Logging, 8).
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
        # No other connection can have the log open while this one is.
        add_suffix(path, "-shm").unlink(missing_ok=True)


def _create(path: Path) -> None:
    """Ensure that a regular file exists and that only its owner can use it.

    An existing file is not opened: see `seq_tui.archive.file.open_readonly.reopen`.
    """
    try:
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE))
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotAnArchiveError(path, "it is not a file with content")
        make_private(path, FILE_MODE)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError):
            raise_if_system(error)
        reason = error.strerror if isinstance(error, OSError) else "not a valid file name"
        raise ArchiveError(f"{path} cannot be written: {reason}") from None
