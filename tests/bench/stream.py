"""A list of a large account in a pipe: the time to its first line, and its memory."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from os import environ
from typing import TYPE_CHECKING

from tests.bench.figure import Figure, Goal
from tests.bench.process import vitals
from tests.bench.programs import PROGRAM, demo_server, live

if TYPE_CHECKING:
    from collections.abc import Mapping

STARTS = 6
"""Starts of each program in a run."""

FEW, MANY = 1_000, 50_000
"""The lines after which memory is measured."""

SIZE = 1_000_000


@dataclass(frozen=True, slots=True)
class Streamed:
    """What was measured of one list."""

    first_line_ms: float
    growth_mb: float
    """Resident memory after `MANY` lines, less that after `FEW`."""


def measure(runs: int) -> list[Figure]:
    """Read the lines of a million sequences from a local server, and time an import to compare."""
    first: list[float] = []
    imported: list[float] = []
    with demo_server(size=SIZE) as server:
        env = live(server.address).env
        for _ in range(runs * STARTS):
            imported.append(_import_ms())
            first.append(_streamed(env, lines=1).first_line_ms)
        growths = [_streamed(env, lines=MANY).growth_mb for _ in range(runs)]
    return [
        Figure(
            "first line of list --format jsonl, live account",
            "ms",
            tuple(first),
            tuple(imported),
            "import httpx",
            Goal(1.5),
        ),
        Figure(
            f"its memory at line {MANY:,} over line {FEW:,}",
            "MB",
            tuple(growths),
            goal=Goal(plus=5),
        ),
    ]


def _import_ms() -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import httpx"], check=True)
    return (time.monotonic() - began) * 1000


def _streamed(env: Mapping[str, str], lines: int) -> Streamed:
    began = time.monotonic()
    with subprocess.Popen(
        [PROGRAM, "list", "--format", "jsonl"],
        env=environ | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        first_line_ms = (time.monotonic() - began) * 1000
        held = []
        for line in range(2, lines + 1):
            if not process.stdout.readline():
                raise RuntimeError(f"the list ended before line {line}")
            if line in (FEW, MANY):
                held.append(vitals(process.pid).megabytes)
        process.kill()
    return Streamed(first_line_ms, held[-1] - held[0] if held else 0)
