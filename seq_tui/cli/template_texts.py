"""Asks an account for the texts of the templates that sequences use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.known_texts import KnownTexts

if TYPE_CHECKING:
    from collections.abc import Collection

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.template_text import TemplateText


TEXT_FORMATS = frozenset({"text", "markdown", "html", "json"})
"""The formats that have the texts of e-mails, where these are known."""


class TemplateTexts(KnownTexts):
    """The texts of the templates met so far."""

    async def of(self, sequences: Collection[Sequence]) -> dict[int, TemplateText]:
        """The texts that are known of the templates these sequences use, by the template's id."""
        ids = {each for sequence in sequences for each in sequence.template_ids}
        known = await self.ask(ids)
        return {each: known[each] for each in sorted(ids) if each in known}

    async def add_to(self, sequences: Collection[Sequence]) -> list[Sequence]:
        """The sequences with the texts that are known of their templates."""
        found = []
        for sequence in sequences:
            texts = await self.of([sequence])
            found.append(sequence._replace(template_texts=texts) if texts else sequence)
        return found
