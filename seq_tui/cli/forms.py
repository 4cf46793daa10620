"""The forms of an export: what is in a file for one sequence or for many, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.cli import documents, single_documents

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime
    from typing import TypeAlias

    from seq_tui.cli.reading import Reading

    Many: TypeAlias = Callable[[Reading, datetime | None], AsyncIterator[bytes]]
    """All that a reading gives, in pieces of one document."""

    Each: TypeAlias = Callable[[Reading, datetime | None], AsyncIterator[tuple[str, bytes]]]
    """All that a reading gives, as a document for each sequence, behind the name of its file."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of an export."""

    many: Many
    each: Each
    default_start: str | None = None
    """Where a schedule begins if nobody says it; `None` for a form that can do without."""


FORMS = {
    "json": Form(documents.json_array, single_documents.json_objects),
    "jsonl": Form(documents.json_lines, single_documents.json_lines),
    "raw": Form(documents.envelope, single_documents.envelopes),
}
"""Every form of an export, by its name."""
