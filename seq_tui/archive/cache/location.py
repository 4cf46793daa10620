"""The file that caches the pages of one account."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.archive.file.file_system import make_private
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.system_failure import system_failure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOLDER_MODE = 0o700
"""Only the owner may enter the folder of all caches."""

FINGERPRINT_DIGITS = 16
"""Hexadecimal digits that distinguish the accounts of one host without revealing the token."""

MAX_HOST_CHARS = 100
"""Longest part of a file name that comes from the host."""

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")


def fingerprint(base_url: str, identity: str) -> str:
    """Identifies an account without revealing what distinguishes it: a token, or a profile."""
    # An address from the command line may hold a byte that is no text; it is refused later.
    account = f"{base_url.strip()}\0{identity}".encode(errors="surrogatepass")
    return sha256(account).hexdigest()[:FINGERPRINT_DIGITS]


class CacheLocation(NamedTuple):
    """Where the cache of one account is; the folder is looked up only when a path is needed."""

    folder: Callable[[], Path]
    """Finds the folder of all caches; raises `SourceError` if there is none."""

    host: str
    account: str
    """The account's `fingerprint`."""

    def path(self) -> Path:
        """The file, existing or not.

        Raises:
            SourceError: there is no folder for caches.
        """
        return self.folder() / f"{_UNSAFE.sub('_', self.host)[:MAX_HOST_CHARS]}-{self.account}.seq"

    def path_in_private_folder(self) -> Path:
        """The file, existing or not, in a folder that exists and that only its owner can enter.

        Raises:
            SourceError: the folder cannot be created or used.
        """
        path = self.path()
        folder = path.parent
        try:
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            make_private(folder, FOLDER_MODE)
        except OSError as error:
            if (failure := system_failure(error)) is not None:
                raise SourceError(failure) from None
            message = f"{folder} cannot be created or used: {error.strerror}"
            raise SourceError(Failure(Cause.FILE, message)) from None
        return path

    def existing_path(self) -> Path:
        """The file, which exists.

        Raises:
            SourceError: it does not.
        """
        path = self.path()
        if not path.exists():
            message = f"No pages of {self.host} are cached for this user and account"
            raise SourceError(
                Failure(Cause.OFFLINE, message, "Browse the account once without --offline.")
            )
        return path
