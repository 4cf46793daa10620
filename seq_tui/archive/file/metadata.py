"""The metadata that an archive holds about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class ArchiveMetadata(NamedTuple):
    """Which account an archive holds, from when, and whether it is complete."""

    program: str
    """The program that wrote it, with its version."""

    host: str
    """The host that the account was read from."""

    account: str
    """Distinguishes the accounts of one host; empty if nothing does."""

    started_at: str
    """When the first page was requested: ISO 8601 in UTC, like every time in an archive."""

    finished_at: str | None = None
    """When the last page arrived; `None` during a download."""

    pages: int = 0
    """Pages read."""

    is_complete: bool = False
    """Whether the archive is proven to hold the whole account."""

    warnings: tuple[str, ...] = ()
    """Reasons why something may be missing, one line each."""

    has_gaps: bool = False
    """Whether positions are missing, as in a cache, which holds only the pages that were viewed."""


_TYPES = (str, str, str, str, str | None, int, int, str, int)


def read_metadata(connection: sqlite3.Connection) -> ArchiveMetadata | None:
    """Read the metadata of an open file; `None` if there is none, or it is malformed."""
    row = connection.execute(
        "SELECT program, host, account, begun_at, finished_at, pages, is_complete, doubts, has_gaps"
        " FROM about"
    ).fetchone()
    # An untrusted file may hold a value of any type, whatever its schema declares.
    if row is None or not all(map(isinstance, row, _TYPES)):
        return None
    *plain, is_complete, warnings, has_gaps = row
    return ArchiveMetadata(*plain[:6])._replace(
        is_complete=bool(is_complete),
        warnings=tuple(warnings.splitlines()),
        has_gaps=bool(has_gaps),
    )


def write_metadata(connection: sqlite3.Connection, metadata: ArchiveMetadata) -> None:
    """Replace the metadata of an open file."""
    *plain, warnings, has_gaps = metadata
    connection.execute(
        "INSERT OR REPLACE INTO about (id, program, host, account, begun_at, finished_at, pages,"
        " is_complete, doubts, has_gaps) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*plain, "\n".join(warnings), has_gaps),
    )
