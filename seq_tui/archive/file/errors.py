"""What can be wrong with an archive, as one-sentence errors."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAMAGE_ADVICE = "Save the account once more, or open another copy of the file."

_IN_USE = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED"})
_FULL = frozenset({"SQLITE_FULL"})
_DENIED = frozenset({"SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH"})
_DISK = "SQLITE_IOERR"


class ArchiveError(SourceError):
    """An archive cannot be read or written."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(Failure(Cause.FILE, message, advice))


class DamagedError(ArchiveError):
    """An archive's content is not what an archive can contain."""

    def __init__(self, path: Path, reason: str = "") -> None:
        super().__init__(f"The archive {path} is damaged{reason and f': {reason}'}", DAMAGE_ADVICE)


class NotAnArchiveError(ArchiveError):
    """A file is something other than an archive."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} is not a seq-tui archive: {reason}")


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Raise any error of SQLite or of JSON, met in this block, as an `ArchiveError` on `path`."""
    try:
        yield
    except sqlite3.Error as error:
        failure = _translate(path, error)
    except (ValueError, RecursionError):  # a stored text that is not JSON
        failure = DamagedError(path)
    else:
        return
    raise failure


def _translate(path: Path, error: sqlite3.Error) -> ArchiveError:
    """The error to show for one of SQLite, whose own texts do not name the file."""
    # Errors that Python's module raises by itself, as for a bad encoding, have no name.
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
