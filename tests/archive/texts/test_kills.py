"""A process that is killed while it changes texts loses none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_a_kill_at_any_instant_loses_no_text(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.archive.texts.killed_changes", str(tmp_path), "15"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    assert result.stdout.startswith("15 kills, ")
    assert result.stdout.endswith(" in a change, 0 with a loss\n")
