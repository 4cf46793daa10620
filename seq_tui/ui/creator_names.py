"""The names of the users who created the sequences that were looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source


class CreatorNames:
    """Asks an account for each creator once: those of a page together, once one is looked at.

    Args:
        source: the account.
    """

    def __init__(self, source: Source[Sequence]) -> None:
        self._source = source
        self._asked: set[int] = set()
        self._names: dict[int, str] = {}

    def new_creators(
        self, sequence: Sequence | None, others: Iterable[Sequence | None]
    ) -> frozenset[int]:
        """The creators to ask for: that of a sequence, and with it those of others.

        None if nobody created the sequence who was not asked for before.
        """
        if sequence is None or sequence.creator_id is None or sequence.creator_id in self._asked:
            return frozenset()
        found = {each.creator_id for each in (sequence, *others) if each is not None}
        new = frozenset(each for each in found if each is not None) - self._asked
        self._asked |= new
        return new

    async def load(self, creator_ids: Iterable[int]) -> dict[int, str]:
        """All names that are known after asking for these."""
        self._names |= await self._source.creator_names([*creator_ids])
        return dict(self._names)
