"""New files that are whole or absent, readable by their owner only, and never outside a folder."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from seq_tui.cli.targets import Write

FILE_MODE = 0o600
FOLDER_MODE = 0o700
"""What an account holds is its owner's business, whatever the process's umask lets through."""


class Folder:
    """A folder that is open, and in which files are replaced one at a time.

    Files are reached through the open folder, so none is ever written elsewhere, even if the path
    means another folder by now.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @contextmanager
    def new_file(self, name: str) -> Iterator[Write]:
        """The file `name`, at the end of the block: whole, or what was there before.

        It is written beside its place, synchronised with the disk, then moved there at once.

        Raises:
            SourceError: it cannot be written, or a folder, a link or a device has its name.
        """
        path = self.path / name
        self._require_replaceable(path)
        beside = f".seq-tui-{secrets.token_hex(8)}.part"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with _told(path):
            file = os.open(beside, flags, FILE_MODE, dir_fd=self._descriptor)
        try:
            yield partial(_write, file, path)
            with _told(path):
                os.fsync(file)
                os.replace(beside, name, src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)
        finally:
            os.close(file)
            # What has been moved to its place is not there any more.
            with suppress(OSError):
                os.unlink(beside, dir_fd=self._descriptor)

    def synchronise(self) -> None:
        """Put the names of the new files on the disk as well."""
        # Some file systems know no such thing; the files themselves are safe.
        with suppress(OSError):
            os.fsync(self._descriptor)

    def _require_replaceable(self, path: Path) -> None:
        with _told(path):
            try:
                found = os.stat(path.name, dir_fd=self._descriptor, follow_symlinks=False)
            except FileNotFoundError:
                return
        if stat.S_ISLNK(found.st_mode):
            raise _failed(path, "it is a symbolic link, which is not followed")
        if not stat.S_ISREG(found.st_mode):
            is_folder = stat.S_ISDIR(found.st_mode)
            raise _failed(path, "it is a folder" if is_folder else "it is not a file")


@contextmanager
def folder(path: Path, *, is_new: bool = False) -> Iterator[Folder]:
    """The folder `path`, made if it `is_new`; its files are on the disk at the end of the block.

    Raises:
        SourceError: there is no such folder, or it cannot be opened or made.
    """
    with _told(path):
        if is_new and not path.is_dir():
            path.mkdir(FOLDER_MODE)
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        opened = Folder(path, descriptor)
        yield opened
        opened.synchronise()
    finally:
        os.close(descriptor)


def _write(file: int, path: Path, piece: bytes) -> None:
    """Write all of the piece, which the system may take in parts."""
    rest = memoryview(piece)
    with _told(path):
        while rest:
            rest = rest[os.write(file, rest) :]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system says about the path, as the failure of a source."""
    try:
        yield
    except OSError as error:
        raise _failed(path, error.strerror or type(error).__name__) from None


def _failed(path: Path, reason: str) -> SourceError:
    return SourceError(Failure(Cause.FILE, f"{path} cannot be written: {reason}"))
