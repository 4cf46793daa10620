"""Documents as files, with portable names and atomic writes."""

from __future__ import annotations

import errno
import os
import stat
import sys
import unicodedata
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.system_failure import system_failure, where_supported
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from tempfile import _TemporaryFileWrapper

    from seq_tui.domain.sequence import Sequence

MAX_NAME = 100
"""Maximum bytes of a name; below every file system's limit, so that a copy can append to it."""

FOLDER_MODE = 0o700
"""Account data is private to its owner, regardless of the umask."""

ABANDONED_AFTER = 24 * 3600
"""Seconds after which an unlocked hidden file counts as abandoned by a killed process."""

_HIDDEN_PREFIX, _HIDDEN_SUFFIX = ".seq-tui-", ".partial"
"""The names of hidden files begin and end with these."""


class WriteError(SourceError):
    """A file cannot be written; an existing file of that name is unchanged."""

    def __init__(self, path: Path, reason: str, advice: str = "") -> None:
        super().__init__(Failure(Cause.FILE, f"{path} cannot be written: {reason}.", advice))
        self.path = path


class AlreadyExistsError(WriteError):
    """The file exists, and the caller does not allow replacing it."""


class NoFolderError(WriteError):
    """The folder of the file does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"there is no folder {path.parent}", "Make it first.")


def file_name(sequence: Sequence, suffix: str) -> str:
    """Return a file name for a sequence, such as ``21132-winback-90.md``.

    It begins with the id, or with ``sequence`` if there is none, so never with ``-`` or ``.`` and
    never with the name of a Windows device. The words of the sequence's name follow in lower case,
    in any script, without characters that the file system cannot encode. The whole is at most
    `MAX_NAME` bytes and has no path separator.

    Args:
        sequence: its name may have any length and any characters.
        suffix: with its dot.
    """
    encoding = sys.getfilesystemencoding()
    number = "" if sequence.id is None else str(sequence.id)
    first = number if number.isdigit() else f"sequence{number}"
    words = unicodedata.normalize("NFKC", (sequence.name or "")[:MAX_NAME]).lower()
    slug = "-".join([first, *"".join(map(_slug_character, words)).split()])
    encoded = slug.encode(encoding, "ignore")[: MAX_NAME - len(suffix)]
    return encoded.decode(encoding, "ignore").rstrip("-") + suffix


def is_folder(path: Path) -> bool:
    """Return whether `path` is a folder; other errors are reported by the write that follows."""
    try:
        return path.is_dir()
    except OSError:
        return False


def make_folder(path: Path) -> None:
    """Create the folder `path`, private to its owner, unless it exists.

    Raises:
        WriteError: it cannot be created.
    """
    if is_folder(path):
        return
    with translate_errors(path):
        try:
            path.mkdir(FOLDER_MODE)
        except FileExistsError:
            raise WriteError(path, "it is not a folder") from None


@contextmanager
def atomic_write(path: Path, *, replace: bool = False) -> Iterator[Callable[[bytes], None]]:
    """Write the file at `path` when the block ends; change nothing if the block fails.

    The pieces go to a hidden file in the same folder, which is synced to disk and then renamed. A
    reader sees either the old contents or the new ones at any time, even after a loss of power.
    The file is private to its owner (0600), regardless of the umask.

    Args:
        path: in an existing folder. Links are not followed, and only an ordinary file is replaced.
        replace: whether an existing file may be replaced.

    Yields:
        A function that writes the next piece.

    Raises:
        AlreadyExistsError: the file exists and may not be replaced.
        WriteError: the file cannot be written; the message is for the user.
    """
    with ExitStack() as stack:
        with translate_errors(path):
            check_target(path, replace=replace)
            file = stack.enter_context(_temporary_file(path.parent))

        def write(piece: bytes) -> None:
            with translate_errors(path):
                remaining = memoryview(piece)
                while remaining:
                    remaining = remaining[file.write(remaining) :]

        yield write
        with translate_errors(path):
            with where_supported():
                os.fsync(file.fileno())
            check_target(path, replace=replace)
            Path(file.name).rename(path)
        _sync_folder(path.parent)


def remove_abandoned(folder: Path, now: float) -> None:
    """Remove the hidden files that killed processes left in a folder, where permitted.

    Args:
        folder: may be missing.
        now: seconds since 1970.
    """
    for path in folder.glob(f"{_HIDDEN_PREFIX}*{_HIDDEN_SUFFIX}") if is_folder(folder) else ():
        # A file that cannot be removed does no harm.
        with suppress(ImportError, OSError):
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                status = os.fstat(descriptor)
                _lock(descriptor)
                if stat.S_ISREG(status.st_mode) and status.st_mtime < now - ABANDONED_AFTER:
                    path.unlink()
            finally:
                os.close(descriptor)


@contextmanager
def _temporary_file(folder: Path) -> Iterator[_TemporaryFileWrapper[bytes]]:
    """Create a hidden file that is deleted at the end of the block, unless it was renamed.

    It is unbuffered: otherwise a full disk would raise in a write and again on close.
    """
    with NamedTemporaryFile(
        buffering=0, dir=folder, prefix=_HIDDEN_PREFIX, suffix=_HIDDEN_SUFFIX, delete=False
    ) as file:
        try:
            # The lock lasts as long as the process. Some network file systems have no locks; there
            # only the age shows that a file is abandoned.
            with suppress(ImportError, OSError):
                _lock(file.fileno())
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def _lock(descriptor: int) -> None:
    """Lock a file until it is closed.

    Raises:
        OSError: another process holds the lock, or the file system has none.
        ImportError: Python has none.
    """
    import fcntl  # some installations of Python lack it

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Turn the system's errors about `path` into `WriteError` with a message for the user."""
    try:
        yield
    except FileNotFoundError:
        raise NoFolderError(path) from None
    except OSError as error:
        if (failure := system_failure(error)) is not None:
            raise SourceError(failure) from None
        reason = os.strerror(error.errno or errno.EIO)
        raise WriteError(path, reason[:1].lower() + reason[1:]) from None
    except ValueError:
        # The path has a NUL, or a character that the file system cannot encode.
        raise WriteError(path, "no file can have that name") from None


def check_target(path: Path, *, replace: bool) -> None:
    """Raise `WriteError` unless a file may be written at `path`."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise WriteError(path, "it is a folder")
    if stat.S_ISLNK(mode):
        raise WriteError(path, "it is a link", "Name the file that it leads to.")
    if not stat.S_ISREG(mode):
        raise WriteError(path, "it is not an ordinary file")
    if not replace:
        raise AlreadyExistsError(path, "there is a file of that name")


def _sync_folder(folder: Path) -> None:
    """Sync a folder, so that a new name survives a loss of power, where the system supports it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _slug_character(character: str) -> str:
    """Return letters, combining marks and digits unchanged, and a space for anything else."""
    is_word = unicodedata.category(character)[0] in "LMN" and sanitize(character) == character
    return character if is_word else " "
