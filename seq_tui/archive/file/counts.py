"""Counts of what an archive contains."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.wire.records import unwrap

if TYPE_CHECKING:
    from seq_tui.archive.file.stored_rows import StoredRows

_TEMPLATE = re.compile(r'"email_template_id"\s*+:\s*+("[^"]+"|\d+)')
"""A reference to a template in an archive's JSON.

It cannot match inside a string: there, a backslash precedes every quotation mark.
"""


MAX_DIGITS = 18
"""Most digits of the id of a template that has a text."""


@dataclass(frozen=True, slots=True)
class ArchiveCounts:
    """Counts of what an archive contains."""

    sequences: int = 0
    """Items that hold a sequence, and that the account still had when it was saved."""

    steps: int = 0
    templates: int = 0
    """Distinct e-mail templates that the steps refer to."""

    deleted: int = 0
    """Items that the account has since deleted."""

    unreadable: int = 0
    """Items that hold no sequence; they are stored as received."""

    earlier: int = 0
    """Earlier forms of sequences."""


def count_contents(archive: StoredRows) -> ArchiveCounts:
    """Count what an archive contains, in one pass over all rows.

    Raises:
        ArchiveError: it cannot be read.
    """
    templates: set[str] = set()
    live = deleted = unreadable = 0
    for row in archive.all_rows():
        if row.deleted_at is not None:
            deleted += 1
            continue
        if row.id is None and unwrap(json.loads(row.text)) is None:
            unreadable += 1
            continue
        live += 1
        templates.update(each.strip('"') for each in _TEMPLATE.findall(row.text))
    earlier = archive.earlier_count
    return ArchiveCounts(live, archive.step_count, len(templates), deleted, unreadable, earlier)


def referred_templates(archive: StoredRows) -> set[int]:
    """The ids of all templates that a sequence refers to, also one that is deleted.

    Raises:
        ArchiveError: it cannot be read.
    """
    found = (each for row in archive.all_rows() for each in _TEMPLATE.findall(row.text))
    return {int(each) for each in found if each.isdecimal() and len(each) <= MAX_DIGITS}
