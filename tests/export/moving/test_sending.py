"""Tests of the lines that the README gives to be copied, in bash with a stand-in for curl."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main
from seq_tui.export.moving.target_names import TARGET_NAMES

if TYPE_CHECKING:
    from pathlib import Path

CURL = """\
#!/bin/sh
# Notes the file that is sent, and fails at the one whose name is in FAILING.
for word; do case $word in @*) file=${word#@} ;; esac; done
echo "$file" >> calls
[ "$file" != "$(cat failing)" ] || exit 22
echo '{"id": 1}'
"""


def lines_to_copy(folder: Path) -> str:
    blocks = re.findall(r"```sh\n(.*?)```", (folder / "README.md").read_text(), re.DOTALL)
    return "".join(blocks)


def run(folder: Path, failing: str = "") -> tuple[list[str], str]:
    """Run all lines of the README; the files that were sent, and what was said."""
    (folder / "bin").mkdir(exist_ok=True)
    (folder / "bin" / "curl").write_text(CURL)
    (folder / "bin" / "curl").chmod(0o700)
    (folder / "failing").write_text(failing)
    (folder / "calls").write_text("")
    done = subprocess.run(
        ["bash", "-u", "-c", f"PATH=$PWD/bin:$PATH\n{lines_to_copy(folder)}"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return (folder / "calls").read_text().splitlines(), done.stdout + done.stderr


def export(name: str, folder: Path, limit: int) -> list[str]:
    arguments = ["--demo", "--limit", str(limit), "--output", str(folder)]
    assert main(["-q", "export", "--for", name, *arguments]) == 0
    sequences = json.loads((folder / "losses.json").read_text())["sequences"]
    return [each["file"] for each in sequences]


@pytest.mark.parametrize("name", TARGET_NAMES)
def test_the_lines_are_valid(name: str, tmp_path: Path) -> None:
    export(name, tmp_path / "out", 2)
    script = lines_to_copy(tmp_path / "out")
    assert "send sequences/" in script
    subprocess.run(["bash", "-n", "-c", script], check=True, timeout=60)


@pytest.mark.parametrize("name", ["apollo", "salesloft"])
def test_each_sequence_is_sent_once(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    files = export(name, folder, 3)
    assert run(folder) == (sorted(files), "")
    (more,) = {*export(name, folder, 4)} - {*files}
    assert run(folder) == ([more], "")


@pytest.mark.parametrize("name", ["apollo", "salesloft"])
def test_a_failure_ends_the_run_and_leaves_the_rest(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    first, second, third = sorted(export(name, folder, 3))
    sent, said = run(folder, failing=second)
    assert sent == [first, second]
    assert f"failed: {second}" in said
    assert run(folder)[0] == [second, third]
