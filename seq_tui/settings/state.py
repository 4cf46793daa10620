"""What is remembered between two runs: small files of JSON."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

from seq_tui.settings.folders import state_folder
from seq_tui.settings.private_file import replace_private

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_BYTES = 16_384
"""The largest file that is read or written."""

MAX_NAME_CHARS = 60
"""Longest part of a file's name that comes from the name of an account."""

DIGEST_DIGITS = 16
"""Hexadecimal digits that distinguish accounts of one name."""

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")


class DamagedStateError(Exception):
    """A file is there, and cannot be used."""


def state_path(name: str, mark: str = "") -> Path:
    """The file of an account, existing or not.

    Args:
        name: what a person calls the account; a part of the file's name.
        mark: distinguishes it from others of that name; empty if there is only one.
    """
    readable = _UNSAFE.sub("_", name)[:MAX_NAME_CHARS]
    return state_folder() / (f"{readable}-{mark}" if mark else readable)


def path_mark(path: str) -> str:
    """What distinguishes a file from others of its name.

    A checksum, as a path is not secret: a digest takes 3 ms to import (measured).
    """
    from zlib import crc32

    return f"{crc32(os.fsencode(path)):08x}"


def secret_mark(name: str, account: str) -> str:
    """What distinguishes an account from others of its name, and does not reveal it."""
    # Imported late: the demo account and archives do without it.
    from hashlib import sha256

    digest = sha256(f"{name}\0{account}".encode(errors="surrogatepass")).hexdigest()
    return digest[:DIGEST_DIGITS]


def read_state(path: Path) -> Mapping[str, object] | None:
    """The values of a file; `None` if there is none.

    Raises:
        DamagedStateError: it is no JSON object, too large, or no plain file of ours.
    """
    try:
        # A pipe must not block.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DamagedStateError(error.strerror) from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
        os.close(descriptor)
        raise DamagedStateError("it is not a file of yours")
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise DamagedStateError("it is too large")
    # Imported only if there is a file.
    import json

    try:
        values = json.loads(data)
    except (RecursionError, ValueError):
        raise DamagedStateError("it is no JSON") from None
    if not isinstance(values, dict):
        raise DamagedStateError("it is no JSON object")
    return values


def write_state(path: Path, values: Mapping[str, object]) -> None:
    """Replace the values of a file, without waiting for the disk (measured: 5.4 of 5.7 ms).

    Raises:
        SourceError: it cannot be written.
    """
    import json

    replace_private(path, json.dumps(values).encode(), is_synced=False)
