"""A file to write an archive into: made, or opened to go on with."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from seq_tui.archive.file import schema
from seq_tui.archive.file.errors import ArchiveError, StrangeError, translate_errors
from seq_tui.archive.file.open_readonly import checked_version

if TYPE_CHECKING:
    from pathlib import Path

MODE = 0o600
"""An account's data is for its owner only, whatever the umask."""

PAGE_BYTES = 8192
"""A sequence has some 1.5 kB, of which the usual 4 kB would leave a quarter empty."""

LOCK_S = 5.0
"""Seconds to wait for another process that is writing."""


def open_own(path: Path) -> sqlite3.Connection:
    """The archive at `path`, made if there is none, for several processes to write.

    Raises:
        ArchiveError: it cannot be made or written, or is something else.
    """
    _make(path)
    with translate_errors(path), ExitStack() as stack:
        connection = sqlite3.connect(
            path, timeout=LOCK_S, isolation_level=None, check_same_thread=False
        )
        stack.callback(connection.close)
        connection.execute("PRAGMA trusted_schema = OFF")
        if not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
            connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
            schema.migrate(connection)
        if checked_version(path, connection) < schema.VERSION:
            schema.migrate(connection)
        # Only once the tables are there: a first look at a file goes by its header alone.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        stack.pop_all()
    return connection


def _make(path: Path) -> None:
    """See that there is a plain file, and that it is its owner's only.

    One that is there is not opened: see `seq_tui.archive.file.open_readonly.open_again`.
    """
    try:
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE))
        if not stat.S_ISREG(path.stat().st_mode):
            raise StrangeError(path, "it is not a file with content")
        path.chmod(MODE)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a name of a file"
        raise ArchiveError(f"{path} cannot be written: {reason}") from None
