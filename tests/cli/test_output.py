"""Tests of standard output on a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = "import sys; from seq_tui.cli.main import main; sys.exit(main())"


def on_a_terminal(columns: int, **variables: str) -> list[str]:
    """The lines of ``list --demo --limit 3`` on a terminal of this width."""
    terminal, stream = pty.openpty()
    termios.tcsetwinsize(stream, (24, columns))
    subprocess.run(
        [sys.executable, "-c", SCRIPT, "list", "--demo", "--limit", "3"],
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm", "PYTHONUTF8": "1"} | variables,
        stdin=subprocess.DEVNULL,
        stdout=stream,
        stderr=subprocess.DEVNULL,
        timeout=30,
        check=True,
    )
    shown = os.read(terminal, 65_536).decode()
    os.close(terminal)
    os.close(stream)
    return shown.splitlines()


def test_a_table_fits_the_terminal_and_has_a_bold_header() -> None:
    head, *rows = on_a_terminal(60)
    assert head.startswith("\x1b[1m")
    assert head.endswith("\x1b[0m")
    assert not any("\x1b" in row for row in rows)
    assert max(map(len, rows)) <= 60
    assert any("…" in row for row in rows)


def test_a_wide_terminal_truncates_nothing() -> None:
    assert not any("…" in row for row in on_a_terminal(200))


def test_a_terminal_without_a_width_counts_as_80_columns() -> None:
    assert max(map(len, on_a_terminal(0)[1:])) <= 80


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_nothing_is_styled_if_styles_are_turned_off(variables: dict[str, str]) -> None:
    assert "\x1b" not in "".join(on_a_terminal(80, **variables))
