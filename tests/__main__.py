"""Runs every check of the project, the quickest first, up to the first that fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
"""Of each of two runs at once: together at least twice as many as there are cores.

Many tests wait for a process, a terminal or a pause. Each worker reads all tests of its run, so
that two runs of few workers read less than one after the other with twice as many.
"""

SCREEN_WORKERS = WORKERS * 3 // 2
"""Of the run without coverage: these tests wait for half of their time until the app is idle."""

STEPS = (
    ("ruff format --check .",),
    ("ruff check .",),
    # The second compiles all tests for the workers of the next step, each of which would do it for
    # itself. What it selects does not matter: all are read, and these few are listed.
    ("mypy", "pytest --collect-only -m chromium"),
    (
        f"pytest -n {SCREEN_WORKERS} {' '.join(SCREEN)}",
        f"pytest -n {WORKERS} --cov --cov-report=term --ignore={' --ignore='.join(SCREEN)}",
    ),
)
"""Modules of the environment, with their arguments; those of one step run side by side."""

BROWSER = "chromium"
IN_BROWSER = "pytest -m chromium tests/export"
"""The check that needs a browser."""

ENVIRONMENT = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
"""Lets compiled modules be kept: else every worker, and all that tests start, compile their own."""

MEMORY = Path("/dev/shm")
"""A folder whose files are in memory, so that no test waits until a disk has stored its own."""

ROOM = 2 * 1024**3
"""Bytes that have to be free there; the tests leave half as many, which are removed at the end."""


def main() -> int:
    """Run the steps; return the exit code of the first check that fails, or 0."""
    has_browser = shutil.which(BROWSER) is not None
    with folder_in_memory() as folder:
        for step in (*STEPS, *([(IN_BROWSER,)] if has_browser else [])):
            if code := run_together(step, folder):
                return code
    if not has_browser:
        sys.stdout.write(f"skipped, because {BROWSER} is not installed: python -m {IN_BROWSER}\n")
    return 0


@contextmanager
def folder_in_memory() -> Iterator[Path | None]:
    """A folder for the files of tests while they run, or None where the system has none."""
    if has_memory():
        with TemporaryDirectory(dir=MEMORY, prefix="t") as folder:
            yield Path(folder)
    else:
        yield None


def has_memory() -> bool:
    """Whether tests can write, and run what they wrote, in the folder whose files are in memory."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return False
    can_run = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    return can_run and shutil.disk_usage(MEMORY).free >= ROOM


def run_together(checks: Sequence[str], folder: Path | None) -> int:
    """Run checks side by side, and return the exit code of one that failed, or 0.

    What the last one says is seen at once; what the others say, when all have ended.
    """
    *others, last = checks
    with ExitStack() as stack:
        started = []
        for number, check in enumerate(others):
            said = stack.enter_context(TemporaryFile())
            own = folder and folder / str(number)
            started.append((check, said, stack.enter_context(start(check, own, said.fileno()))))
        announce(last)
        code = start(last, folder and folder / "last").wait()
        for check, said, process in started:
            code = process.wait() or code
            announce(check)
            said.seek(0)
            sys.stdout.write(said.read().decode(errors="replace"))
            sys.stdout.flush()
    return code


def start(check: str, folder: Path | None, output: int | None = None) -> subprocess.Popen[bytes]:
    """Start a check that writes to a file, by default to where this program writes.

    The files of its tests are in a folder that pytest makes, by default where it always does.
    """
    has_files = folder is not None and check.startswith("pytest")
    return subprocess.Popen(
        [sys.executable, "-m", *check.split(), *[f"--basetemp={folder}"] * has_files],
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
