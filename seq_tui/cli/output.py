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
    from collections.abc import Iterable
    from typing import TextIO

PIPE_WIDTH = 80
"""Cells in a line of running text if standard output is not a terminal."""

QUIET = "seq_tui.quiet"
"""The key in `click.Context.meta`, which all contexts of a run share, that silences narration."""

WIDTH = "seq_tui.width"
"""The key of the width that an option chose, in the same place."""

MAX_WIDTH_DIGITS = 6
"""Most digits of a width that are read."""

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


def encode_document(lines: list[str]) -> bytes:
    """Encode lines of text for standard output, with the first line as a title."""
    return encode_lines(lines[:1], is_bold=True) + encode_lines(lines[1:])


def encode_lines(lines: Iterable[str], *, is_bold: bool = False) -> bytes:
    """Encode lines of text for standard output, where it has styles also in bold.

    A character that its encoding lacks becomes a question mark.
    """
    if is_bold and is_styled():
        lines = [click.style(line, bold=True) for line in lines]
    return "".join(f"{line}\n" for line in lines).encode(encoding(), errors="replace")


def is_quiet() -> bool:
    """Whether only problems are reported."""
    context = click.get_current_context(silent=True)
    return context is not None and QUIET in context.meta


def narrate(text: str) -> None:
    """Write a message that is no problem; ``--quiet`` silences it."""
    if not is_quiet():
        note(text)


def narrate_to_terminal(text: str) -> None:
    """Write a message that says the same in every run, which a log should not repeat."""
    if is_error_terminal():
        narrate(text)


def note(text: str) -> None:
    """Write a message of one line to standard error, over the text of `overwrite_line`."""
    erasure = ERASE_LINE if can_overwrite_line() else ""
    write_stderr(f"{erasure}seq-tui: {sanitize(' '.join(text.split()))}\n")


def note_lines(lines: Iterable[str]) -> None:
    """Write lines that belong to the message before them, each as it is: sanitised before."""
    write_stderr("".join(f"{line}\n" for line in lines))


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
    return is_error_terminal() and os.environ.get("TERM", "dumb") != "dumb"


def is_error_terminal() -> bool:
    """Whether standard error is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def is_styled() -> bool:
    """Whether standard output may receive styles: a terminal, or by ``CLICOLOR_FORCE``.

    ``NO_COLOR`` turns styles off unless it is empty (no-color.org). ``CLICOLOR_FORCE`` turns them
    on in a pipe unless it is empty or 0, and ``CLICOLOR=0`` turns them off (bixense.com/clicolors).
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    if os.environ.get("CLICOLOR") == "0":
        return False
    return is_terminal() and os.environ.get("TERM", "dumb") != "dumb"


def width() -> int | None:
    """Cells in a line: ``--width``, ``COLUMNS``, or those of the terminal; `None` in a pipe."""
    context = click.get_current_context(silent=True)
    if context is not None and WIDTH in context.meta:
        return int(context.meta[WIDTH])
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and (cells := int(columns[:MAX_WIDTH_DIGITS])):
        return cells
    if is_terminal():
        return os.get_terminal_size(sys.stdout.fileno()).columns or PIPE_WIDTH
    return None


def encoding() -> str:
    """Python's name for the encoding of standard output."""
    return (sys.stdout and sys.stdout.encoding) or "utf-8"


def _redirect_to_null(stream: TextIO) -> None:
    """Discard what is still buffered, which Python would try to write again when it exits."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
