"""An account that changes while it is read, and that keeps every state it ever was in."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from seq_tui.domain.page import PER_PAGE, RawPage, never_cancelled
from tests.archive.saved_items import item

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seq_tui.domain.json import Json
    from seq_tui.domain.query import Query


class MovingAccount:
    """Sequences that are created and deleted anywhere, before and after each answer.

    Args:
        size: sequences at the beginning.
        seed: what decides all changes.
        changes: how many there will be before it rests.
        chance: of one more change each time that there may be one.
        length: items on a full page, whatever is asked for.
    """

    def __init__(
        self,
        size: int,
        seed: int = 0,
        *,
        changes: int = 0,
        chance: float = 0.5,
        length: int = PER_PAGE,
    ) -> None:
        self._random = Random(seed)
        self._changes = changes
        self._chance = chance
        self._length = length
        self.ids = list(range(1, size + 1))
        self._next = size + 1
        self.states = [frozenset(self.ids)]
        """The ids of every state, in the order of time."""

        self.asked: list[int] = []
        """The numbers of the pages asked for; 0 for a question about ids."""

        self.versions: dict[int, int] = {}
        """How often sequences have been updated."""

        self.broken: set[int] = set()
        """Sequences that come as items without content."""

        self.hidden: dict[int, int] = {}
        """Items left out of a page, by its number."""

        self.shown: Callable[[int], int] = lambda page: page
        """The page that is given for the one asked for."""

        self.ends_at: Callable[[int], bool] | None = None
        """Whether a page is called the last, where that is not the truth."""

        self.refuses_past_the_end = False

    def change(self) -> None:
        """Create one sequence or delete one, anywhere, as the account may at any time."""
        while self._changes > 0 and self._random.random() < self._chance:
            self._changes -= 1
            place = self._random.randrange(len(self.ids) + 1)
            if place < len(self.ids) and self._random.random() < 0.5:
                del self.ids[place]
            else:
                self.ids.insert(place, self._next)
                self._next += 1
            self.states.append(frozenset(self.ids))

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """A page of the account as it is at this moment."""
        self.asked.append(number)
        self.change()
        start = (self.shown(number) - 1) * self._length
        found = self.ids[start : start + self._length - self.hidden.get(number, 0)]
        is_last = start + self._length >= len(self.ids)
        if self.ends_at is not None and found:
            is_last = self.ends_at(number)
        is_refused = self.refuses_past_the_end and not found
        page = RawPage(number, tuple(map(self._item, found)), is_last, not is_refused)
        self.change()
        return page

    def _item(self, sequence_id: int) -> Json:
        if sequence_id in self.broken:
            return {"data": None}
        version = self.versions.get(sequence_id, 0)
        name = f"Trial {version}" if version else "Trial"
        return item(sequence_id, name, f"2026-01-0{version + 1}T00:00:00Z")


class MovingWitness(MovingAccount):
    """The same, which also answers questions about ids."""

    async def has_all(
        self, ids: Sequence[int], *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> bool:
        """Whether the account holds all of them at this moment."""
        self.asked.append(0)
        self.change()
        found = [each for each in self.ids if each in set(ids)]
        self.change()
        return found[len(ids) - 1 : len(ids)] == [ids[-1]]
