"""From the start of the process to the first row, with every setting in a file and without any."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.figure import Figure, Goal
from tests.bench.programs import demo_server, seen_before
from tests.bench.timed_program import watching
from tests.settings.files import FULL, in_folder

if TYPE_CHECKING:
    from tests.bench.programs import Program

STARTS = 10
"""Starts of each program in a run: the difference to be seen is small."""

COMPARABLE = FULL.replace('profile = "sales-eu"\n', "").replace('"steps"', '"account"')
"""The address and the token are those of the environment; the profiles are read all the same. The
order is that of the account, as another one begins with another row."""


def measure(runs: int) -> list[Figure]:
    """A warm start with a full file of settings, compared with one without any."""
    times: dict[str, list[float]] = {"without": [], "with": []}
    with demo_server() as server, TemporaryDirectory() as folder:
        file = Path(folder) / "config.toml"
        file.write_text(COMPARABLE, encoding="utf-8")
        file.chmod(0o600)
        seen = seen_before(server.address)
        programs = {
            "without": _configured(seen, folder, os.devnull),
            "with": _configured(seen, folder, str(file)),
        }
        for _ in range(runs * STARTS):
            for name, program in programs.items():
                with watching(program, early_key="Down") as watched:
                    times[name].append(watched.first_row_ms)
    name = "first row, warm cache, every setting set"
    without = tuple(times["without"])
    return [Figure(name, "ms", tuple(times["with"]), without, "no settings", Goal(1.05))]


def _configured(program: Program, folder: str, file: str) -> Program:
    """The program with that file of settings, in a folder without any."""
    command = in_folder(Path(folder), *program.command)
    return replace(program, command=command, env={**program.env, "SEQ_TUI_CONFIG": file})
