"""What the e-mail templates of some sequences say, as far as an account has been asked."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source
    from seq_tui.domain.template_text import TemplateText

NONE: Mapping[int, TemplateText] = MappingProxyType({})


class KnownTexts:
    """Asks an account for each text once.

    Args:
        source: the account.
    """

    def __init__(self, source: Source[Sequence]) -> None:
        self._source = source
        self._asked: frozenset[int] = frozenset()
        self.texts = NONE
        """Those that are known so far, by the template's id."""

    def can_tell_more(self, template_ids: Collection[int]) -> bool:
        """Whether asking for these may add a text."""
        return self._source.keeps_texts and not self._asked.issuperset(template_ids)

    async def ask(self, template_ids: Collection[int]) -> Mapping[int, TemplateText]:
        """All texts that are known once these have been asked for."""
        if missing := frozenset(template_ids) - self._asked:
            self._asked |= missing
            found = await self._source.template_texts(missing)
            # Others may have been found meanwhile.
            self.texts = {**self.texts, **found}
        return self.texts

    def forget(self) -> None:
        """Ask for all of them again, since the file was replaced."""
        self._asked, self.texts = frozenset(), NONE
