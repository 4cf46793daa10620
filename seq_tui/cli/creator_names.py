"""Adds the names of creators to sequences that are written for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.sequence import with_creator_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source

NAMED_FORMATS = frozenset({"text", "markdown", "html", "svg"})
"""The formats that say who created a sequence, for people; programs get the id."""


class CreatorNames:
    """The names of the creators met so far.

    Args:
        source: is asked once for each of them.
    """

    def __init__(self, source: Source[Sequence]) -> None:
        self._source = source
        self._names: dict[int, str] = {}
        self._asked: set[int] = set()

    async def add_to(self, sequences: Collection[Sequence]) -> list[Sequence]:
        """The sequences with the names of their creators, where these are known."""
        ids = {each.creator_id for each in sequences if each.creator_id is not None}
        if missing := ids - self._asked:
            self._asked |= missing
            self._names |= await self._source.creator_names(missing)
        return [with_creator_name(each, self._names) for each in sequences]
