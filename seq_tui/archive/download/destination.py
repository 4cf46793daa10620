"""The file that an account is saved to: whole at any instant, and written by one process only."""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import (
    ArchiveError,
    DamagedError,
    NotAnArchiveError,
    OtherAccountError,
    moved_error,
    raise_if_system,
)
from seq_tui.archive.file.open_writable import FILE_MODE
from seq_tui.archive.file.sqlite_files import (
    add_suffix,
    database_files,
    may_be_database,
    move_database,
    read_file_id,
)
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import SourceError
from seq_tui.domain.system_failure import where_supported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.archive.file.sqlite_files import FileId

_WRITE_BITS = 0o222
"""The write permissions in a file's mode, which root does not need."""

_LONGEST_SUFFIX = ".partial-journal"
"""The longest that is always appended to the name of an archive."""

SAVE_ELSEWHERE = "Save to another file; this one stays as it is."


@dataclass(frozen=True, slots=True)
class SetAside:
    """A partial archive that was in the way."""

    path: Path
    """Where it is now."""

    reason: str
    """What is wrong with it, as the rest of a sentence: ``was damaged``."""


class Destination:
    """``FILE``, and beside it ``FILE.partial``, which is renamed to ``FILE`` once it is finished.

    Args:
        path: where the archive is to be. If it is a symbolic link, its target is written.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self.partial = add_suffix(self.path, ".partial")
        self.copy = add_suffix(self.path, ".texts")
        """Where the texts of templates are changed."""

        self._lock_path = add_suffix(self.path, ".lock")
        self._partial_id: FileId = None
        """Which file was opened as the partial archive: its path may lead to another one later."""

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other processes from saving to this file; the end of the process releases the lock.

        Raises:
            ArchiveError: another process holds the lock, the folder cannot be written, or the name
                is too long.
        """
        with translate_os_errors(self.path):
            self._check_name()
            descriptor = self._acquire_lock()
        try:
            yield
        finally:
            with translate_os_errors(self.path):
                self._lock_path.unlink(missing_ok=True)
            os.close(descriptor)

    def open_existing(self, host: str) -> Archive | None:
        """Open the archive that is there, if any; the caller closes it.

        Raises:
            ArchiveError: it is read-only, damaged, holds another account, or is no archive at all.
        """
        if self.path.is_dir():
            raise ArchiveError(f"{self.path} cannot be written: it is a folder")
        if not os.path.lexists(self.path):
            return None
        archive = self._open_verified()
        with ExitStack() as stack:
            stack.callback(archive.close)
            self.refuse_read_only()
            stack.pop_all()
        if archive.metadata.host == host:
            return archive
        other = archive.metadata.host
        archive.close()
        raise ArchiveError(
            f"{self.path} holds another account, that of {other}", "Choose another file."
        )

    def refuse_read_only(self) -> None:
        """Check that the existing file may be replaced, for which a rename does not ask.

        Raises:
            ArchiveError: its owner made it read-only.
        """
        if not self.path.stat().st_mode & _WRITE_BITS:
            raise ArchiveError(f"{self.path} cannot be written: it is read-only")

    def open_partial(self, host: str) -> tuple[ArchiveWriter, SetAside | None]:
        """Open or create the partial archive.

        One that an earlier run left damaged, or of another account, is set aside first.

        Raises:
            ArchiveError: it cannot be written, or has a newer version.
        """
        try:
            return self._open_writer(host), None
        except (DamagedError, NotAnArchiveError):
            aside = self._set_aside(".damaged", "was damaged")
        except OtherAccountError:
            aside = self.set_other_account_aside()
        return self._open_writer(host), aside

    def set_other_account_aside(self) -> SetAside:
        """Move the partial archive, which must be closed, out of the way of the account's own.

        Raises:
            ArchiveError: it cannot be moved.
        """
        return self._set_aside(".other", "was begun with another account")

    def is_partial_in_place(self) -> bool:
        """Whether the partial archive that was opened last is still at its path."""
        return self._partial_id is not None and read_file_id(self.partial) == self._partial_id

    def discard_partial(self) -> None:
        """Delete the partial archive, which must be closed.

        Raises:
            ArchiveError: it cannot be deleted.
        """
        with translate_os_errors(self.path):
            for path in database_files(self.partial):
                path.unlink(missing_ok=True)

    def publish(self, archive: ArchiveWriter) -> None:
        """Finish the partial archive, verify it, and rename it to its final name.

        Raises:
            ArchiveError: it is damaged, or cannot be renamed; then the existing file is unchanged.
        """
        if not self.is_partial_in_place():
            raise moved_error(self.partial)
        rows = archive.row_count
        with translate_os_errors(self.path):
            archive.finish()
        written = Archive.open(self.partial)
        try:
            written.require_intact()
            if written.row_count != rows:
                raise DamagedError(self.partial, f"{rows} items were put into it")
        finally:
            written.close()
        self.rename(self.partial)
        self.discard_copy()

    def discard_copy(self) -> None:
        """Delete the copy that a killed process left; the caller holds the lock.

        Anything else that somebody gave this name stays.

        Raises:
            ArchiveError: it cannot be deleted.
        """
        with translate_os_errors(self.path):
            for path in database_files(self.copy) if may_be_database(self.copy) else ():
                path.unlink(missing_ok=True)

    def rename(self, path: Path) -> None:
        """Rename a finished archive beside the final name to it.

        Raises:
            ArchiveError: it cannot be renamed; then the existing file is unchanged.
        """
        with translate_os_errors(self.path):
            path.replace(self.path)
        # Otherwise a power failure could undo the renaming; not every system can flush a folder.
        with suppress(OSError):
            descriptor = os.open(self.path.parent, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def _open_verified(self) -> Archive:
        """Open the archive that is there, and read every page of it."""
        try:
            archive = Archive.open(self.path)
            with ExitStack() as stack:
                stack.callback(archive.close)
                archive.require_intact()
                stack.pop_all()
        except (DamagedError, NotAnArchiveError) as error:
            raise ArchiveError(error.failure.message, SAVE_ELSEWHERE) from None
        return archive

    def _set_aside(self, suffix: str, reason: str) -> SetAside:
        """Move the partial archive: it is not deleted, since no other file may hold its content."""
        with translate_os_errors(self.path):
            target = _first_free(add_suffix(self.partial, suffix))
            move_database(self.partial, target)
        return SetAside(target, reason)

    def _open_writer(self, host: str) -> ArchiveWriter:
        is_new = not self.partial.exists()
        try:
            archive = ArchiveWriter.open_or_create(self.partial, host)
        except SourceError:
            if is_new:
                self.discard_partial()
            raise
        self._partial_id = read_file_id(self.partial)
        if not is_new:
            try:
                archive.require_intact()
            except ArchiveError:
                archive.close()
                raise
        return archive

    def _check_name(self) -> None:
        """Check that the files beside the archive can have their names, before any is made."""
        longest = os.pathconf(self.path.parent, "PC_NAME_MAX")
        limit = longest - len(_LONGEST_SUFFIX)
        # Some file systems have no limit, or do not tell it.
        if longest > 0 and len(os.fsencode(self.path.name)) > limit:
            raise ArchiveError(_too_long(self.path), f"Choose a name of at most {limit} bytes.")

    def _acquire_lock(self) -> int:
        """A descriptor that holds the lock, and whose file is the one at the lock's path."""
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        while True:
            descriptor = os.open(self._lock_path, flags, FILE_MODE)
            try:
                # Without locks, only SQLite keeps two processes apart.
                with where_supported():
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if self._is_lock_file(descriptor):
                    return descriptor
            except BlockingIOError:
                os.close(descriptor)
                raise ArchiveError(
                    f"{self.path} is being saved by another seq-tui", "Wait until it is done."
                ) from None
            except OSError:
                os.close(descriptor)
                self._lock_path.unlink(missing_ok=True)
                raise
            # The previous holder has just finished, and deleted this file.
            os.close(descriptor)

    def _is_lock_file(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self._lock_path.stat())
        except FileNotFoundError:
            return False


@contextmanager
def translate_os_errors(path: Path) -> Iterator[None]:
    """Raise any `OSError` of this block as an `ArchiveError` that says `path` cannot be written."""
    try:
        yield
    except FileNotFoundError:
        message = f"{path} cannot be written: there is no folder {path.parent}"
        raise ArchiveError(message, "Create it first.") from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise ArchiveError(_too_long(path), "Choose a shorter name.") from None
        raise_if_system(error)
        raise ArchiveError(f"{path} cannot be written: {error.strerror}") from None


def _too_long(path: Path) -> str:
    return f"{path} cannot be written: its name is too long"


def _first_free(path: Path) -> Path:
    """The path, or else the path with the lowest number appended at which no file is yet."""
    numbered = (add_suffix(path, f".{number}") for number in count(2))
    return next(
        each
        for each in chain([path], numbered)
        if not any(map(os.path.lexists, database_files(each)))
    )
