"""Writes data to standard output, and messages to standard error."""

from __future__ import annotations

import os
import sys
from errno import EDQUOT, EFBIG, EIO, ENOSPC
from typing import TYPE_CHECKING

import click

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from typing import TextIO

PIPE_WIDTH = 80
"""Cells in a line if standard output is not a terminal."""

ERASE_LINE = "\r\x1b[K"
"""Moves to the start of the line on the terminal, and erases the line."""

WRITE_ERRNOS = frozenset({EDQUOT, EFBIG, EIO, ENOSPC})
"""Errors of a write that are caused by the file or the disk, never by a bug."""


def write(data: bytes) -> None:
    """Write `data` to standard output, and flush it.

    Raises:
        SourceError: it cannot be written, for example on a full disk.
        click.exceptions.Exit: the reader closed the pipe, as ``head`` does; the exit code is 0.
    """
    if sys.stdout is None:
        raise SourceError(Failure(Cause.FILE, "Standard output is closed"))
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _redirect_to_null(sys.stdout)
        raise click.exceptions.Exit(0) from None
    except OSError as error:
        raise write_error(error) from None


def write_error(error: OSError) -> SourceError:
    """The error to raise after a failed write; standard output is redirected to nowhere."""
    _redirect_to_null(sys.stdout)
    return SourceError(Failure(Cause.FILE, f"The output cannot be written: {error.strerror}"))


def encode_lines(lines: list[str]) -> bytes:
    """Encode lines of text for standard output, with the first line in bold on a terminal.

    A character that its encoding lacks becomes a question mark.
    """
    if lines and is_styled():
        lines = [click.style(lines[0], bold=True), *lines[1:]]
    return "".join(f"{line}\n" for line in lines).encode(encoding(), errors="replace")


def note(text: str) -> None:
    """Write a message of one line to standard error, over the text of `overwrite_line`."""
    erasure = ERASE_LINE if can_overwrite_line() else ""
    write_stderr(f"{erasure}seq-tui: {sanitize(' '.join(text.split()))}\n")


def overwrite_line(text: str) -> None:
    """Write `text` to a line of the terminal that the next message replaces."""
    write_stderr(f"{ERASE_LINE}{text and f'seq-tui: {text}'}\r")


def write_stderr(text: str) -> None:
    """Write `text` to standard error, and ignore errors."""
    try:
        click.echo(text, err=True, nl=False, color=True)
    except OSError:
        # There is nowhere to report this; the exit code stays the same.
        _redirect_to_null(sys.stderr)


def can_overwrite_line() -> bool:
    """Whether standard error is a terminal that can erase a line."""
    is_a_terminal = sys.stderr is not None and sys.stderr.isatty()
    return is_a_terminal and os.environ.get("TERM", "dumb") != "dumb"


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def is_styled() -> bool:
    """Whether standard output is a terminal that may receive styles.

    ``NO_COLOR`` turns styles off unless it is empty (no-color.org).
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb"
    return is_terminal() and not plain


def width() -> int:
    """Cells in a line of the terminal, or `PIPE_WIDTH` without a terminal."""
    columns = os.get_terminal_size(sys.stdout.fileno()).columns if is_terminal() else 0
    return columns or PIPE_WIDTH


def encoding() -> str:
    """Python's name for the encoding of standard output."""
    return (sys.stdout and sys.stdout.encoding) or "utf-8"


def _redirect_to_null(stream: TextIO) -> None:
    """Discard what is still buffered, which Python would try to write again when it exits."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
