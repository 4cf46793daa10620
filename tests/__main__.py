"""Runs every check of the project, the quickest first, up to the first that fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]

SCREEN = (
    "tests/terminal",
    "tests/test_scale.py",
    "tests/test_snapshots.py",
    "tests/test_timeline_pictures.py",
    "tests/ui",
)
"""Tests of what coverage is not measured for: measuring them as well takes twice the time."""

WORKERS = min(4, os.cpu_count() or 1)
"""Of each of two runs at once: together twice as many as there are cores.

Many tests wait for a process, a terminal or a pause. Each worker reads all tests of its run, so
that two runs of few workers read less than one after the other with twice as many.
"""

STEPS = (
    ("ruff format --check .",),
    ("ruff check .",),
    # The second compiles all tests for the workers of the next step, each of which would do it for
    # itself. What it selects does not matter: all are read, and these few are listed.
    ("mypy", "pytest --collect-only -m chromium"),
    (
        f"pytest -n {WORKERS} {' '.join(SCREEN)}",
        f"pytest -n {WORKERS} --cov --cov-report=term --ignore={' --ignore='.join(SCREEN)}",
    ),
)
"""Modules of the environment, with their arguments; those of one step run side by side."""

BROWSER = "chromium"
IN_BROWSER = "pytest -m chromium tests/export"
"""The check that needs a browser."""

ENVIRONMENT = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
"""Lets compiled modules be kept: else every worker, and all that tests start, compile their own."""


def main() -> int:
    """Run the steps; return the exit code of the first check that fails, or 0."""
    has_browser = shutil.which(BROWSER) is not None
    for step in (*STEPS, *([(IN_BROWSER,)] if has_browser else [])):
        if code := run_together(step):
            return code
    if not has_browser:
        sys.stdout.write(f"skipped, because {BROWSER} is not installed: python -m {IN_BROWSER}\n")
    return 0


def run_together(checks: Sequence[str]) -> int:
    """Run checks side by side, and return the exit code of one that failed, or 0.

    What the last one says is seen at once; what the others say, when all have ended.
    """
    *others, last = checks
    with ExitStack() as stack:
        started = []
        for check in others:
            said = stack.enter_context(TemporaryFile())
            started.append((check, said, stack.enter_context(start(check, said.fileno()))))
        announce(last)
        code = start(last).wait()
        for check, said, process in started:
            code = process.wait() or code
            announce(check)
            said.seek(0)
            sys.stdout.write(said.read().decode(errors="replace"))
            sys.stdout.flush()
    return code


def start(check: str, output: int | None = None) -> subprocess.Popen[bytes]:
    """Start a check that writes to a file, by default to where this program writes."""
    return subprocess.Popen(
        [sys.executable, "-m", *check.split()],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
    )


def announce(check: str) -> None:
    """Write which check what follows is of."""
    sys.stdout.write(f"$ python -m {check}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
