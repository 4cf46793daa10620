"""Reports what a list left out, and says which exit code that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.cli import exit_codes, output
from seq_tui.cli.query_argument import query_advice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seq_tui.cli.paginator import Paginator

MAX_NAMED = 20
"""Most missing ids that are named; the rest is counted."""


def report_outcome(paginator: Paginator, *, is_offline: bool) -> int:
    """Report what the list left out, once it is written, and return the exit code.

    Args:
        paginator: has read the list.
        is_offline: whether the account may have what was not found.
    """
    for remark in paginator.remarks():
        output.narrate(remark)
    for note in paginator.notes():
        output.note(note)
    if advice := query_advice(is_found=paginator.count > 0):
        output.narrate(f"hint: {advice}")
    if missing := paginator.missing_ids:
        output.note(missing_text(missing, paginator.words, is_offline=is_offline))
    if not paginator.is_whole:
        return exit_codes.UNREACHABLE
    if missing:
        return exit_codes.UNREACHABLE if is_offline else exit_codes.NOT_FOUND
    return exit_codes.FINE


def report_omissions(omissions: Sequence[str]) -> int:
    """Report what a format had no room for, and return the exit code."""
    for each in omissions[:MAX_NAMED]:
        output.note(each)
    if len(omissions) > MAX_NAMED:
        output.note(f"and {len(omissions) - MAX_NAMED:,} more that are not whole")
    return exit_codes.FILE if omissions else exit_codes.FINE


def missing_text(ids: tuple[int, ...], words: str = "", *, is_offline: bool) -> str:
    """A line that names the ids that no sequence has that was asked for, or none that was seen."""
    named = ", ".join(map(str, ids[:MAX_NAMED]))
    more = f" and {len(ids) - MAX_NAMED:,} more" if len(ids) > MAX_NAMED else ""
    if is_offline:
        return f"not in the cache: {named}{more}"
    filtered = f" with these words in its name: {words}" if words else ""
    noun = "is no sequence" if len(ids) == 1 else "are no sequences"
    return f"there {noun} {named}{more}{filtered}"
