"""Documents as files: a name that is safe everywhere, and contents that are whole or not there."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import sys
import unicodedata
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from tempfile import _TemporaryFileWrapper

    from seq_tui.domain.sequence import Sequence

MAX_NAME = 100
"""Most bytes of a name: fewer than any file system takes, so that a copy may add to it."""

FOLDER_MODE = 0o700
"""What an account holds is its owner's business, whatever the umask says."""


LEFT_AFTER = 24 * 3600
"""Seconds after which a hidden file that nobody holds is one that a killed process left."""

_BEGIN, _END = ".seq-tui-", ".partial"
"""How the names of hidden files begin and end."""


class WriteError(SourceError):
    """A file was not written, and what stood in its place stands there still."""

    def __init__(self, path: Path, reason: str, advice: str = "") -> None:
        super().__init__(Failure(Cause.FILE, f"{path} cannot be written: {reason}.", advice))
        self.path = path


class AlreadyThereError(WriteError):
    """There is a file of that name, which was to be kept."""


def file_name(sequence: Sequence, suffix: str) -> str:
    """A name for a document about a sequence, such as ``21132-winback-90.md``.

    It begins with the id, or with ``sequence`` where there is none: never with ``-`` or ``.``, and
    never like a device of Windows. The words of the name follow, in lower case and in any script,
    as far as the file system can spell them: `MAX_NAME` bytes in all, and no separator.

    Args:
        sequence: its name may be of any length and hold anything.
        suffix: with its dot.
    """
    encoding = sys.getfilesystemencoding()
    number = "" if sequence.id is None else str(sequence.id)
    first = number if number.isdigit() else f"sequence{number}"
    words = unicodedata.normalize("NFKC", (sequence.name or "")[:MAX_NAME]).lower()
    slug = "-".join([first, *"".join(map(_letter, words)).split()])
    spelled = slug.encode(encoding, "ignore")[: MAX_NAME - len(suffix)]
    return spelled.decode(encoding, "ignore").rstrip("-") + suffix


def is_folder(path: Path) -> bool:
    """Whether there is a folder; what else is wrong with a path is told when it is written to."""
    try:
        return path.is_dir()
    except OSError:
        return False


def make_folder(path: Path) -> None:
    """A folder at `path`, for its owner only, unless there is one.

    Raises:
        WriteError: it cannot be made.
    """
    if is_folder(path):
        return
    with translate_errors(path):
        try:
            path.mkdir(FOLDER_MODE)
        except FileExistsError:
            raise WriteError(path, "it is not a folder") from None


@contextmanager
def whole_file(path: Path, *, replace: bool = False) -> Iterator[Callable[[bytes], None]]:
    """The file at `path` at the end of the block, on the disk; nothing of it if the block fails.

    What is written gathers in a hidden file beside it, which then takes its name in one step:
    whoever looks, at any time and also after a loss of power, finds the old contents or the new
    ones. The file is for its owner only (0600), whatever the umask says.

    Args:
        path: in a folder that is there. No link is followed, and nothing but an ordinary file is
            replaced.
        replace: whether a file that is there already may be lost.

    Yields:
        What writes the next piece.

    Raises:
        AlreadyThereError: there is a file, which may not be lost.
        WriteError: the file cannot be written, for a reason in words for the user.
    """
    with ExitStack() as stack:
        with translate_errors(path):
            _check(path, replace=replace)
            file = stack.enter_context(_file_in(path.parent))

        def write(piece: bytes) -> None:
            with translate_errors(path):
                rest = memoryview(piece)
                while rest:
                    rest = rest[file.write(rest) :]

        yield write
        with translate_errors(path):
            os.fsync(file.fileno())
            _check(path, replace=replace)
            Path(file.name).rename(path)
        _keep_names_of(path.parent)


def remove_left(folder: Path, now: float) -> None:
    """Remove the hidden files that killed processes left in a folder, as far as that is allowed.

    Args:
        folder: which may be missing.
        now: seconds since 1970.
    """
    for path in folder.glob(f"{_BEGIN}*{_END}") if is_folder(folder) else ():
        # What cannot be removed is in nobody's way.
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                found = os.fstat(descriptor)
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if stat.S_ISREG(found.st_mode) and found.st_mtime < now - LEFT_AFTER:
                    path.unlink()
            finally:
                os.close(descriptor)


@contextmanager
def _file_in(folder: Path) -> Iterator[_TemporaryFileWrapper[bytes]]:
    """A new hidden file, which is gone at the end of the block unless it got another name.

    It is not buffered, so that a full disk shows in a write and not once more when it is closed.
    """
    with NamedTemporaryFile(
        buffering=0, dir=folder, prefix=_BEGIN, suffix=_END, delete=False
    ) as file:
        try:
            # As long as the process lives: without it, as on some networks, age alone must tell.
            with suppress(OSError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """A block in which what the system says about `path` is said to the user."""
    try:
        yield
    except FileNotFoundError:
        raise WriteError(path, f"there is no folder {path.parent}", "Make it first.") from None
    except OSError as error:
        reason = os.strerror(error.errno or errno.EIO)
        raise WriteError(path, reason[:1].lower() + reason[1:]) from None
    except ValueError:
        # A NUL, or a character that the file system's encoding lacks.
        raise WriteError(path, "no file can have that name") from None


def _check(path: Path, *, replace: bool) -> None:
    """Find out whether a file may be put at `path`."""
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
        raise AlreadyThereError(path, "there is a file of that name")


def _keep_names_of(folder: Path) -> None:
    """Let a loss of power not take a new name away, where the system can promise that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _letter(character: str) -> str:
    """A letter, a mark of a letter or a digit as it is; anything else parts two words."""
    is_kept = unicodedata.category(character)[0] in "LMN" and sanitize(character) == character
    return character if is_kept else " "
