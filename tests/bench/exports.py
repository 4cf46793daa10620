"""The most memory that an export of a large account to one file takes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.bench.archive_files import demo_archive
from tests.bench.figure import Figure, Goal
from tests.bench.programs import PROGRAM

SIZE = 5_000

FORMS = ("json", "html", "svg")

MOST_MB = 150


def measure(_runs: int) -> list[Figure]:
    """Export an archive in each form once: memory is not noisy."""
    with demo_archive(SIZE) as archive, tempfile.TemporaryDirectory() as folder:
        peaks = {form: _peak_mb(archive.path, form, Path(folder)) for form in FORMS}
    return [
        Figure(f"memory of {SIZE:,} as one {form}", "MB", (peak,), goal=Goal(plus=MOST_MB))
        for form, peak in peaks.items()
    ]


def _peak_mb(archive: Path, form: str, folder: Path) -> float:
    """The largest resident memory of an export, in megabytes."""
    output = folder / f"all.{form}"
    command = [PROGRAM, "--archive", str(archive), "export", "--output", str(output)]
    _, status, usage = os.wait4(os.spawnv(os.P_NOWAIT, PROGRAM, command), 0)
    if status != 0 or not output.stat().st_size:
        raise RuntimeError(f"the export to {form} failed")
    return usage.ru_maxrss / 1024
