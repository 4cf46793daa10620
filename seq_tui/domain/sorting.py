"""The order of a list that is sorted by one key, as `seq_tui.domain.query.Sort` says it."""

from __future__ import annotations

from heapq import merge
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from seq_tui.domain.folding import fold
from seq_tui.domain.storable_text import replace_unstorable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from seq_tui.domain.filter.facts import Facts
    from seq_tui.domain.query import Sort

T = TypeVar("T")

Rank: TypeAlias = tuple[float, str, int]
"""What is compared of two rows."""

FACTS = {"steps": "steps", "length": "days", "created": "created", "updated": "updated"}
"""The keys whose values are numbers, and the name of each among the facts."""


def rank(facts: Facts, sort: Sort, creator_names: Mapping[int, str]) -> Rank | None:
    """What an order compares of a sequence; `None` if it has no value, and so comes last.

    A name is compared as it is folded. In place of characters that no archive can store, a
    placeholder is compared.
    """
    if sort.key == "name":
        return (0, name, 0) if (name := replace_unstorable(facts.name)) else None
    if sort.key == "creator":
        is_known = facts.creator_id is not None
        return creator_rank(facts.creator_id or 0, sort, creator_names) if is_known else None
    value: float | None = getattr(facts, FACTS[sort.key])
    return None if value is None else (value, "", 0)


def creator_rank(creator_id: int, sort: Sort, creator_names: Mapping[int, str]) -> Rank:
    """What is compared of a creator: the name, and after all names, in both directions, the id."""
    name = creator_names.get(creator_id)
    return (name is None) != sort.is_descending, replace_unstorable(fold(name or "")), creator_id


class Sorter(Generic[T]):
    """Sorts rows that are added in runs; each run, and each part of the result, takes little time.

    Rows of equal rank stay in the order in which they are added; those without one come last.
    """

    def __init__(self, *, is_descending: bool) -> None:
        self._is_descending = is_descending
        self._runs: list[list[tuple[T, tuple[float | str, ...]]]] = []
        self._without_rank: list[T] = []

    def add(self, rows: Iterable[tuple[T, tuple[float | str, ...] | None]]) -> None:
        """Add some rows with their ranks."""
        run: list[tuple[T, tuple[float | str, ...]]] = []
        for row, its_rank in rows:
            if its_rank is None:
                self._without_rank.append(row)
            else:
                run.append((row, its_rank))
        # A reversed sort of Python leaves equal rows in their order, too.
        run.sort(key=itemgetter(1), reverse=self._is_descending)
        self._runs.append(run)

    def rows(self) -> Iterator[T]:
        """All rows in their order, sorted as far as they are read."""
        merged = merge(*self._runs, key=itemgetter(1), reverse=self._is_descending)
        return chain((row for row, _ in merged), self._without_rank)
