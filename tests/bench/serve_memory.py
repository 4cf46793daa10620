"""The memory of ``serve`` under load: ``python -m tests.bench.serve_memory --minutes 5``.

64 connections request pages, sequences and searches as fast as they are answered.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from seq_tui.server.demo.account import demo_sequence
from tests.archive.saved_items import demo_items, saved
from tests.bench.process import Vitals, vitals
from tests.bench.programs import PROGRAM
from tests.bench.serve import SIZE, running

CONNECTIONS = 64
SAMPLES = 20
FLAT_MB = 2.0
"""Megabytes by which the last quarter may exceed the second."""

TARGETS = (
    "/v2/sequences?page=3&per_page=100",
    f"/v2/sequences/{demo_sequence(7).id}",
    "/v2/sequences?name=trial&per_page=100",
    f"/v2/sequences?per_page=1&page={SIZE}",
)


def main() -> None:
    """Print samples and how many were answered; the exit code says whether memory stayed flat."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, metavar="N", help="default: 5")
    seconds = parser.parse_args().minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "demo.seqtui"
        saved(file, demo_items(SIZE)).close()
        with running([PROGRAM, "serve", "--archive", str(file)]) as server:
            samples = _load(server.address, server.pid, seconds)
    quarter = SAMPLES // 4
    second, last = (
        median(sample.megabytes for sample in part)
        for part in (samples[quarter : 2 * quarter], samples[-quarter:])
    )
    sys.stdout.write(f"second quarter {second:.1f} MB, last quarter {last:.1f} MB\n")
    sys.exit(last > second + FLAT_MB)


def _load(address: str, pid: int, seconds: float) -> list[Vitals]:
    """The state of the server during the requests."""
    load = [sys.executable, "-m", "tests.bench.http_load", str(seconds), str(CONNECTIONS)]
    urls = [f"{address}{target}" for target in TARGETS]
    samples: list[Vitals] = []
    with subprocess.Popen([*load, *urls], stdout=subprocess.PIPE, text=True) as client:
        for number in range(SAMPLES):
            time.sleep(seconds / SAMPLES)
            now = vitals(pid)
            samples.append(now)
            sys.stdout.write(
                f"{(number + 1) * seconds / SAMPLES:4.0f} s  {now.megabytes:6.1f} MB"
                f"  {now.files} files\n"
            )
            sys.stdout.flush()
        rate, _ = client.communicate()
    sys.stdout.write(f"{float(rate):.0f} responses a second\n")
    return samples


if __name__ == "__main__":
    main()
