"""Targets that are not files to replace: standard output, open descriptors, pipes and devices.

A document goes straight into them, as with the shell's ``>``. A block device is none of them: its
contents would be lost.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.cli.buffered_output import Write

STANDARD_OUTPUT = "-"

_NAMED = {"/dev/stdout": 1, "/dev/stderr": 2}

_NUMBERED = re.compile(r"(?:/dev/fd|/proc/self/fd)/([0-9]{1,9})")
"""Paths of open descriptors. Opening such a path again would write over the start of its file."""


@dataclass(frozen=True, slots=True)
class OutputStream:
    """A stream by its path, and its open descriptor if the path names one."""

    path: str
    descriptor: int | None = None

    @property
    def name(self) -> str:
        """What a report calls it."""
        return "standard output" if self.descriptor == 1 else self.path

    @contextmanager
    def opened(self) -> Iterator[Write]:
        """Open it for the block, which for a pipe waits for a reader.

        Raises:
            WriteError: it cannot be opened or written.
            click.exceptions.Exit: the reader closed the pipe, as ``head`` does; the exit code is 0.
        """
        from seq_tui.export.files import translate_errors

        if self.descriptor == 1:
            yield output.write
            return
        with translate_errors(Path(self.path)):
            if self.descriptor is None:
                opened = os.open(self.path, os.O_WRONLY | os.O_NOCTTY | os.O_CLOEXEC)
            else:
                opened = os.dup(self.descriptor)
        try:
            yield lambda chunk: _write(self.path, opened, chunk)
        finally:
            os.close(opened)


def output_stream(target: str) -> OutputStream | None:
    """The stream that a target of ``--output`` names; `None` for a file or a folder."""
    if target == STANDARD_OUTPUT:
        return OutputStream(target, 1)
    if (descriptor := _NAMED.get(target)) is not None:
        return OutputStream(target, descriptor)
    if match := _NUMBERED.fullmatch(target):
        return OutputStream(target, int(match[1]))
    try:
        mode = Path(target).stat().st_mode
    except (OSError, ValueError):
        # The write that follows says what is wrong.
        return None
    is_stream = stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)
    return OutputStream(target) if is_stream and not target.endswith("/") else None


def _write(path: str, descriptor: int, chunk: bytes) -> None:
    from seq_tui.export.files import translate_errors

    remaining = memoryview(chunk)
    with translate_errors(Path(path)):
        try:
            while remaining:
                remaining = remaining[os.write(descriptor, remaining) :]
        except BrokenPipeError:
            raise click.exceptions.Exit(0) from None
