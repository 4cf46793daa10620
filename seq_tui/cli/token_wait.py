"""Says which program is waited for, before there is a screen or an output."""

from __future__ import annotations

import sys

from seq_tui.cli import output


def report_wait(name: str) -> None:
    """Say what is waited for, unless a question on the terminal says it better."""
    if not _is_asking():
        advice = " · ctrl+c ends this" if output.is_error_terminal() else ""
        output.narrate(f"waiting for {name}{advice}")


def _is_asking() -> bool:
    """Whether something is asked on the terminal: what is typed is not shown, as for a password."""
    if not output.is_error_terminal():
        return False
    import termios  # not on every system

    # The fourth of its values are the local flags.
    return not termios.tcgetattr(sys.stderr.fileno())[3] & termios.ECHO
