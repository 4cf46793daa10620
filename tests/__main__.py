"""Runs every check of the project, the quickest first, up to the first that fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

SCREEN = (
    "tests/terminal",
    "tests/test_scale.py",
    "tests/test_snapshots.py",
    "tests/test_timeline_pictures.py",
    "tests/ui",
)
"""Tests of what coverage is not measured for: measuring them as well takes twice the time."""

WORKERS = min(8, 2 * (os.cpu_count() or 1))
"""Twice as many as there are cores, as many tests wait for a process, a terminal or a pause."""

CHECKS = (
    "ruff format --check .",
    "ruff check .",
    "mypy",
    # Compiles all tests for the workers of the next two, each of which would do it for itself. What
    # it selects does not matter: all are read, and these few are listed.
    "pytest --collect-only -m chromium",
    f"pytest -n {WORKERS} --cov --cov-report=term --ignore={' --ignore='.join(SCREEN)}",
    f"pytest -n {WORKERS} {' '.join(SCREEN)}",
)
"""Modules of the environment, with their arguments; pyproject.toml configures them."""

BROWSER = "chromium"
IN_BROWSER = "pytest -m chromium tests/export"
"""The check that needs a browser."""

ENVIRONMENT = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
"""Lets compiled modules be kept: else every worker, and all that tests start, compile their own."""


def main() -> int:
    """Run the checks; return the exit code of the first that fails, or 0."""
    has_browser = shutil.which(BROWSER) is not None
    for check in (*CHECKS, *([IN_BROWSER] if has_browser else [])):
        sys.stdout.write(f"$ python -m {check}\n")
        sys.stdout.flush()
        run = subprocess.run(
            [sys.executable, "-m", *check.split()],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if run.returncode:
            return run.returncode
    if not has_browser:
        sys.stdout.write(f"skipped, because {BROWSER} is not installed: python -m {IN_BROWSER}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
