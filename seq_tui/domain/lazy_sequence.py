"""A sequence of values of which only those that somebody looks at are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class LazySequence(Sequence[T], Generic[T]):
    """As many values as a tuple would hold, each made anew from its index when it is asked for.

    A screen shows thirty of ten thousand; to make them all takes longer than a key may.

    Args:
        count: how many there are.
        make: the value at an index from 0 to `count` - 1; the same one each time.
    """

    __slots__ = ("_count", "_make")

    def __init__(self, count: int, make: Callable[[int], T]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        # A range checks an index, and counts from the end, as a tuple does.
        places = range(self._count)[index]
        return self._make(places) if isinstance(places, int) else tuple(map(self._make, places))
