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
"""The exit code for each way in which a source fails."""

MEANINGS = {
    str(FINE): "fine",
    str(USAGE): "wrong usage or settings, such as no account",
    str(UNREACHABLE): "the API cannot be reached, keeps failing or refusing, or answers nonsense",
    str(UNAUTHORISED): "not authorised (401, 403)",
    str(NOT_FOUND): "no such sequence",
    str(FILE): "a local file, or standard output, cannot be read or written",
    str(BUG): "a bug",
    "128+n": "ended by signal n",
}
"""What each exit code says, for the help and the manual."""


def report_crash(error: Exception) -> int:
    """Write one line and a file about an unforeseen error, never a traceback; the exit code."""
    # Slow to import, and needed only by a crash.
    from seq_tui.terminal.crash_report import save_crash_report

    output.narrate(save_crash_report(error))
    return BUG
