"""Reports what a list left out, and says which exit code that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.cli import exit_codes, output

if TYPE_CHECKING:
    from seq_tui.cli.paginator import Paginator

MAX_NAMED = 20
"""Most missing ids that are named; the rest is counted."""


def report_outcome(paginator: Paginator) -> int:
    """Report what the list left out, once it is written, and return the exit code."""
    for remark in paginator.remarks():
        output.narrate(remark)
    for note in paginator.notes():
        output.note(note)
    if missing := paginator.missing_ids:
        output.note(missing_text(missing))
    if not paginator.is_whole:
        return exit_codes.UNREACHABLE
    return exit_codes.NOT_FOUND if missing else exit_codes.FINE


def missing_text(ids: tuple[int, ...]) -> str:
    """A line that names the ids that no sequence has."""
    named = ", ".join(map(str, ids[:MAX_NAMED]))
    more = f" and {len(ids) - MAX_NAMED:,} more" if len(ids) > MAX_NAMED else ""
    return f"there {'is no sequence' if len(ids) == 1 else 'are no sequences'} {named}{more}"
