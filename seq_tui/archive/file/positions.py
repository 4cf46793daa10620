"""The positions of rows, found as far as they are requested."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from array import array
from time import perf_counter
from typing import TYPE_CHECKING

from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from seq_tui.archive.file.filter_sql import Condition

MAX_BLOCK_S = 0.008
"""Seconds of a search after which other tasks run."""


class Positions(ABC):
    """What a query selects, in its order: the sequences that the account has since deleted last."""

    def __init__(self) -> None:
        self._found = array("q")
        self._is_complete = False
        self._total: int | None = None
        self.has_failed = False
        """Whether the search met an error: to go on would leave rows out."""
        self._sought = (0, 0)
        """The position that was last looked for, and among how many it was not found."""

    async def find(self, stop: int, is_wanted: Callable[[], bool]) -> array[int]:
        """At least the first `stop` positions, or all.

        There may be fewer once `is_wanted` returns false. A long search yields to other tasks.
        """
        await self._find_until(lambda: self._has(stop), stop, is_wanted)
        return self._found

    async def count(self, is_wanted: Callable[[], bool]) -> int | None:
        """The number of all rows; `None` once `is_wanted` returns false before it is known."""
        await self._find_until(lambda: self.total is not None, MAX_INTEGER, is_wanted)
        return self.total

    async def _find_until(
        self, is_over: Callable[[], bool], stop: int, is_wanted: Callable[[], bool]
    ) -> None:
        since = perf_counter()
        while not is_over() and is_wanted():
            self.go_on(stop - len(self._found))
            if not is_over() and perf_counter() - since > MAX_BLOCK_S:
                # Slow to import, and the first page needs no event loop.
                import asyncio

                await asyncio.sleep(0)
                since = perf_counter()

    def find_sync(self, stop: int) -> array[int]:
        """The same as `find`, for a caller that cannot await."""
        while not self._has(stop):
            self.go_on(stop - len(self._found))
        return self._found

    def go_on(self, count: int) -> None:
        """Find the next positions, as `find_more`, unless that has failed before.

        Raises:
            sqlite3.Error: it fails, or another task met an error in this search.
        """
        if self.has_failed:
            raise sqlite3.OperationalError("reading the rows failed before")
        self.has_failed = True
        self.find_more(count)
        self.has_failed = False

    def all_found(self) -> array[int] | None:
        """The positions of all rows; `None` while there may be others."""
        return self._found if self._is_complete else None

    @property
    def total(self) -> int | None:
        """The number of all rows; `None` while that is not known."""
        return len(self._found) if self._is_complete else self._total

    @property
    def found_count(self) -> int:
        """The number of rows that were found so far."""
        return len(self._found)

    def between(self, start: int, stop: int) -> array[int]:
        """Some of the positions that were found so far."""
        return self._found[start:stop]

    def row_of(self, place: int) -> int | None:
        """The number of the row at a position among those that were found so far, from 0."""
        sought, count = self._sought
        try:
            return self._found.index(place, count if sought == place else 0)
        except ValueError:
            self._sought = (place, len(self._found))
            return None

    def near(self, _start: int, _live_count: Callable[[], int]) -> tuple[Positions, int]:
        """Where to find a row by its number, and the number of the first row there.

        A row far away may be found without those before it, which are only counted; that takes up
        to a tenth of a second in a million rows.
        """
        return self, 0

    def pick(self, _places: list[int]) -> list[int] | None:
        """Those of some rows that are selected, in any order; `None` if that takes long to tell."""
        return None

    @property
    def name_words(self) -> Sequence[str]:
        """Folded words that the name of each row contains."""
        return ()

    def not_searched(self) -> tuple[int, Condition] | None:
        """The position up to which all were found, and what selects the rows after that.

        `None` if there is nothing after it, or if SQL alone cannot decide what is selected.
        """
        return None

    @abstractmethod
    def find_more(self, count: int) -> None:
        """Find the next positions, about `count`, or none if that takes long; for milliseconds."""

    def _has(self, stop: int) -> bool:
        return self._is_complete or len(self._found) >= stop


class FoundInParts(Positions):
    """Positions that are found part by part; a part may be empty while they are looked for."""

    def __init__(self, parts: Iterator[Iterable[int]]) -> None:
        super().__init__()
        self._parts = parts

    def find_more(self, _count: int) -> None:
        """Find the next part."""
        part = next(self._parts, None)
        self._found.extend(part or ())
        self._is_complete = part is None


class KnownPositions(Positions):
    """Positions that need no search."""

    def __init__(self, positions: Iterable[int]) -> None:
        super().__init__()
        self._found.extend(positions)
        self._is_complete = True

    def pick(self, places: list[int]) -> list[int]:
        """Those that are known."""
        known = set(self._found)
        return [place for place in places if place in known]

    def find_more(self, _count: int) -> None:
        """There are no others."""
