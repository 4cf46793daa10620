"""Opening an untrusted file for reading only."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import ExitStack
from typing import TYPE_CHECKING

from seq_tui.archive.file import schema
from seq_tui.archive.file.errors import (
    ArchiveError,
    DamagedError,
    NotAnArchiveError,
    check_sqlite,
    raise_if_system,
    translate_errors,
)
from seq_tui.archive.file.sqlite_files import UNFINISHED_SUFFIXES, add_suffix

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

HEADER_BYTES = 100
"""Length of the header of an SQLite file (SQLite document, Database File Format, 1.3)."""

MAGIC = b"SQLite format 3\x00"

MAX_BYTES = 64 << 30
"""The largest file to open; an archive of a million sequences has 2 GB."""

MAX_VALUE_BYTES = 64 << 20
"""The longest value to read; a page of the API may have 32 MB."""

UPGRADE_ADVICE = "Install the newest seq-tui: pip install --upgrade seq-tui"

OTHER_PROGRAM = "it is the database of another program"

LIMITS = {sqlite3.SQLITE_LIMIT_LENGTH: MAX_VALUE_BYTES, sqlite3.SQLITE_LIMIT_ATTACHED: 0}

SAFETY_PRAGMAS = ("PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON")


def open_untrusted(
    path: Path, migrations: Sequence[schema.Migration] = schema.MIGRATIONS
) -> sqlite3.Connection:
    """Open the archive at `path` so that nothing in it runs and nothing in it changes.

    An archive of an older version stays as it is: it is migrated when it is next written.

    Raises:
        ArchiveError: it is no archive, is damaged, or cannot be opened.
    """
    check_header(path, read_header(path), len(migrations))
    check_sqlite(path)
    with translate_errors(path):
        connection = _connect(path)
        validate_schema(path, connection, migrations)
    return connection


def reopen(path: Path) -> sqlite3.Connection:
    """Open an archive that this process has open, and so has checked, a second time.

    The file must not be opened except through SQLite: closing it would release the locks of every
    connection of this process, and another process could then delete the write-ahead log that they
    are reading (SQLite document, How To Corrupt, 2.2; measured).

    Raises:
        ArchiveError: it cannot be opened.
    """
    check_sqlite(path)
    with translate_errors(path):
        return _connect(path)


def read_header(path: Path) -> bytes:
    """The first bytes of a regular file, at most `HEADER_BYTES`.

    Raises:
        ArchiveError: there is no such file, or it cannot be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            kind = "a folder" if path.is_dir() else "not a file with content"
            raise NotAnArchiveError(path, f"it is {kind}")
        # Non-blocking, in case a pipe has replaced the file since.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            return file.read(HEADER_BYTES)
    except FileNotFoundError:
        raise ArchiveError(f"There is no file {path}") from None
    except (OSError, ValueError) as error:
        if isinstance(error, OSError):
            raise_if_system(error)
        reason = error.strerror if isinstance(error, OSError) else "not a valid file name"
        raise ArchiveError(f"{path} cannot be read: {reason}") from None


def check_header(path: Path, header: bytes, newest: int = schema.FORMAT_VERSION) -> None:
    """Check by its header that the file at `path` is an archive, and not cut off.

    Raises:
        ArchiveError: it is not.
    """
    if not header:
        raise NotAnArchiveError(path, "it is empty")
    if header[: len(MAGIC)] != MAGIC or len(header) < HEADER_BYTES:
        raise NotAnArchiveError(path, "it has another format")
    program, page_size = _number(header, 68), _number(header, 16, 2)
    version = int.from_bytes(header[60:64], "big", signed=True)
    # A file that was restored from a dump has neither number; its tables decide.
    is_restored = page_size and not (program or version)
    if program != schema.APPLICATION_ID and not is_restored:
        raise NotAnArchiveError(path, OTHER_PROGRAM)
    if version > newest:
        raise _newer(path, version)
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ArchiveError(f"The archive {path} is too large: {size >> 30} GB")
    # The page count is valid only if the last writer also wrote this counter (same, 1.3.7).
    is_page_count_valid = _number(header, 24) == _number(header, 92)
    expected = _number(header, 28) * (65536 if page_size == 1 else page_size)
    # A checkpoint that was cut short, as by a full disk, leaves the rest in the write-ahead log.
    if is_page_count_valid and size < expected and not _exists(path, UNFINISHED_SUFFIXES):
        raise DamagedError(path, "its end is missing")


def validate_schema(
    path: Path,
    connection: sqlite3.Connection,
    migrations: Sequence[schema.Migration] = schema.MIGRATIONS,
) -> int:
    """The version of an open file, once its tables are found to be exactly those of that version.

    Closes the connection if they are not.

    Raises:
        ArchiveError: they are not.
    """
    with ExitStack() as stack:
        stack.callback(connection.close)
        # One state of the file, which another process may migrate meanwhile.
        connection.execute("BEGIN")
        version = schema.version(connection)
        if version > len(migrations):
            raise _newer(path, version)
        if version < 1 or not schema.matches_version(connection, migrations):
            if not connection.execute("PRAGMA application_id").fetchone()[0]:
                raise NotAnArchiveError(path, OTHER_PROGRAM)
            raise DamagedError(path, "its tables are not those of an archive")
        connection.execute("COMMIT")
        stack.pop_all()
    return version


def _newer(path: Path, version: int) -> ArchiveError:
    return ArchiveError(f"{path} was made by a newer seq-tui (format {version})", UPGRADE_ADVICE)


def _connect(path: Path) -> sqlite3.Connection:
    address = path.absolute().as_uri() + "?mode=ro"
    try:
        return _connect_safely(address)
    except sqlite3.OperationalError:
        # Reading takes locks, which SQLite cannot create in a folder that is not writable. Without
        # locks a file reads correctly only if no writer has left a transaction unfinished.
        if _exists(path, UNFINISHED_SUFFIXES):
            raise
        return _connect_safely(address + "&immutable=1")


def _exists(path: Path, suffixes: Iterable[str]) -> bool:
    """Whether there is a file beside that at `path` with one of these suffixes."""
    return any(os.path.lexists(add_suffix(path, suffix)) for suffix in suffixes)


def _connect_safely(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    with ExitStack() as stack:
        stack.callback(connection.close)
        for category, limit in LIMITS.items():
            connection.setlimit(category, limit)
        for pragma in SAFETY_PRAGMAS:
            connection.execute(pragma)
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
        stack.pop_all()
    return connection


def _number(header: bytes, offset: int, length: int = 4) -> int:
    return int.from_bytes(header[offset : offset + length], "big")
