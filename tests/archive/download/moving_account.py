"""An account that changes while it is read, and records every state it was in."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from seq_tui.domain.end_of_list import EndOfList
from seq_tui.domain.page import PER_PAGE, NextPage, RawPage, never_cancelled
from seq_tui.domain.source import AuthoritativeSource
from tests.archive.saved_items import item

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seq_tui.domain.json import Json
    from seq_tui.domain.query import Query


class MovingAccount(AuthoritativeSource):
    """Sequences that are created and deleted anywhere, before and after each answer.

    Args:
        size: number of sequences at the beginning.
        seed: determines all changes.
        changes: number of changes until the account is stable.
        chance: probability of one more change, each time that one is possible.
        length: items on a full page, whatever the request says.
        cap: the same for a service that says nothing of the next page.
    """

    def __init__(
        self,
        size: int,
        seed: int = 0,
        *,
        changes: int = 0,
        chance: float = 0.5,
        length: int = PER_PAGE,
        cap: int = 0,
    ) -> None:
        self._random = Random(seed)
        self._changes = changes
        self._chance = chance
        self._length = cap or length
        self._end_of_list = EndOfList() if cap else None
        self.ids = list(range(1, size + 1))
        self._next = size + 1
        self.states = [frozenset(self.ids)]
        """The ids of every state, in the order of time."""

        self.requested: list[int] = []
        """The numbers of the pages requested; 0 for a request for ids."""

        self.versions: dict[int, int] = {}
        """How often each sequence was updated, by its id."""

        self.broken: set[int] = set()
        """Ids of sequences that are sent as items without content."""

        self.hidden: dict[int, int] = {}
        """How many items are left out of a page, by its number."""

        self.sent_page: Callable[[int], int] = lambda page: page
        """Maps the requested page to the one that is sent."""

        self.ends_at: Callable[[int], bool] | None = None
        """Whether a page is marked as the last, if that is not to be the truth."""

        self.refuses_past_the_end = False

    def change(self) -> None:
        """Create or delete sequences anywhere, as long as chance has it."""
        while self._changes > 0 and self._random.random() < self._chance:
            self._changes -= 1
            row = self._random.randrange(len(self.ids) + 1)
            if row < len(self.ids) and self._random.random() < 0.5:
                del self.ids[row]
            else:
                self.ids.insert(row, self._next)
                self._next += 1
            self.states.append(frozenset(self.ids))

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """A page of the account as it is at this moment."""
        self.requested.append(number)
        self.change()
        start = (self.sent_page(number) - 1) * self._length
        found = self.ids[start : start + self._length - self.hidden.get(number, 0)]
        is_last = start + self._length >= len(self.ids)
        if self.ends_at is not None and found:
            is_last = self.ends_at(number)
        is_refused = self.refuses_past_the_end and not found
        items = tuple(map(self._item, found))
        said = NextPage.CLAIMED if items and not self._end_of_list else NextPage.UNSAID
        page = RawPage(number, items, is_last, not is_refused, said)
        if self._end_of_list:
            page = self._end_of_list.judge(page)
        self.change()
        return page

    def _item(self, sequence_id: int) -> Json:
        if sequence_id in self.broken:
            return {"data": None}
        version = self.versions.get(sequence_id, 0)
        name = f"Trial {version}" if version else "Trial"
        return item(sequence_id, name, f"2026-01-0{version + 1}T00:00:00Z")


class MovingAccountWithIds(MovingAccount):
    """The same, with support for requests by ids."""

    async def has_all(
        self, ids: Sequence[int], *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> bool:
        """Whether the account holds all of these sequences at this moment."""
        self.requested.append(0)
        self.change()
        found = [each for each in self.ids if each in set(ids)]
        self.change()
        return found[len(ids) - 1 : len(ids)] == [ids[-1]]
