"""What can be wrong with an archive, in one sentence each."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AGAIN = "Save the account once more, or open another copy of the file."

_IN_USE = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED"})
_FULL = frozenset({"SQLITE_FULL"})
_DENIED = frozenset({"SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH"})
_DISK = "SQLITE_IOERR"


class ArchiveError(SourceError):
    """An archive that cannot be read or written."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(Failure(Cause.FILE, message, advice))


class DamagedError(ArchiveError):
    """An archive with content that no archive has."""

    def __init__(self, path: Path, how: str = "") -> None:
        super().__init__(f"The archive {path} is damaged{how and f': {how}'}", AGAIN)


class StrangeError(ArchiveError):
    """A file that is something else than an archive."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} is no seq-tui archive: {reason}")


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """A block in which whatever goes wrong with the file at `path` leaves as an `ArchiveError`."""
    try:
        yield
    except sqlite3.Error as error:
        failure = _translated(path, error)
    except (ValueError, RecursionError):  # what should be JSON is not
        failure = DamagedError(path)
    else:
        return
    raise failure


def _translated(path: Path, error: sqlite3.Error) -> ArchiveError:
    """The sentence for an error of SQLite; its own texts do not name the file."""
    # An error that the Python module makes by itself, such as for a bad encoding, has no name.
    name: str = getattr(error, "sqlite_errorname", "")
    base = "_".join(name.split("_")[:2])
    if base in _IN_USE:
        return ArchiveError(f"The archive {path} is in use by another program", "Try again.")
    if base in _FULL:
        return ArchiveError(f"The archive {path} cannot be written: the disk is full")
    if base in _DENIED:
        verb = "written" if base == "SQLITE_READONLY" else "opened"
        return ArchiveError(f"The archive {path} cannot be {verb}")
    if base == _DISK:
        return ArchiveError(f"The archive {path} cannot be read or written: the disk failed")
    return DamagedError(path)
