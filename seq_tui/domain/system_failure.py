"""What this system or this Python lacks, as failures: threads, open files, memory, modules."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from importlib.machinery import EXTENSION_SUFFIXES
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER_PYTHON = "Install seq-tui with another Python, such as one that uv brings."

WINDOWS = Failure(
    Cause.USAGE, "seq-tui runs on Linux and macOS", "On Windows, run it in WSL: wsl --install."
)

_THREADS = Failure(
    Cause.SYSTEM,
    "No thread can be started: the limit of processes and threads is reached",
    "Raise it (ulimit -u, or that of the container), or end other programs.",
)
_OPEN_FILES = Failure(
    Cause.SYSTEM, "Too many files are open in this program", "Raise the limit: ulimit -n 1024."
)
_ALL_OPEN_FILES = Failure(
    Cause.SYSTEM, "Too many files are open on this machine", "End other programs."
)
_MEMORY = Failure(
    Cause.SYSTEM,
    "No memory is left",
    "End other programs, or raise the limit (ulimit -v, or that of the container).",
)

_LIMITS = {errno.EMFILE: _OPEN_FILES, errno.ENFILE: _ALL_OPEN_FILES, errno.ENOMEM: _MEMORY}

UNSUPPORTED = frozenset(
    {
        *(errno.EPERM, errno.EINVAL, errno.ENODEV, errno.ENOSYS, errno.ENOLCK),
        *(errno.ENOTSUP, errno.EOPNOTSUPP),
    }
)
"""Errors by which file systems refuse what they do not have, such as locks or modes."""

_NO_THREAD = "can't start new thread"
"""The text of the `RuntimeError` of Python, which has no class of its own."""

_CANNOT_MAP = "failed to map segment"
"""In the text of the loader of shared libraries where memory is short."""

_NEEDED_FOR = {
    "fcntl": "locking files",
    "sqlite3": "archives, the cache, and lists of a live account",
    "ssl": "connections by https",
    "termios": "the browser",
}
"""What the modules of Python that some installations lack are needed for."""


@contextmanager
def where_supported() -> Iterator[None]:
    """Ignore the error by which a file system refuses what it does not have."""
    try:
        yield
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise


def system_failure(error: BaseException) -> Failure | None:
    """The failure to report if the system caused `error`; `None` for any other, such as a bug."""
    if isinstance(error, MemoryError):
        return _MEMORY
    if isinstance(error, RuntimeError) and str(error) == _NO_THREAD:
        return _THREADS
    if isinstance(error, OSError) and error.errno in _LIMITS:
        return _LIMITS[error.errno]
    if isinstance(error, ImportError):
        return _import_failure(error)
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else (error.__cause__,)
    causes = (system_failure(each) for each in inner if each is not None)
    return next((failure for failure in causes if failure is not None), None)


def _import_failure(error: ImportError) -> Failure | None:
    """The failure for a module that cannot be imported, unless it is our own."""
    text = str(error)
    if _CANNOT_MAP in text:
        return _MEMORY
    for number, failure in _LIMITS.items():
        if os.strerror(number) in text:
            return failure
    is_library = str(error.path or "").endswith(tuple(EXTENSION_SUFFIXES))
    if not isinstance(error, ModuleNotFoundError) and not is_library:
        return None
    name = (error.name or "").partition(".")[0]
    if name in sys.stdlib_module_names:
        name = name.removeprefix("_")
        purpose = f", which is needed for {_NEEDED_FOR[name]}" if name in _NEEDED_FOR else ""
        return Failure(Cause.USAGE, f"This Python lacks its module {name}{purpose}", OTHER_PYTHON)
    if name in ("", "seq_tui"):
        return None
    return Failure(Cause.USAGE, f"The package {name} is not installed", "Install seq-tui again.")
