"""The file that an account is saved to: whole at any instant, and written by one process only."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.archive.archive import Archive
from seq_tui.archive.creating import MODE
from seq_tui.archive.errors import ArchiveError, DamagedError, StrangeError
from seq_tui.archive.writer import ArchiveWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRITABLE = 0o222
"""The rights to write of a file's mode, which root has without them."""

_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite has beside a file that is being written, and the file itself."""


class Target:
    """``FILE``, and beside it ``FILE.partial``, which takes its name when it is done.

    Args:
        path: where the archive is to be. If it is a link, what it leads to is written.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self.partial = _with_end(self.path, ".partial")
        self._lock = _with_end(self.path, ".lock")

    @contextmanager
    def held(self) -> Iterator[None]:
        """A block in which no other process saves to this file; it ends with its process.

        Raises:
            ArchiveError: another process does, or the folder cannot be written.
        """
        with _explained(self.path):
            descriptor = self._locked()
        try:
            yield
        finally:
            with _explained(self.path):
                self._lock.unlink(missing_ok=True)
            os.close(descriptor)

    def old(self, host: str) -> Archive | None:
        """The archive that is there, if any; to be closed by whoever asks.

        Raises:
            ArchiveError: it is read-only, that of another account, or no archive at all.
        """
        if self.path.is_dir():
            raise ArchiveError(f"{self.path} cannot be written: it is a folder")
        if not os.path.lexists(self.path):
            return None
        archive = Archive.open(self.path)
        # Another file could take its name all the same, which is not what its owner meant.
        if not self.path.stat().st_mode & _WRITABLE:
            archive.close()
            raise ArchiveError(f"{self.path} cannot be written: it is read-only")
        if archive.about.host == host:
            return archive
        other = archive.about.host
        archive.close()
        raise ArchiveError(
            f"{self.path} holds another account, that of {other}", "Choose another file."
        )

    def begin(self, host: str) -> tuple[ArchiveWriter, bool]:
        """The partial archive, and whether one that an earlier run left was given up as damaged.

        Raises:
            ArchiveError: it cannot be written, is that of another account or of a newer version.
        """
        try:
            return self._opened(host), False
        except (DamagedError, StrangeError):
            self.discard()
            return self._opened(host), True

    def discard(self) -> None:
        """Delete the partial archive, which is closed.

        Raises:
            ArchiveError: it cannot be deleted.
        """
        with _explained(self.path):
            for end in _BESIDE:
                _with_end(self.partial, end).unlink(missing_ok=True)

    def land(self, archive: ArchiveWriter) -> None:
        """Finish the partial archive, see that it is sound, and give it its name.

        Raises:
            ArchiveError: it is not, or the file cannot be put there; what was there is there still.
        """
        rows = archive.rows
        with _explained(self.path):
            archive.finish()
        written = Archive.open(self.partial)
        try:
            written.verify()
            if written.rows != rows:
                raise DamagedError(self.partial, f"{rows} items were put into it")
        finally:
            written.close()
        with _explained(self.path):
            self.partial.replace(self.path)
        # A loss of power could take the new name away, where the system lets it be made lasting.
        with suppress(OSError):
            descriptor = os.open(self.path.parent, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def _opened(self, host: str) -> ArchiveWriter:
        is_new = not self.partial.exists()
        archive = ArchiveWriter.begin(self.partial, host)
        if not is_new:
            try:
                archive.verify()
            except ArchiveError:
                archive.close()
                raise
        return archive

    def _locked(self) -> int:
        """A descriptor that holds the lock, on a file that has the lock's name."""
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        while True:
            descriptor = os.open(self._lock, flags, MODE)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if self._is_there(descriptor):
                    return descriptor
            except BlockingIOError:
                os.close(descriptor)
                raise ArchiveError(
                    f"{self.path} is being saved by another seq-tui", "Wait until it is done."
                ) from None
            # Whoever held it was just done, and took the file away.
            os.close(descriptor)

    def _is_there(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self._lock.stat())
        except FileNotFoundError:
            return False


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """A block in which what the system says about writing `path` is said to the user."""
    try:
        yield
    except FileNotFoundError:
        message = f"{path} cannot be written: there is no folder {path.parent}"
        raise ArchiveError(message, "Make it first.") from None
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written: {error.strerror}") from None


def _with_end(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)
