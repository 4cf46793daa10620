"""Every check of the project, from the quickest to the slowest, up to the first that fails."""

from __future__ import annotations

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
"""Modules of the environment, with their arguments; what they check stands in pyproject.toml."""


def main() -> int:
    """Run the checks; the exit code of the first that fails, or 0."""
    for check in CHECKS:
        sys.stdout.write(f"$ python -m {check}\n")
        sys.stdout.flush()
        run = subprocess.run(
            [sys.executable, "-m", *check.split()], cwd=ROOT, stdin=subprocess.DEVNULL, check=False
        )
        if run.returncode:
            return run.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
