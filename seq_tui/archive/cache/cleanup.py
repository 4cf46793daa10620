"""Caches that nobody opens any more, such as those of tokens that have been replaced."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from seq_tui.archive.file.about import read_about
from seq_tui.archive.file.errors import ArchiveError, translate_errors

if TYPE_CHECKING:
    from pathlib import Path

UNUSED = 90 * 24 * 3600
"""Seconds after which a cache that nobody opened is taken for one that nobody will."""


def remove_unused(own: Path, now: float) -> None:
    """Remove the caches beside `own` that no process has open, or has opened for `UNUSED`.

    What is no cache stays, and so does what cannot be looked into.

    Args:
        own: the cache that this process has open.
        now: seconds since 1970.
    """
    for path in own.parent.glob(f"*{own.suffix}"):
        # What cannot be removed now is met again by the next session.
        with suppress(OSError, ArchiveError):
            is_file = path.is_file() and not path.is_symlink()
            if is_file and path != own and path.stat().st_mtime < now - UNUSED:
                _remove(path)


def _remove(path: Path) -> None:
    """Remove a cache, as nothing else than which its name and its content agree."""
    with (
        translate_errors(path),
        closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA trusted_schema = OFF")
        about = read_about(connection)
        if about is not None and about.account and path.stem.endswith(f"-{about.account}"):
            # Refused while anybody else has it open, which a lock that is free would not tell.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            path.unlink()
