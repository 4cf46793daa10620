"""The syntax that charts of Mermaid share, and its limits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seq_tui.presentation.header import deletion_texts
from seq_tui.presentation.wording import name_text

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

MAX_TEXT = 50_000
"""Mermaid's default limit on the characters of a diagram (``maxTextSize``)."""

MAX_EDGES = 500
"""Mermaid's default limit on the arrows of a flowchart (``maxEdges``)."""

RESERVED_TEXT = 500
"""Characters reserved for the axis and for the section about omitted ones."""

_SPECIAL = re.compile(r"[^\w .,()/!?=+≥·…✉↩☐–-]")
"""Characters that Mermaid may read as syntax."""


def escape(text: str) -> str:
    """Escape one line of received text, with special characters as numeric entities."""
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)


def title_text(sequence: Sequence) -> str:
    """The name, after a mark if the sequence was deleted: a title that is cut still has that."""
    return ": ".join([*deletion_texts(sequence), name_text(sequence)])


class Sections:
    """The sections of a chart, which are omitted once it reaches a limit of Mermaid.

    Args:
        beginning: the text before the sections.
        most: the most sections.
    """

    def __init__(self, beginning: str, most: int | None = None) -> None:
        self._remaining = MAX_TEXT - RESERVED_TEXT - _size(beginning)
        self._remaining_edges = MAX_EDGES
        self._most = most
        self.texts: list[str] = []
        self.omitted = 0
        """The number of sections without room."""

    def add(self, text: str, edges: int = 0) -> None:
        """Add a section, or omit it if it or an earlier one does not fit."""
        self.omitted += not self.try_add(text, edges)

    def try_add(self, text: str, edges: int = 0) -> bool:
        """Add a section, unless it or an earlier one does not fit; return whether it did."""
        size = _size(text)
        fits = size <= self._remaining and edges <= self._remaining_edges
        if self.omitted or not fits or len(self.texts) == self._most:
            return False
        self._remaining -= size
        self._remaining_edges -= edges
        self.texts.append(text)
        return True


def _size(text: str) -> int:
    """Count characters as JavaScript does, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
