"""``python -m seq_tui``: the same as the command ``seq-tui``."""

from __future__ import annotations

import sys

from seq_tui.cli.entry import main

if __name__ == "__main__":
    sys.exit(main())
