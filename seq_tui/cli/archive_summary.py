"""The outcome of ``seq-tui archive`` in lines for the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.archive.download.destination import Destination
    from seq_tui.archive.download.save import SaveResult
    from seq_tui.archive.file.history import Changes


def summary_lines(result: SaveResult, destination: Destination) -> Iterator[str]:
    """Lines that describe the outcome: the counts first, then anything unusual."""
    counts, download = result.counts, result.download
    state = "complete" if download.is_complete else "NOT known to be complete"
    yield " · ".join(
        (
            f"{destination.path if result.is_published else destination.partial}: {state}",
            counted(counts.sequences, "sequence"),
            counted(counts.steps, "step"),
            counted(counts.templates, "e-mail template") + " referred to",
        )
    )
    if result.changes is not None:
        yield changes_line(result.changes)
    for warning in download.warnings:
        yield f"something may be missing: {warning}"
    yield from _unusual_counts(result)
    if not counts.sequences:
        yield "the account shows no sequences: this user or this plan may have no access to them"
    if result.is_other_account:
        yield f"it has none of the sequences in {destination.path}: is it another account?"
    if not result.is_published:
        yield f"{destination.path} is unchanged; run the same command to try again"
    elif not download.is_complete:
        yield "run the same command again to complete it"


def _unusual_counts(result: SaveResult) -> Iterator[str]:
    """A line for each kind of unusual item, with the number of such items."""
    counts, download = result.counts, result.download
    for number, description in (
        (counts.unreadable, "items that hold no sequence, stored as received"),
        (download.repeated, "items received twice, stored once"),
        (download.deleted, "deleted by the account during the download, kept and marked"),
        (counts.deleted - download.deleted, "kept although the account has deleted them"),
        (counts.earlier, "earlier forms kept of sequences that changed or were deleted for a time"),
    ):
        if number:
            yield f"{description}: {number:,}"
    if result.changes is not None:
        yield from _dropped_counts(result.changes)


def changes_line(changes: Changes) -> str:
    """Such as ``since the last save: 3 new, 2 changed, 1 deleted``."""
    counted_kinds = (
        (changes.new, "new"),
        (changes.changed, "changed"),
        (changes.deleted, "deleted"),
    )
    parts = [f"{number:,} {kind}" for number, kind in counted_kinds if number]
    return f"since the last save: {', '.join(parts) or 'nothing changed'}"


def _dropped_counts(changes: Changes) -> Iterator[str]:
    for number, description in (
        (changes.dropped_items, "not kept, since the account has deleted them (--no-update)"),
        (changes.dropped_forms, "earlier forms not kept (--no-update)"),
    ):
        if number:
            yield f"{description}: {number:,}"
