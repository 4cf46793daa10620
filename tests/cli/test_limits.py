"""No thread, open file or memory left: one sentence that names the limit, and exit code 71."""

from __future__ import annotations

import errno
import os
import re
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from seq_tui.cli.main import main
from seq_tui.server.demo.account import DemoAccount
from tests.archive.saved_items import item, saved
from tests.pseudo_terminal import Terminal

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from seq_tui.cli.entry import main; sys.exit(main())"

THREADS = "No thread can be started: the limit of processes and threads is reached · Raise it"
OPEN_FILES = "Too many files are open in this program · Raise the limit: ulimit -n 1024."
ALL_OPEN_FILES = "Too many files are open on this machine · End other programs."
MEMORY = "No memory is left · End other programs, or raise the limit"

ERRORS = [
    (RuntimeError("can't start new thread"), THREADS),
    (OSError(errno.EMFILE, os.strerror(errno.EMFILE)), OPEN_FILES),
    (OSError(errno.ENFILE, os.strerror(errno.ENFILE)), ALL_OPEN_FILES),
    (OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)), MEMORY),
    (MemoryError(), MEMORY),
    (ImportError("libx.so: failed to map segment from shared object"), MEMORY),
    (ImportError("libx.so: cannot open shared object file: Too many open files"), OPEN_FILES),
    (ExceptionGroup("several", [ValueError(), MemoryError()]), MEMORY),
]

WITHOUT_THREADS = """
import sys
import threading
sys.path.insert(0, {root!r})
start, left = threading.Thread.start, {allowed}
def start_some(thread):
    global left
    if left == 0:
        raise RuntimeError("can't start new thread")
    left -= 1
    start(thread)
threading.Thread.start = start_some
from seq_tui.cli.entry import main
sys.exit(main())
"""


@pytest.mark.parametrize(("error", "sentence"), ERRORS, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("command", ["list", "show 21132", "export --output all.json"])
def test_a_limit_is_one_sentence_in_every_command(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    error: Exception,
    sentence: str,
    command: str,
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(DemoAccount, "page", fail)
    monkeypatch.setattr(DemoAccount, "get", fail)
    assert main([*command.split(), "--demo"]) == 71
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"seq-tui: {sentence}")
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("another"),
        BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)),
        ImportError("cannot import name 'x' from 'seq_tui.cli'", name="seq_tui.cli"),
        ModuleNotFoundError("No module named 'seq_tui.x'", name="seq_tui.x"),
    ],
    ids=repr,
)
def test_any_other_error_is_a_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(DemoAccount, "page", fail)
    assert main(["list", "--demo"]) == 70
    [report] = re.findall(r"\S*seq-tui-crash\S*", capsys.readouterr().err)
    Path(report).unlink()


def run_limited(limit: int, value: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=partial(resource.setrlimit, limit, (value, value)),
    )


@pytest.mark.parametrize("value", [5, 6, 7, 8])
@pytest.mark.parametrize(
    "command",
    [
        "list --demo",
        "list --archive {folder}/a.seqtui",
        "archive {folder}/b.seqtui --demo",
        "export --demo --output {folder}/out.csv",
        "doctor",
    ],
)
def test_few_open_files_are_a_sentence_or_enough(tmp_path: Path, command: str, value: int) -> None:
    saved(tmp_path / "a.seqtui", [item(1)]).close()
    words = command.format(folder=tmp_path).split()
    run = run_limited(resource.RLIMIT_NOFILE, value, *words)
    assert run.returncode in (0, 71), run.stderr
    if run.returncode:
        *age, sentence = run.stderr.splitlines()
        assert sentence == f"seq-tui: {OPEN_FILES}"
        assert age in ([], ["seq-tui: a.seqtui, saved 24 Nov 2026"])


@pytest.mark.parametrize("allowed", range(7))
@pytest.mark.parametrize("arguments", [["--demo"], []], ids=["demo", "live"])
def test_the_browser_ends_with_a_sentence_or_works_with_few_threads(
    allowed: int, arguments: list[str]
) -> None:
    script = WITHOUT_THREADS.format(root=str(ROOT), allowed=allowed)
    live = {"SELL_ACCESS_TOKEN": "x" * 64, "SELL_API_URL": "http://127.0.0.1:9"}
    command = [sys.executable, "-c", script, *arguments]
    with Terminal(command, size=(100, 24), env={} if arguments else live) as terminal:
        terminal.read_until(
            lambda: re.search("Trial|Cannot reach|No thread", seen(terminal)) is not None
        )
        terminal.send("q")
        code = terminal.wait()
        assert terminal.modes_left_on() == set()
        assert "Traceback" not in seen(terminal)
        assert code in (0, 71)
        assert (code == 71) == (THREADS in seen(terminal))


def seen(terminal: Terminal) -> str:
    return terminal.output.decode(errors="replace")
