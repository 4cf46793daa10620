"""Exit codes, and the report of a crash."""

from __future__ import annotations

from seq_tui.cli import output
from seq_tui.domain.failure import Cause

FINE = 0
USAGE = 2
UNREACHABLE = 3
UNAUTHORISED = 4
NOT_FOUND = 5
FILE = 6
BUG = 70
INTERRUPTED = 130

BY_CAUSE = {
    Cause.USAGE: USAGE,
    Cause.UNREACHABLE: UNREACHABLE,
    Cause.OFFLINE: UNREACHABLE,
    Cause.RATE_LIMITED: UNREACHABLE,
    Cause.SERVICE: UNREACHABLE,
    Cause.UNAUTHORISED: UNAUTHORISED,
    Cause.NOT_FOUND: NOT_FOUND,
    Cause.FILE: FILE,
}
"""The exit code for each cause of a failure."""

MEANINGS = {
    str(FINE): "success",
    str(USAGE): "wrong usage or settings, such as no account",
    str(UNREACHABLE): "the API cannot be reached, keeps failing, or sends invalid data",
    str(UNAUTHORISED): "not authorised (401, 403)",
    str(NOT_FOUND): "no such sequence",
    str(FILE): "a local file, or standard output, cannot be read or written",
    str(BUG): "a bug in seq-tui",
    "128+n": "ended by signal n",
}
"""The meaning of each exit code, for the help and the manual."""


def report_crash(error: Exception) -> int:
    """Save a report of an unexpected error, write one line about it, and return the exit code."""
    # Slow to import, and needed only after a crash.
    from seq_tui.terminal.crash_report import save_crash_report

    output.write_stderr(save_crash_report(error))
    return BUG
