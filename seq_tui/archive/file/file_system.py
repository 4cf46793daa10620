"""What the file system of an archive's folder lacks, and its name."""

from __future__ import annotations

import os
from pathlib import Path

from seq_tui.domain.system_failure import UNSUPPORTED

_MOUNTS = Path("/proc/self/mountinfo")
"""Linux's table of file systems (proc_pid_mountinfo(5)); other systems have none."""


def lack_of_file_system(folder: Path) -> str:
    """Which need of SQLite the folder's file system cannot meet; empty if none is found.

    It is tried on a file of its own: to open and close the archive would release its locks.
    """
    # Slow to import, and needed only after an error; some installations of Python lack the first.
    import fcntl
    from tempfile import NamedTemporaryFile

    lack = ""
    try:
        with NamedTemporaryFile(dir=folder, prefix=".seq-tui-", suffix=".partial") as file:
            lack = "has no locks"
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            lack = "cannot flush a file"
            os.fsync(file.fileno())
    except OSError as error:
        return lack if error.errno in UNSUPPORTED else ""
    return ""


def file_system_name(folder: Path) -> str:
    """The name of the folder's file system, such as ``nfs4``; empty where it is not known."""
    place = os.path.realpath(folder)
    try:
        mounts = [line.split() for line in _MOUNTS.read_text(errors="replace").splitlines()]
    except OSError:
        return ""
    # The mount point is the fifth field; the type follows a field with a dash. The last mount wins.
    found = {fields[4]: fields[fields.index("-") + 1] for fields in mounts}
    holders = [point for point in found if place == point or place.startswith(_as_prefix(point))]
    return found[max(holders, key=len)] if holders else ""


def _as_prefix(mount_point: str) -> str:
    return mount_point.rstrip("/") + "/"


def make_private(path: Path, mode: int) -> None:
    """Give a file or folder this mode, where its file system has modes.

    Raises:
        OSError: it is another user's, or cannot be changed for another reason.
    """
    status = path.stat()
    if status.st_mode & 0o777 == mode:
        return
    try:
        path.chmod(mode)
    except OSError as error:
        # Without modes, everything has one owner, that of the mount: also what is made now. Where
        # there are modes, a file of another user stays refused.
        if error.errno not in UNSUPPORTED or status.st_uid != _owner_of_new_files(path.parent):
            raise


def _owner_of_new_files(folder: Path) -> int:
    # Slow to import, and needed only where modes cannot be set.
    from tempfile import TemporaryFile

    with TemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_uid
