"""The names of the users who created the sequences that were looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.sequence import with_creator_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source


class CreatorNames:
    """Looks up each creator once at hand, and once by a request if that did not find the name.

    Args:
        source: the account.
    """

    def __init__(self, source: Source[Sequence]) -> None:
        self._source = source
        self._looked_up: set[int] = set()
        self._asked: set[int] = set()
        self._names: dict[int, str] = {}

    @property
    def names(self) -> dict[int, str]:
        """All names that were found."""
        return dict(self._names)

    def is_looked_up(self, creator_id: int) -> bool:
        """Whether the name is known, or not to be had without a request."""
        return creator_id in self._looked_up

    def look_up(self, creator_ids: AbstractSet[int]) -> bool:
        """Find the names that the account knows without a request; whether there are new ones."""
        if creator_ids <= self._looked_up:
            return False
        found = self._source.known_creator_names(creator_ids - self._looked_up)
        self._looked_up |= creator_ids
        self._names |= found
        return bool(found)

    def add_to(self, sequences: Iterable[Sequence]) -> list[Sequence]:
        """The sequences with the names of their creators that are known without a request."""
        found = list(sequences)
        self.learn(found)
        return list(map(self.named, found))

    def learn(self, sequences: Iterable[Sequence]) -> None:
        """Find the names of their creators that are known without a request."""
        self.look_up({each.creator_id for each in sequences if each.creator_id is not None})

    def named(self, sequence: Sequence) -> Sequence:
        """The sequence with the name of its creator, if that was found."""
        return with_creator_name(sequence, self._names)

    def is_asked(self, creator_id: int) -> bool:
        """Whether the name is known, or a request did not find it."""
        return creator_id in self._names or creator_id in self._asked

    async def ask(self, creator_ids: AbstractSet[int]) -> None:
        """Ask the account for those of these names that are not known."""
        new = creator_ids - self._asked - self._names.keys()
        self._asked |= new
        self._names |= await self._source.creator_names(new)
