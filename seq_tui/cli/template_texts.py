"""Asks an account for the texts of the templates that sequences use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source
    from seq_tui.domain.template_text import TemplateText


TEXT_FORMATS = frozenset({"text", "markdown", "html", "json"})
"""The formats that have the texts of e-mails, where these are known."""


class TemplateTexts:
    """The texts of the templates met so far.

    Args:
        source: is asked once for each of them.
    """

    def __init__(self, source: Source[Sequence]) -> None:
        self._source = source
        self._texts: dict[int, TemplateText] = {}
        self._asked: set[int] = set()

    async def of(self, sequences: Collection[Sequence]) -> dict[int, TemplateText]:
        """The texts that are known of the templates these sequences use, by the template's id."""
        ids = {each for sequence in sequences for each in sequence.template_ids}
        if missing := ids - self._asked:
            self._asked |= missing
            self._texts |= await self._source.template_texts(missing)
        return {each: self._texts[each] for each in sorted(ids) if each in self._texts}

    async def add_to(self, sequences: Collection[Sequence]) -> list[Sequence]:
        """The sequences with the texts that are known of their templates."""
        found = []
        for sequence in sequences:
            texts = await self.of([sequence])
            found.append(sequence._replace(template_texts=texts) if texts else sequence)
        return found
