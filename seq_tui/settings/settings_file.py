"""One file of settings, read so that no file can block or slow down the start."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.settings.private_file import is_ours, others_may_read

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 64 * 1024
"""The largest file that is read."""

MAX_LINE = 1000
"""The longest line that is read: Python's parser takes the square of the dots in a key (measured:
26 s for one of 64 kB)."""

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
"""Where Python's parser says that a mistake is."""


class Problem(NamedTuple):
    """Something that is wrong with the settings."""

    place: str
    """The file as it was named, or the environment variable, or the option."""

    line: int | None
    key: str
    """The dotted name of the setting; empty for the whole file."""

    message: str

    def __str__(self) -> str:
        place = self.place if self.line is None else f"{self.place}:{self.line}"
        return ": ".join(part for part in (place, self.key, self.message) if part)


class SettingsError(Exception):
    """A file cannot be used; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class SettingsFile(NamedTuple):
    """A file that is TOML; whether its settings are right is another question."""

    path: Path
    text: str
    table: Mapping[str, object]
    is_private: bool
    """Whether no other user can read it."""

    is_ours: bool
    """Whether it belongs to us or to root."""

    def __repr__(self) -> str:
        """The path: the content may be secret."""
        return f"SettingsFile({str(self.path)!r})"


def read_file(path: Path) -> SettingsFile | None:
    """Read a file; `None` if there is none that can be reached, or if it is the null device.

    A service may have no home, or that of another user.

    Raises:
        SettingsError: it is no plain file, too large, not readable, or not TOML.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return None
    except OSError as error:
        raise _error(path, f"cannot be read: {error.strerror}") from None
    except ValueError:  # a null character in the path
        raise _error(path, "is no name of a file") from None
    if _is_null(status):
        return None
    _refuse_special(path, status.st_mode)
    try:
        data, status = _read_bytes(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _error(path, f"cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise _error(path, f"is larger than {MAX_BYTES // 1024} KiB")
    text = _decoded(path, data)
    table = _parsed(path, text)
    return SettingsFile(path, text, table, not others_may_read(status), is_ours(status))


def _read_bytes(path: Path) -> tuple[bytes, os.stat_result]:
    """The content, up to one byte too many, and what the system says of the file."""
    # The file may have been replaced meanwhile.
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        _refuse_special(path, status.st_mode)
        return file.read(MAX_BYTES + 1), status


def _is_null(status: os.stat_result) -> bool:
    """Whether it is the null device."""
    return os.path.samestat(status, Path(os.devnull).stat())


def _refuse_special(path: Path, mode: int) -> None:
    """Refuse what is not a plain file: a pipe may block the reader, a device may act."""
    if stat.S_ISDIR(mode):
        raise _error(path, "is a folder, not a file")
    if not stat.S_ISREG(mode):
        raise _error(path, "is a pipe or a device, not a file")


def _decoded(path: Path, data: bytes) -> str:
    try:
        # Editors of Windows begin a file with a mark.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _error(path, "is not UTF-8 text", line) from None
    lines = text.split("\n")
    if (longest := max(lines, key=len)) and len(longest) > MAX_LINE:
        message = f"has a line of more than {MAX_LINE:,} characters"
        raise _error(path, message, lines.index(longest) + 1)
    return text


def _parsed(path: Path, text: str) -> Mapping[str, object]:
    # Imported only if there is a file.
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise _error(path, "has too many brackets inside each other") from None
    except ValueError as error:
        message = str(error)
        # A number of thousands of digits is refused by Python, with no place.
        place = _PLACE.search(message)
        line = int(place[1] or text.count("\n") + 1) if place else None
        column = f", column {place[2]}" if place and place[2] else ""
        reason = f"{message[: place.start()] if place else message}{column}"
        raise _error(path, f"is not TOML: {reason}", line) from None


def _error(path: Path, message: str, line: int | None = None) -> SettingsError:
    return SettingsError(Problem(str(path), line, "", message))
