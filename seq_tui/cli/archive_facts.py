"""What a verified archive is: whole, complete, from when, and how much it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.cli import exit_codes
from seq_tui.presentation.wording import counted, moment_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.file.verification import Verification
    from seq_tui.domain.json import Json


def exit_code(found: Verification) -> int:
    """0 for a whole and complete archive, 3 for one that is not complete, 6 for a damaged one."""
    if not found.is_intact:
        return exit_codes.FILE
    return exit_codes.FINE if found.metadata.is_complete else exit_codes.UNREACHABLE


def facts(archive: Archive, found: Verification) -> dict[str, Json]:
    """All facts, as one JSON object."""
    metadata = found.metadata
    return {
        "file": str(archive.path),
        "whole": found.is_intact,
        "complete": metadata.is_complete,
        "host": metadata.host,
        "started_at": metadata.started_at,
        "finished_at": metadata.finished_at,
        "written_by": metadata.program,
        "format": found.format_version,
        "items": found.items,
        "deleted": found.deleted,
        "earlier_forms": found.earlier,
        "template_texts": found.texts,
        "without_checksum": found.unchecked,
        "not_json": found.not_json,
        "damaged": found.damaged,
        "problems": list(found.problems),
        "warnings": list(metadata.warnings),
    }


def described_facts(found: Verification) -> Iterator[tuple[str, str, bool]]:
    """The facts in words: the name of each, its value, and whether something is wrong with it.

    The values may hold foreign text, and are not sanitised.
    """
    metadata = found.metadata
    damage = f"no: {counted(found.damaged, 'problem')}"
    yield "whole", "yes" if found.is_intact else damage, not found.is_intact
    for problem in found.problems:
        yield "problem", problem, True
    missing = "; ".join(metadata.warnings) or "it was never finished"
    complete = "yes" if metadata.is_complete else f"not known: {missing}"
    yield "complete", complete, not metadata.is_complete
    when = moment_text(metadata.finished_at or metadata.started_at)
    yield "saved", f"{when}, from {metadata.host}, by {metadata.program}", False
    yield "format", str(found.format_version), False
    yield "sequences", f"{found.items:,}", False
    yield "deleted", f"{found.deleted:,} that the account has since deleted", False
    yield "earlier", f"{counted(found.earlier, 'earlier form')} of sequences", False
    if found.texts:
        yield "texts", f"of {counted(found.texts, 'e-mail template')}", False
    if found.unchecked:
        advice = "items of a format without checksums; the next save of the account adds them"
        yield "unchecked", f"{found.unchecked:,} {advice}", False
    if found.not_json:
        yield "not JSON", f"{found.not_json:,} items, kept as they were received", False
