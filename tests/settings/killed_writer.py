"""Kill a process that writes the state of the screen over and over, at random instants.

``python -m tests.settings.killed_writer`` does so 200 times, and prints what was found.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from seq_tui.settings.state import DamagedStateError, read_state
from seq_tui.ui.saved_view import parse_view

LONGEST = 0.02
"""Seconds of writing before the kill, at most."""

_WRITE = """\
import sys
from pathlib import Path
from seq_tui.settings.state import write_state
from seq_tui.ui.saved_view import SavedView
path, row = Path(sys.argv[1]), 0
while True:
    row += 1
    write_state(path, SavedView(row=row, search="x" * (row % 200)).to_values())
    if row == 1:
        print(flush=True)
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What there was after the kills."""

    damaged: int
    """Files that could not be read, or held something else than was written."""

    drafts: int
    """Kills in the middle of writing, which left a draft."""

    runs: int


def kills(folder: Path, runs: int, seed: int) -> Found:
    """Kill that many writers."""
    random, damaged, drafts = Random(seed), 0, 0
    path = folder / "state"
    for _ in range(runs):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITE, str(path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(random.uniform(0, LONGEST))
            writer.kill()
        left = list(folder.glob(".*.draft"))
        drafts += bool(left)
        for draft in left:
            draft.unlink()
        try:
            view = parse_view(read_state(path) or {})
            damaged += len(view.search) != view.row % 200 or not view.row
        except (DamagedStateError, ValueError):
            damaged += 1
    return Found(damaged, drafts, runs)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        sys.stdout.write(f"{kills(Path(temporary), runs=200, seed=1)}\n")
