"""From the start of the process to the first row on the screen, and to the end of a command."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.figure import Figure, Goal
from tests.bench.programs import (
    BARE_APP,
    PROGRAM,
    archived,
    bare_app,
    demo,
    demo_server,
    live,
    seen_before,
)
from tests.bench.timed_program import watching

STARTS = 4
"""Starts of each program in a run; a single one is too noisy on a busy machine."""

LATENCY_MS = 150

TEXTUAL_FREE = ("--version", "list --demo --limit 1", "show --demo {id}")

_COUNT_MODULES = (
    "import sys\n"
    "from seq_tui.cli.main import main\n"
    "main(sys.argv[1:])\n"
    "print(sum(name.partition('.')[0] == 'textual' for name in sys.modules), file=sys.stderr)\n"
)


def measure_screens(runs: int) -> list[Figure]:
    """The browser on each kind of account, compared with a bare Textual app."""
    times, answers = _timed(runs * STARTS)
    bare = tuple(times[BARE_APP])
    distant = f"live account at {LATENCY_MS} ms"

    def start(account: str, name: str, goal: Goal | None) -> Figure:
        return Figure(f"first row, {account}", "ms", tuple(times[name]), bare, BARE_APP, goal)

    def answer(account: str, name: str, goal: Goal | None = None) -> Figure:
        return Figure(
            f"first key answered, {account}", "ms", tuple(answers[name]), bare, BARE_APP, goal
        )

    return [
        start("archive", "archive", Goal(0.7)),
        start("warm cache", "seen", Goal(0.85)),
        start("demo account", "demo", Goal(0.55)),
        start("live account", "live", None),
        start(distant, "far", Goal(1.5)),
        answer("archive", "archive", Goal(1.6)),
        answer("demo account", "demo", Goal(1.6)),
        answer(distant, "far"),
    ]


def _timed(starts: int) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """For each program, the milliseconds until its first row, and until it answered a key."""
    times: dict[str, list[float]] = defaultdict(list)
    answers: dict[str, list[float]] = defaultdict(list)
    with (
        demo_server() as near,
        demo_server(latency_ms=LATENCY_MS) as far,
        archived() as archive,
        TemporaryDirectory() as caches,
    ):
        seen = seen_before(far.address)
        for number in range(starts):
            programs = {
                BARE_APP: bare_app(),
                "archive": archive,
                "seen": seen,
                "demo": demo(),
                "live": live(near.address, cache=Path(caches) / f"near{number}"),
                "far": live(far.address, cache=Path(caches) / f"far{number}"),
            }
            for name, program in programs.items():
                with watching(program, early_key="Down") as watched:
                    times[name].append(watched.first_row_ms)
                    if name != BARE_APP:
                        answers[name].append(watched.answered_ms())
    return times, answers


def measure_commands(runs: int) -> list[Figure]:
    """Commands without a screen, beside a Python that does nothing."""
    commands = {
        "pass": [sys.executable, "-c", "pass"],
        "version": [PROGRAM, "--version"],
        "list": [PROGRAM, "list", "--demo", "--limit", "1"],
    }
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(runs * STARTS):
        for name, command in commands.items():
            began = time.monotonic()
            subprocess.run(command, capture_output=True, check=True)
            times[name].append((time.monotonic() - began) * 1000)
    nothing, other = tuple(times["pass"]), "python -c pass"
    return [
        Figure("--version", "ms", tuple(times["version"]), nothing, other, Goal(5, 60)),
        Figure("list --demo --limit 1", "ms", tuple(times["list"]), nothing, other),
        Figure(
            "textual modules that --version, list, show import",
            "modules",
            tuple(_textual_modules(command) for command in TEXTUAL_FREE),
            goal=Goal(plus=0),
        ),
    ]


def _textual_modules(command: str) -> int:
    from seq_tui.server.demo.account import demo_sequence

    words = command.format(id=demo_sequence(0).id).split()
    run = subprocess.run(
        [sys.executable, "-c", _COUNT_MODULES, *words], capture_output=True, text=True, check=True
    )
    return int(run.stderr.split()[-1])
