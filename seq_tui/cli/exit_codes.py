"""Exit codes, and the report of a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.cli import output
from seq_tui.domain.failure import Cause

if TYPE_CHECKING:
    from types import TracebackType

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


class CrashReported:
    """A block that an unforeseen exception ends with one line and a file, never a traceback."""

    def __enter__(self) -> None:
        """Begin the block."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Report an exception and keep it here; let pass what asks Python to stop."""
        if not isinstance(error, Exception):
            return False
        # The screen's own report; only a crash is worth the import.
        from seq_tui.terminal.crash_report import save_crash_report

        output.narrate(save_crash_report(error))
        return True
