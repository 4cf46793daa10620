"""A Python that lacks some of its modules, and Windows: one sentence, and the rest works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from seq_tui.version import VERSION
from tests.archive.saved_items import item, saved
from tests.pseudo_terminal import Terminal

ROOT = Path(__file__).parents[2]

WITHOUT = """
import sys
sys.path.insert(0, {root!r})
for name in {names!r}:
    sys.modules[name] = None
from seq_tui.cli.entry import main
sys.exit(main())
"""

ENDED = "-- ended"

EACH = f"""
for command in {{commands!r}}:
    sys.argv[1:] = command
    if code := main():
        sys.stderr.write(f"{{{{command}}}} ended with {{{{code}}}}")
        sys.exit(code)
    print("{ENDED}", flush=True)
"""
"""Runs several commands in one process, the one first that needs the fewest modules."""

LIVE = {"SELL_ACCESS_TOKEN": "x" * 64, "SELL_API_URL": "http://127.0.0.1:9"}

ON_WINDOWS = """
import asyncio, signal, sys
import click
del signal.SIGHUP
for name in ("fcntl", "termios", "resource", "pwd", "grp"):
    sys.modules[name] = None
from seq_tui.cli import entry
sys.platform = "win32"
sys.exit(entry.main())
"""


def python(script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def without(*names: str) -> str:
    return WITHOUT.format(root=str(ROOT), names=names)


@pytest.mark.parametrize(
    "name",
    ["_sqlite3", "sqlite3", "ssl", "_ssl", "fcntl", "termios", "_curses", "curses", "resource"],
)
def test_what_does_not_need_a_missing_module_works_without_it(name: str) -> None:
    commands = [["--version"], ["--help"], ["list", "--demo", "-q"]]
    script = without(name).replace("sys.exit(main())", EACH.format(commands=commands))
    run = python(script)
    assert (run.returncode, run.stderr) == (0, "")
    for line in (f"seq-tui {VERSION}\n", "Usage: seq-tui", "Welcome"):
        assert line in run.stdout
    assert run.stdout.count(ENDED) == len(commands)


@pytest.mark.parametrize(
    ("name", "arguments", "lacks"),
    [
        ("_sqlite3", "list --archive {archive}", "sqlite3, which is needed for archives"),
        ("_sqlite3", "archive {folder}/new.seqtui --demo", "sqlite3, which is needed for archives"),
        ("_sqlite3", "serve --archive {archive} --port 0", "sqlite3, which is needed for archives"),
        ("sqlite3", "show 1 --archive {archive}", "sqlite3, which is needed for archives"),
        ("_ssl", "list", "ssl, which is needed for connections by https"),
        ("ssl", "show 21132", "ssl, which is needed for connections by https"),
        ("ssl", "serve --demo --port 0", "ssl, which is needed for connections by https"),
        ("fcntl", "archive {folder}/new.seqtui --demo", "fcntl, which is needed for locking"),
        ("_socket", "list", "socket"),
        ("zlib", "list", "zlib"),
    ],
)
def test_a_command_that_needs_a_missing_module_says_so(
    tmp_path: Path, name: str, arguments: str, lacks: str
) -> None:
    saved(tmp_path / "a.seqtui", [item(1)]).close()
    words = arguments.format(archive=tmp_path / "a.seqtui", folder=tmp_path).split()
    run = python(without(name), *words, **LIVE)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith(f"seq-tui: This Python lacks its module {lacks}")
    assert run.stderr.endswith("such as one that uv brings.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.seqtui"]


def test_a_missing_package_is_named() -> None:
    for name in ("jiter", "httpx", "click"):
        run = python(without(name), "list", **LIVE)
        sentence = f"seq-tui: The package {name} is not installed · Install seq-tui again.\n"
        assert (run.returncode, run.stderr) == (2, sentence)


def test_files_are_exported_without_locks(tmp_path: Path) -> None:
    run = python(without("fcntl"), "export", "--demo", "--output", str(tmp_path / "all.json"))
    assert run.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["all.json"]


@pytest.mark.parametrize("name", ["_sqlite3", "ssl", "fcntl", "termios"])
def test_the_doctor_reports_a_missing_module(name: str) -> None:
    run = python(without(name), "doctor", **LIVE)
    assert run.stderr == ""
    assert f"This Python lacks its module {name.removeprefix('_')}" in run.stdout
    assert run.returncode == (2 if name == "ssl" else 0)


@pytest.mark.parametrize("arguments", [[], ["--demo"], ["list", "--demo"], ["archive", "a"]])
def test_windows_is_told_to_use_wsl(arguments: list[str]) -> None:
    run = python(ON_WINDOWS, *arguments)
    assert (run.returncode, run.stdout) == (2, "")
    sentence = "seq-tui runs on Linux and macOS · On Windows, run it in WSL: wsl --install."
    assert run.stderr == f"seq-tui: {sentence}\n"


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_the_version_and_the_help_work_on_windows(arguments: list[str]) -> None:
    assert python(ON_WINDOWS, *arguments).returncode == 0


def test_the_browser_runs_without_a_cache() -> None:
    command = [sys.executable, "-c", without("_sqlite3")]
    with Terminal(command, size=(100, 24), env=LIVE) as terminal:
        terminal.read_until("Cannot reach")
        terminal.send("q")
        assert terminal.wait() == 0
        assert "Traceback" not in terminal.output.decode()


def test_the_browser_needs_termios() -> None:
    with Terminal([sys.executable, "-c", without("termios"), "--demo"]) as terminal:
        assert terminal.wait() == 2
        assert "This Python lacks its module termios" in terminal.output.decode()
