"""What checking a large account costs: time beside reading it, and memory; and one sequence."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING

from seq_tui.domain.checks.checker import has_problem
from seq_tui.server.demo.account import demo_sequence
from tests.bench.archive_files import HUNDRED_THOUSAND, demo_archive
from tests.bench.figure import Figure, Goal
from tests.bench.programs import PROGRAM

if TYPE_CHECKING:
    from pathlib import Path

SEQUENCES = 5_000
"""Sequences that are asked whether something is wrong, each as if for the first time."""

MOST_MB = 100

AS_LIST = 1
"""Checking takes no longer than printing the same sequences as JSON lines."""

MOST_US = 50


def measure(runs: int, folder: Path | None = None) -> list[Figure]:
    """Check an archive of a hundred thousand sequences, and single sequences in this process."""
    with demo_archive(HUNDRED_THOUSAND, folder) as archive:
        account = [PROGRAM, "--archive", str(archive.path)]
        checked = [_run([*account, "check", "--level", "info"], code=1) for _ in range(runs)]
        listed = [_run([*account, "list", "--format", "jsonl"], code=0) for _ in range(runs)]
    return [
        Figure(
            "check 100 k sequences",
            "s",
            tuple(seconds for seconds, _ in checked),
            tuple(seconds for seconds, _ in listed),
            "list",
            Goal(AS_LIST),
        ),
        Figure("its memory", "MB", tuple(size for _, size in checked), goal=Goal(plus=MOST_MB)),
        Figure(
            "has_problem",
            "µs",
            tuple(_has_problem_us() for _ in range(runs)),
            goal=Goal(plus=MOST_US),
        ),
    ]


def _run(command: list[str], code: int) -> tuple[float, float]:
    """The seconds of processor time and the megabytes of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != code:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _has_problem_us() -> float:
    sequences = [demo_sequence(row) for row in range(SEQUENCES)]
    began = time.perf_counter()
    for sequence in sequences:
        has_problem(sequence)
    return (time.perf_counter() - began) / SEQUENCES * 1e6
