"""What can be wrong with an archive, as one-sentence errors."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.system_failure import OTHER_PYTHON, system_failure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAMAGE_ADVICE = "Save the account once more, or open another copy of the file."

MIN_SQLITE = (3, 34)
"""The first version with the tokenizer ``trigram``, in which names are searched."""

STRICT_SQLITE = (3, 37)
"""The first version that reads tables declared STRICT, as some archives have them."""

MAX_PATH_BYTES = 504
"""The longest path that SQLite opens: 512 bytes with ``-journal`` (its source, ``os_unix.c``)."""

_CORRUPT = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})
"""SQLite's own words for damage. Damaged files are moved aside, so nothing else may count as it."""

_IN_USE = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED"})
_FULL = frozenset({"SQLITE_FULL"})
_DENIED = frozenset({"SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH"})
_DISK = "SQLITE_IOERR"
_MOVED = "SQLITE_READONLY_DBMOVED"
_FILES_OF_A_DATABASE = 5
"""Most files that SQLite opens for one: the database, a log or journal, its index, the folder."""

_FILE_SYSTEM = frozenset({*_IN_USE, "SQLITE_PERM", "SQLITE_PROTOCOL", _DISK})
"""Errors that may also mean that the file system lacks locks, or a way to flush a file."""

_NO_SEARCH = ("no such module", "no such tokenizer")

_DAMAGED_INDEX = "fts5: "
"""How an error begins of a statement that met a damaged index: all our statements are sound."""


class ArchiveError(SourceError):
    """An archive cannot be read or written."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(Failure(Cause.FILE, message, advice))


class DamagedError(ArchiveError):
    """An archive's content is not what an archive can contain."""

    def __init__(self, path: Path, reason: str = "") -> None:
        super().__init__(f"The archive {path} is damaged{reason and f': {reason}'}", DAMAGE_ADVICE)


class OtherAccountError(ArchiveError):
    """An archive holds an account other than the one it was opened for."""


class DamagedRowError(ValueError):
    """A row of an archive is not as it was written; the text says which, as part of a sentence."""


class MissingRowError(DamagedRowError):
    """A row that was found is not there: damage, unless another process has just deleted it."""


class NotAnArchiveError(ArchiveError):
    """A file is something other than an archive."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} is not a seq-tui archive: {reason}")


def moved_error(path: Path) -> ArchiveError:
    """The error for a file that is no longer at its path while it is written."""
    return ArchiveError(f"The archive {path} was moved or deleted while it was written")


def check_sqlite(path: Path) -> None:
    """Check that the SQLite of this Python can open an archive at `path`.

    Raises:
        ArchiveError: it is too old, or the path is too long for it.
    """
    if sqlite3.sqlite_version_info < MIN_SQLITE:
        raise _too_old(path, MIN_SQLITE)
    if len(os.fsencode(path.absolute())) > MAX_PATH_BYTES:
        raise ArchiveError(
            f"The archive {path} cannot be opened: its path is too long for SQLite",
            f"Use a folder with a shorter path, of at most {MAX_PATH_BYTES} bytes with the name.",
        )


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Raise any error of SQLite or of JSON, met in this block, as an `ArchiveError` on `path`.

    Where the system has no memory or no open file left, it is a `SourceError` that says so.
    """
    try:
        yield
    except MemoryError as error:
        raise_if_system(error)
        raise
    except sqlite3.ProgrammingError:  # a bug, such as a closed connection
        raise
    except sqlite3.Error as error:
        failure = _translate(path, error)
    except DamagedRowError as error:
        failure = DamagedError(path, str(error))
    except (ValueError, RecursionError):  # a stored text that is not JSON
        failure = DamagedError(path)
    else:
        return
    raise failure


def raise_if_system(error: OSError | MemoryError) -> None:
    """Raise a `SourceError` instead of `error` if the system has nothing left for the program."""
    if (failure := system_failure(error)) is not None:
        raise SourceError(failure) from None


def _raise_if_no_file_can_be_opened() -> None:
    """Raise a `SourceError` if the limit of open files is why SQLite cannot open one."""
    with ExitStack() as stack:
        try:
            for _ in range(_FILES_OF_A_DATABASE):
                stack.callback(os.close, os.open(os.devnull, os.O_RDONLY))
        except OSError as error:
            raise_if_system(error)


def _translate(path: Path, error: sqlite3.Error) -> ArchiveError:
    """The error to show for one of SQLite, whose own texts do not name the file."""
    # Python's module names no error for a text that is not UTF-8.
    name: str = getattr(error, "sqlite_errorname", "")
    base = "_".join(name.split("_")[:2])
    text = str(error)
    if base in _CORRUPT or not name or text.startswith(_DAMAGED_INDEX):
        if "STRICT" in text and sqlite3.sqlite_version_info < STRICT_SQLITE:
            return _too_old(path, STRICT_SQLITE)
        return DamagedError(path)
    if base in _DENIED or base == _DISK:
        _raise_if_no_file_can_be_opened()
    if base in _FILE_SYSTEM and (lack := _lack_of_file_system(path, name)):
        message = f"The archive {path} cannot be used: the file system of its folder{lack}"
        return ArchiveError(message, "Use a folder of another file system, such as a local disk.")
    if base in _IN_USE:
        return ArchiveError(f"The archive {path} is in use by another program", "Try again.")
    if base in _FULL:
        return ArchiveError(f"The archive {path} cannot be written: the disk is full")
    if base in _DENIED:
        return _denied(path, name)
    if base == _DISK:
        return ArchiveError(f"The archive {path} cannot be read or written: the disk failed")
    if text.startswith(_NO_SEARCH):
        message = f"The archive {path} needs an SQLite with full-text search ({text})"
        return ArchiveError(message, OTHER_PYTHON)
    return ArchiveError(f"The archive {path} cannot be used: {text} ({name})")


def _denied(path: Path, name: str) -> ArchiveError:
    """The error for a file that SQLite may not use; `name` is SQLite's name of the error."""
    if name == _MOVED:
        return moved_error(path)
    verb = "written" if name.startswith("SQLITE_READONLY") else "opened"
    return ArchiveError(f"The archive {path} cannot be {verb}")


def _lack_of_file_system(path: Path, name: str) -> str:
    """What the file system of the archive lacks, as in ``(nfs4) has no locks``; or nothing.

    Args:
        path: the archive.
        name: SQLite's name of the error.
    """
    # Imported here, since only an error needs it.
    from seq_tui.archive.file.file_system import file_system_name, lack_of_file_system

    lack = "has no shared memory" if "_SHM" in name else lack_of_file_system(path.parent)
    kind = file_system_name(path.parent)
    return lack and f"{kind and f' ({kind})'} {lack}"


def _too_old(path: Path, needed: tuple[int, int]) -> ArchiveError:
    version = ".".join(map(str, needed))
    found = sqlite3.sqlite_version
    message = f"The archive {path} needs SQLite {version} or newer, and this Python has {found}"
    return ArchiveError(message, OTHER_PYTHON)
