"""What an archive holds, counted."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.wire.records import content

if TYPE_CHECKING:
    from seq_tui.archive.file.archive import Archive

_TEMPLATE = re.compile(r'"email_template_id":("[^"]+"|\d+)')
"""A reference to a template in JSON as an archive holds it.

It never begins inside a text: there, every quotation mark has a backslash before it.
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """Counts of what is in an archive."""

    sequences: int = 0
    """Items that hold a sequence, and that the account had when it was saved."""

    steps: int = 0
    templates: int = 0
    """Different e-mail templates that the steps refer to."""

    deleted: int = 0
    """Items that the account had once, and then no more."""

    unreadable: int = 0
    """Items that hold no sequence; they are kept as they were received."""


def contents_of(archive: Archive) -> Contents:
    """Count what is in an archive; all of it is read once.

    Raises:
        ArchiveError: it cannot be read.
    """
    templates: set[str] = set()
    live = deleted = unreadable = 0
    for sequence_id, text, deleted_at in archive.stored():
        if deleted_at is not None:
            deleted += 1
            continue
        if sequence_id is None and content(json.loads(text)) is None:
            unreadable += 1
            continue
        live += 1
        templates.update(each.strip('"') for each in _TEMPLATE.findall(text))
    return Contents(live, archive.steps, len(templates), deleted, unreadable)
