"""Standard output as data that is whole or absent, standard error as narration."""

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
"""Cells in a line where there is no terminal to ask."""

ERASE_LINE = "\r\x1b[K"
"""Goes to the beginning of the terminal's line, and empties it."""

NO_ROOM = frozenset({EDQUOT, EFBIG, EIO, ENOSPC})
"""Errors of writing that tell of the place written to, and never of a bug."""


def write(data: bytes) -> None:
    """Write `data` to standard output, now.

    Raises:
        SourceError: it cannot be written, as on a full disk.
        click.exceptions.Exit: the reader has gone, having seen enough; the exit code is 0.
    """
    if sys.stdout is None:
        raise SourceError(Failure(Cause.FILE, "Standard output is closed"))
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _abandon(sys.stdout)
        raise click.exceptions.Exit(0) from None
    except OSError as error:
        raise unwritable(error) from None


def unwritable(error: OSError) -> SourceError:
    """What a failed write to standard output is to the user; nothing more is written there."""
    _abandon(sys.stdout)
    return SourceError(Failure(Cause.FILE, f"The output cannot be written: {error.strerror}"))


def encoded(lines: list[str]) -> bytes:
    """Lines of text for standard output, the first one in bold on a terminal.

    A character that the encoding of standard output lacks becomes a question mark.
    """
    if lines and is_styled():
        lines = [click.style(lines[0], bold=True), *lines[1:]]
    return "".join(f"{line}\n" for line in lines).encode(encoding(), errors="replace")


def note(text: str) -> None:
    """Say one line on standard error, in place of what `note_in_place` said there."""
    erasure = ERASE_LINE if can_narrate_in_place() else ""
    narrate(f"{erasure}seq-tui: {sanitize(' '.join(text.split()))}\n")


def note_in_place(text: str) -> None:
    """Say `text` on a line of the terminal that the next one is written over."""
    narrate(f"{ERASE_LINE}{text and f'seq-tui: {text}'}\r")


def narrate(text: str) -> None:
    """Write `text` to standard error, now; one that takes nothing changes nothing else."""
    try:
        click.echo(text, err=True, nl=False, color=True)
    except OSError:
        # There is nowhere left to say so. The exit code stays what it would have been.
        _abandon(sys.stderr)


def can_narrate_in_place() -> bool:
    """Whether standard error is a terminal that can take a line back."""
    is_looked_at = sys.stderr is not None and sys.stderr.isatty()
    return is_looked_at and os.environ.get("TERM", "dumb") != "dumb"


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def is_styled() -> bool:
    """Whether standard output is a terminal that may be told how to draw.

    Nothing is drawn with ``NO_COLOR`` set to anything but the empty text (no-color.org).
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb"
    return is_terminal() and not plain


def width() -> int:
    """Cells in a line of the terminal, or `PIPE_WIDTH` where there is none."""
    columns = os.get_terminal_size(sys.stdout.fileno()).columns if is_terminal() else 0
    return columns or PIPE_WIDTH


def encoding() -> str:
    """The encoding of standard output, as Python names it."""
    return (sys.stdout and sys.stdout.encoding) or "utf-8"


def _abandon(stream: TextIO) -> None:
    """Send to nowhere what is still to be written, which Python would try once more at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
