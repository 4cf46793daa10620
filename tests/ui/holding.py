"""A program that holds its terminal until its screen comes, which it never does.

Its argument says what happens: ``wait``, ``fail``, or ``draw`` more than a terminal holds.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from tempfile import gettempdir

from seq_tui.ui.held_terminal import HeldTerminal

if __name__ == "__main__":
    with HeldTerminal(80, 24) as terminal:
        terminal.draw("\x1b[1;1Hready")
        if sys.argv[1] == "fail":
            raise ValueError
        if sys.argv[1] == "draw":
            Path(gettempdir(), "drawing").touch()
            for _ in range(1000):
                terminal.draw("x" * 4096)
        while True:
            signal.pause()
