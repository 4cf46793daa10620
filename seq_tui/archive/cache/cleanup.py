"""Removal of caches that are no longer used, such as those of tokens that have been replaced."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from seq_tui.archive.file.errors import ArchiveError, translate_errors
from seq_tui.archive.file.metadata import read_metadata

if TYPE_CHECKING:
    from pathlib import Path

UNUSED_AFTER_S = 90 * 24 * 3600
"""Seconds after which a cache that no process has opened counts as unused."""


def remove_unused(own: Path, now: float) -> None:
    """Remove the caches beside `own` that no process has open, or has opened for `UNUSED_AFTER_S`.

    Files that are not caches stay, and so do files that cannot be read.

    Args:
        own: the cache that this process has open.
        now: seconds since 1970.
    """
    for path in own.parent.glob(f"*{own.suffix}"):
        # The next session tries again to remove what cannot be removed now.
        with suppress(OSError, ArchiveError):
            is_file = path.is_file() and not path.is_symlink()
            if is_file and path != own and path.stat().st_mtime < now - UNUSED_AFTER_S:
                _remove(path)


def _remove(path: Path) -> None:
    """Delete the file only if its name and its contents both identify it as a cache."""
    with (
        translate_errors(path),
        closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA trusted_schema = OFF")
        metadata = read_metadata(connection)
        if metadata is not None and metadata.account and path.stem.endswith(f"-{metadata.account}"):
            # Fails while another process has the file open, even if it holds no lock at the moment.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            path.unlink()
