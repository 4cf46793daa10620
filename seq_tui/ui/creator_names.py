"""The names of the users who created the sequences that were looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source


class CreatorNames:
    """Asks an account for each creator once, and only for those that are looked at.

    Args:
        source: the account.
    """

    def __init__(self, source: Source[Sequence]) -> None:
        self._source = source
        self._asked: set[int] = set()
        self._names: dict[int, str] = {}

    def new_creator(self, sequence: Sequence | None) -> int | None:
        """The creator of a sequence, to be loaded; `None` if there is none, or it was before."""
        creator_id = None if sequence is None else sequence.creator_id
        if creator_id is None or creator_id in self._asked:
            return None
        self._asked.add(creator_id)
        return creator_id

    async def load(self, creator_id: int) -> dict[int, str]:
        """All names that are known after asking for this one."""
        self._names |= await self._source.creator_names([creator_id])
        return dict(self._names)
