"""The file that an account is saved to: whole at any instant, and written by one process only."""

from __future__ import annotations

import fcntl
import os
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError, DamagedError, StrangeError
from seq_tui.archive.file.open_writable import MODE
from seq_tui.archive.file.writer import ArchiveWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRITABLE = 0o222
"""The rights to write of a file's mode, which root has without them."""

_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite has beside a file that is being written, and the file itself."""

ELSEWHERE = "Save to another file; this one stays as it is."


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
        with translate_errors(self.path):
            descriptor = self._locked()
        try:
            yield
        finally:
            with translate_errors(self.path):
                self._lock.unlink(missing_ok=True)
            os.close(descriptor)

    def old(self, host: str) -> Archive | None:
        """The archive that is there, if any; to be closed by whoever asks.

        Raises:
            ArchiveError: it is read-only, damaged, that of another account, or no archive at all.
        """
        if self.path.is_dir():
            raise ArchiveError(f"{self.path} cannot be written: it is a folder")
        if not os.path.lexists(self.path):
            return None
        archive = self._sound()
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

    def begin(self, host: str) -> tuple[ArchiveWriter, Path | None]:
        """The partial archive, and where a damaged one is now that an earlier run left, if any.

        Raises:
            ArchiveError: it cannot be written, is that of another account or of a newer version.
        """
        try:
            return self._opened(host), None
        except (DamagedError, StrangeError):
            aside = self._set_aside()
            return self._opened(host), aside

    def discard(self) -> None:
        """Delete the partial archive, which is closed.

        Raises:
            ArchiveError: it cannot be deleted.
        """
        with translate_errors(self.path):
            for end in _BESIDE:
                _with_end(self.partial, end).unlink(missing_ok=True)

    def land(self, archive: ArchiveWriter) -> None:
        """Finish the partial archive, see that it is sound, and give it its name.

        Raises:
            ArchiveError: it is not, or the file cannot be put there; what was there is there still.
        """
        rows = archive.rows
        with translate_errors(self.path):
            archive.finish()
        written = Archive.open(self.partial)
        try:
            written.verify()
            if written.rows != rows:
                raise DamagedError(self.partial, f"{rows} items were put into it")
        finally:
            written.close()
        with translate_errors(self.path):
            self.partial.replace(self.path)
        # A loss of power could take the new name away, where the system lets it be made lasting.
        with suppress(OSError):
            descriptor = os.open(self.path.parent, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def _sound(self) -> Archive:
        """The archive that is there, of which every page can be read."""
        try:
            archive = Archive.open(self.path)
            with ExitStack() as stack:
                stack.callback(archive.close)
                archive.verify()
                stack.pop_all()
        except (DamagedError, StrangeError) as error:
            raise ArchiveError(error.failure.message, ELSEWHERE) from None
        return archive

    def _set_aside(self) -> Path:
        """Move the damaged partial archive away: it may hold what the account no longer has."""
        with translate_errors(self.path):
            aside = _free(_with_end(self.partial, ".damaged"))
            # The file itself last: without it, SQLite would delete its log.
            for end in reversed(_BESIDE):
                with suppress(FileNotFoundError):
                    _with_end(self.partial, end).rename(_with_end(aside, end))
        return aside

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
def translate_errors(path: Path) -> Iterator[None]:
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


def _free(path: Path) -> Path:
    """The path, or that with a number behind it: the first where there is nothing yet."""
    numbered = (_with_end(path, f".{number}") for number in count(2))
    return next(
        each
        for each in chain([path], numbered)
        if not any(os.path.lexists(_with_end(each, end)) for end in _BESIDE)
    )
