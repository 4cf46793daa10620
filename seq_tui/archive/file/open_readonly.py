"""Opening a file that may be anything, from anyone, for reading only."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from seq_tui.archive.file import schema
from seq_tui.archive.file.errors import ArchiveError, DamagedError, StrangeError, translate_errors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADER = 100
"""Bytes of the header of an SQLite file (SQLite document, database file format, 1.3)."""

MAGIC = b"SQLite format 3\x00"

MAX_BYTES = 64 << 30
"""The largest file that is opened; an archive of a million sequences has 2 GB."""

MAX_VALUE = 64 << 20
"""Bytes of the longest value that is read; a page of the API may have 32 MB."""

NEWER = "Install the newest seq-tui: pip install --upgrade seq-tui"

LIMITS = {sqlite3.SQLITE_LIMIT_LENGTH: MAX_VALUE, sqlite3.SQLITE_LIMIT_ATTACHED: 0}

CAUTION = ("PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON")


def open_foreign(path: Path, steps: Sequence[schema.Step] = schema.STEPS) -> sqlite3.Connection:
    """The archive at `path`, opened so that nothing in it runs and nothing of it changes.

    Only one of an older version is changed: to the newest, in one step.

    Raises:
        ArchiveError: it is no archive, a damaged one, or one that cannot be opened.
    """
    check_header(path, read_header(path), len(steps))
    with translate_errors(path):
        connection = _connect(path)
        version = checked_version(path, connection, steps)
        if version == len(steps):
            return connection
        connection.close()
        upgrade(path, steps)
        return _connect(path)


def open_again(path: Path) -> sqlite3.Connection:
    """The same once more, for an archive that this process has open and so has looked at.

    The file itself must not be opened besides: to close it would give up the locks of every
    connection that this process has to it, and another process could then take away the log that
    they are reading (SQLite document, How To Corrupt, 2.2; measured).

    Raises:
        ArchiveError: it cannot be opened.
    """
    with translate_errors(path):
        return _connect(path)


def upgrade(path: Path, steps: Sequence[schema.Step] = schema.STEPS) -> None:
    """Bring an archive that was checked to the newest version."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        schema.migrate(connection, steps)


def read_header(path: Path) -> bytes:
    """The first bytes of a plain file, at most `HEADER`.

    Raises:
        ArchiveError: there is no such file, or it cannot be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            kind = "a folder" if path.is_dir() else "not a file with content"
            raise StrangeError(path, f"it is {kind}")
        # Without waiting, should it have become a pipe by now.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            return file.read(HEADER)
    except FileNotFoundError:
        raise ArchiveError(f"There is no file {path}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a name of a file"
        raise ArchiveError(f"{path} cannot be read: {reason}") from None


def check_header(path: Path, header: bytes, newest: int = schema.VERSION) -> None:
    """See by its first bytes that the file at `path` is an archive, and whole.

    Raises:
        ArchiveError: it is not.
    """
    if not header:
        raise StrangeError(path, "it is empty")
    if header[: len(MAGIC)] != MAGIC or len(header) < HEADER:
        raise StrangeError(path, "it has another format")
    if _number(header, 68) != schema.APPLICATION_ID:
        raise StrangeError(path, "it is the database of another program")
    if (version := _number(header, 60)) > newest:
        raise _newer(path, version)
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ArchiveError(f"The archive {path} is too large: {size >> 30} GB")
    page_size = _number(header, 16, 2)
    # Only if the last writer said so is the number of pages that of the file (same, 1.3.7).
    is_known = _number(header, 24) == _number(header, 92)
    if is_known and size < _number(header, 28) * (65536 if page_size == 1 else page_size):
        raise DamagedError(path, "its end is missing")


def checked_version(
    path: Path, connection: sqlite3.Connection, steps: Sequence[schema.Step] = schema.STEPS
) -> int:
    """The version of an open file that has exactly the tables of that version.

    The connection is closed if it has not.

    Raises:
        ArchiveError: it has not.
    """
    with ExitStack() as stack:
        stack.callback(connection.close)
        version = schema.version(connection)
        if version > len(steps):
            raise _newer(path, version)
        if version < 1 or not schema.is_sound(connection, steps):
            raise DamagedError(path, "its tables are not those of an archive")
        stack.pop_all()
    return version


def _newer(path: Path, version: int) -> ArchiveError:
    return ArchiveError(f"{path} was made by a newer seq-tui (format {version})", NEWER)


def _connect(path: Path) -> sqlite3.Connection:
    address = path.absolute().as_uri() + "?mode=ro"
    try:
        return _cautious(address)
    except sqlite3.OperationalError:
        # Locks need a place to be in, which a folder that cannot be written has not. Without them
        # a file is only right if nobody was in the middle of writing it.
        if any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal")):
            raise
        return _cautious(address + "&immutable=1")


def _cautious(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    with ExitStack() as stack:
        stack.callback(connection.close)
        for category, limit in LIMITS.items():
            connection.setlimit(category, limit)
        for pragma in CAUTION:
            connection.execute(pragma)
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
        stack.pop_all()
    return connection


def _number(header: bytes, at: int, length: int = 4) -> int:
    return int.from_bytes(header[at : at + length], "big")
