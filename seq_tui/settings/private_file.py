"""Files that only their owner may read: who may, and how one is written, whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from threading import get_native_id
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from pathlib import Path

ROOT = 0
"""The user who may read and write every file anyway."""


def is_ours(status: os.stat_result) -> bool:
    """Whether a file is not another user's, who could change what it says."""
    return status.st_uid in (ROOT, os.geteuid())


def others_may_read(status: os.stat_result) -> bool:
    """Whether other users may read or write a file, which is then no place for a token."""
    return bool(status.st_mode & 0o077)


def replace_private(path: Path, content: bytes, *, is_synced: bool = True) -> None:
    """Replace a file, in a folder of ours that is made if there is none.

    A reader finds the old content or the new one at any time, even if this process is killed. Of
    several writers, the last one wins.

    Args:
        path: the file.
        content: all of it.
        is_synced: whether to wait until the disk has it, so that it also outlives a power failure.

    Raises:
        SourceError: it cannot be written.
    """
    # No other process, and no other thread of this one, has a draft of that name.
    draft = path.with_name(f".{os.getpid()}-{get_native_id()}.draft")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.chmod(0o700)
        # A killed process may have left it.
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if is_synced:
                os.fsync(descriptor)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        message = f"{path} cannot be written: {error.strerror}"
        raise SourceError(Failure(Cause.FILE, message)) from None
