"""The report of a crash, and the exit code that follows."""

from __future__ import annotations

import sys
import warnings

from seq_tui.cli import exit_codes, output
from seq_tui.domain.system_failure import system_failure


def report_crash(error: Exception) -> int:
    """Write one line about an unexpected error, and return the exit code.

    Unless the system caused it, a report is saved.
    """
    if (failure := system_failure(error)) is not None:
        output.note(str(failure))
        # What a limit left half made, such as an event loop, complains on its deletion.
        sys.unraisablehook = _ignore
        warnings.simplefilter("ignore")
        return exit_codes.BY_CAUSE[failure.cause]
    # Slow to import, and needed only after a crash.
    from seq_tui.terminal.crash_report import save_crash_report

    output.write_stderr(save_crash_report(error))
    return exit_codes.BUG


def _ignore(_: object) -> None:
    pass
