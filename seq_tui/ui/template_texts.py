"""What the e-mail templates of the sequences say that were looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source
    from seq_tui.domain.template_text import TemplateText


class TemplateTexts:
    """Reads each text of an account once.

    Args:
        source: the account.
    """

    def __init__(self, source: Source[Sequence]) -> None:
        self._source = source
        self._asked: set[int] = set()
        self._texts: dict[int, TemplateText] = {}

    @property
    def texts(self) -> Mapping[int, TemplateText]:
        """Those that are known so far, by the template's id."""
        return self._texts

    def new_templates(self, sequence: Sequence | None) -> frozenset[int]:
        """The templates of a sequence to ask for now; each is returned once.

        None where no text is kept.
        """
        if sequence is None or not self._source.keeps_texts:
            return frozenset()
        new = sequence.template_ids - self._asked
        self._asked |= new
        return new

    async def load(self, template_ids: Iterable[int]) -> Mapping[int, TemplateText]:
        """All texts that are known after asking for these."""
        self._texts = self._texts | await self._source.template_texts([*template_ids])
        return self._texts

    def forget(self) -> None:
        """Ask for all of them again, since the file was replaced."""
        self._asked.clear()
        self._texts = {}
