"""The file of an archive while it is open."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Self

from seq_tui.archive.file.errors import DamagedError, translate_errors
from seq_tui.archive.file.metadata import read_metadata
from seq_tui.archive.file.older_versions import CurrentNames
from seq_tui.archive.file.open_readonly import open_untrusted
from seq_tui.archive.file.reader import RowReader
from seq_tui.archive.file.sqlite_files import read_file_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from seq_tui.archive.file.metadata import ArchiveMetadata
    from seq_tui.archive.file.sqlite_files import FileId


class ArchiveFile:
    """Knows which file is open, and translates what SQLite says is wrong with it.

    Args:
        connection: the open file.
        path: where it was found.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._use(connection)
        self.path = path
        self._file_id: FileId = None
        self._replaced: list[sqlite3.Connection] = []
        """Files that were open before, which a search may still be reading."""

    def _use(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._reader = RowReader(connection)
        self._names = CurrentNames(connection)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the archive at `path`, which may be any file from anyone, without writing to it.

        Raises:
            ArchiveError: it cannot be read; the message gives the reason in one line.
        """
        file_id = read_file_id(path)
        archive = cls(open_untrusted(path), path)
        archive._file_id = file_id
        return archive

    def follow_path(self) -> bool:
        """Open the file that its path leads to now; whether that is another one than before.

        Raises:
            ArchiveError: there is none, or it cannot be read; then the one that was open stays so.
        """
        if (file_id := read_file_id(self.path)) is not None and file_id == self._file_id:
            return False
        connection = open_untrusted(self.path)
        with translate_errors(self.path), ExitStack() as stack:
            stack.callback(connection.close)
            if read_metadata(connection) is None:
                raise DamagedError(self.path, "it has no metadata")
            stack.pop_all()
        self._replaced.append(self._connection)
        self._use(connection)
        self._file_id = file_id
        return True

    def limit_memory(self, kilobytes: int) -> None:
        """Let SQLite cache at most this much of the file in memory; its default is 2,000 kB."""
        with self._reading():
            self._connection.execute(f"PRAGMA cache_size = -{kilobytes}")

    @property
    def metadata(self) -> ArchiveMetadata:
        """The archive's metadata.

        Raises:
            ArchiveError: it has none, or cannot be read.
        """
        with self._reading():
            metadata = read_metadata(self._connection)
        if metadata is None:
            raise DamagedError(self.path, "it has no metadata")
        return metadata

    def close(self) -> None:
        """Close the file."""
        for connection in (*self._replaced, self._connection):
            connection.close()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Read the file in this block; its errors become those of an archive."""
        with translate_errors(self.path):
            self._names.update()
            yield
