"""The most memory that an export of a large account to one file takes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from seq_tui.cli.output_formats import BOOK, PARQUET
from tests.bench.archive_files import demo_archive
from tests.bench.figure import Figure, Goal
from tests.bench.programs import PROGRAM

SIZE = 5_000

MANY = 100_000
"""Sequences of the archive that becomes tables, which do not grow with it."""

FORMS = ("json", "html", "svg", BOOK)

MOST_MB = 150


def measure(_runs: int) -> list[Figure]:
    """Export an archive in each form once: memory is not noisy."""
    with demo_archive(SIZE) as archive, tempfile.TemporaryDirectory() as folder:
        peaks = {form: _peak_mb(archive.path, form, Path(folder)) for form in FORMS}
        few = _peak_mb(archive.path, PARQUET, Path(folder))
    with demo_archive(MANY) as archive, tempfile.TemporaryDirectory() as folder:
        many = _peak_mb(archive.path, PARQUET, Path(folder))
    return [
        *(
            Figure(f"memory of {SIZE:,} as one {form}", "MB", (peak,), goal=Goal(plus=MOST_MB))
            for form, peak in peaks.items()
        ),
        Figure(f"memory of {MANY:,} as Parquet", "MB", (many,), (few,), f"{SIZE:,}", Goal(1, 60)),
    ]


def _peak_mb(archive: Path, form: str, folder: Path) -> float:
    """The largest resident memory of an export, in megabytes."""
    suffix = "html" if form == BOOK else form
    output = folder if form == PARQUET else folder / f"all.{suffix}"
    command = [PROGRAM, "--archive", str(archive), "export", "--output", str(output)]
    command += ["--format", form]
    _, status, usage = os.wait4(os.spawnv(os.P_NOWAIT, PROGRAM, command), 0)
    if status != 0 or not output.stat().st_size:
        raise RuntimeError(f"the export to {form} failed")
    return usage.ru_maxrss / 1024
