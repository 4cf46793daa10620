"""The files that SQLite keeps beside a database, and moving a database together with them."""

from __future__ import annotations

import stat
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

FileId: TypeAlias = tuple[int, int] | None
"""Device and inode of a file; `None` if there is none, or an empty one."""

UNFINISHED_SUFFIXES = ("-wal", "-journal")
"""Name endings of the files that hold changes which the database itself does not hold yet, or not
for certain: the write-ahead log, and the rollback journal."""

SIDE_FILE_SUFFIXES = (*UNFINISHED_SUFFIXES, "-shm")
"""Name endings of all files beside a database that is being written: also the index of the
write-ahead log (SQLite document, Temporary Files Used By SQLite, 2)."""


_MAGIC = b"SQLite format 3"
"""How a file of SQLite begins."""


def add_suffix(path: Path, suffix: str) -> Path:
    """The path with `suffix` appended to its whole name."""
    return path.with_name(path.name + suffix)


def database_files(path: Path) -> list[Path]:
    """The side files that a database may have, then the database itself."""
    return [*(add_suffix(path, suffix) for suffix in SIDE_FILE_SUFFIXES), path]


def read_file_id(path: Path) -> FileId:
    """Identifies the file that has this path now; `None` if it is missing or still empty."""
    try:
        status = path.stat()
    except (OSError, ValueError):  # the latter for what is no path, such as one with a null byte
        return None
    return (status.st_dev, status.st_ino) if status.st_size else None


def may_be_database(path: Path) -> bool:
    """Whether no file is there, or one that SQLite writes, also if it is not whole.

    Raises:
        OSError: it cannot be read.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
    except FileNotFoundError:
        return True
    with path.open("rb") as file:
        # SQLite may write the beginning last.
        return file.read(len(_MAGIC)).strip(b"\0") in (b"", _MAGIC)


def move_database(path: Path, target: Path) -> None:
    """Move a database and the side files it has.

    The database goes last: SQLite deletes a write-ahead log whose database is gone.

    Raises:
        OSError: a file cannot be moved.
    """
    for old, new in zip(database_files(path), database_files(target), strict=True):
        with suppress(FileNotFoundError):
            old.replace(new)
