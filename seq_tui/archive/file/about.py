"""What an archive says about itself."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class About:
    """Whose sequences an archive holds, from when, and whether all of them."""

    program: str
    """The program that wrote it, and its version."""

    host: str
    """The host that the account was read from."""

    account: str
    """What tells the accounts of one host apart; empty where nothing is known to."""

    begun_at: str
    """When the first page was asked for: ISO 8601 in UTC, as all times here."""

    finished_at: str | None = None
    """When the last page had come; `None` while they are being read."""

    pages: int = 0
    """Pages read."""

    is_complete: bool = False
    """Whether everything that the account held is known to be here."""

    warnings: tuple[str, ...] = ()
    """Why something may be missing, a line for each reason."""

    has_gaps: bool = False
    """Whether positions were left out, as in a cache of the pages that somebody looked at."""


_TYPES = (str, str, str, str, str | None, int, int, str, int)


def read_about(connection: sqlite3.Connection) -> About | None:
    """What the open file says about itself, if that is anything."""
    row = connection.execute(
        "SELECT program, host, account, begun_at, finished_at, pages, is_complete, doubts, has_gaps"
        " FROM about"
    ).fetchone()
    # What a file claims to be of a type need not be of it.
    if row is None or not all(map(isinstance, row, _TYPES)):
        return None
    *plain, is_complete, warnings, has_gaps = row
    said = About(*plain[:6])
    return replace(
        said,
        is_complete=bool(is_complete),
        warnings=tuple(warnings.splitlines()),
        has_gaps=bool(has_gaps),
    )


def write_about(connection: sqlite3.Connection, about: About) -> None:
    """Make the open file say that about itself."""
    *plain, warnings, has_gaps = astuple(about)
    connection.execute(
        "INSERT OR REPLACE INTO about VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*plain, "\n".join(warnings), has_gaps),
    )
