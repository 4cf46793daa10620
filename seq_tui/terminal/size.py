"""The size of the terminal."""

from __future__ import annotations

import os
from contextlib import suppress

STANDARD_FILES = (2, 1, 0)
"""Standard error first, where the screen is drawn."""

DEFAULT_SIZE = (80, 25)
"""Columns and rows of a terminal that reports none."""


def terminal_size() -> tuple[int, int]:
    """Columns and rows: those that the terminal has, or else those that the environment names.

    A shell that exports ``COLUMNS`` and ``LINES`` exports what its terminal had then.
    """
    for number in STANDARD_FILES:
        with suppress(OSError):  # it may be no terminal
            columns, rows = os.get_terminal_size(number)
            if columns > 0 < rows:
                return columns, rows
    # Slow to import, and seldom needed.
    from shutil import get_terminal_size

    columns, rows = get_terminal_size(DEFAULT_SIZE)
    return (columns, rows) if columns > 0 < rows else DEFAULT_SIZE
