"""Runs every check of the project, the quickest first, up to the first that fails."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

CHECKS = (
    "ruff format --check .",
    "ruff check .",
    "mypy",
    "pytest -n auto --maxprocesses 8 --cov --cov-report=term",
)
"""Modules of the environment, with their arguments; pyproject.toml configures them."""

BROWSER = "chromium"
IN_BROWSER = "pytest -m chromium tests/export"
"""The check that needs a browser."""


def main() -> int:
    """Run the checks; return the exit code of the first that fails, or 0."""
    has_browser = shutil.which(BROWSER) is not None
    for check in (*CHECKS, *([IN_BROWSER] if has_browser else [])):
        sys.stdout.write(f"$ python -m {check}\n")
        sys.stdout.flush()
        run = subprocess.run(
            [sys.executable, "-m", *check.split()], cwd=ROOT, stdin=subprocess.DEVNULL, check=False
        )
        if run.returncode:
            return run.returncode
    if not has_browser:
        sys.stdout.write(f"skipped, because {BROWSER} is not installed: python -m {IN_BROWSER}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
