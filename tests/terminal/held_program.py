"""A program that holds its terminal for a screen that never starts.

Its argument is what it does: ``wait``, ``fail``, begin a frame (``half``), or ``draw`` more than
fits the terminal's buffer.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from tempfile import gettempdir

from seq_tui.terminal.held_terminal import STDERR, HeldTerminal

if __name__ == "__main__":
    with HeldTerminal(80, 24) as terminal:
        terminal.draw("\x1b[1;1Hready")
        if sys.argv[1] == "fail":
            raise ValueError
        if sys.argv[1] == "half":
            os.write(STDERR, b"\x1b[?2026h\x1b[2;1Hhalf")
        if sys.argv[1] == "draw":
            Path(gettempdir(), "drawing").touch()
            for _ in range(1000):
                terminal.draw("x" * 4096)
        while True:
            signal.pause()
