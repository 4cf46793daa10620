"""A sequence that computes its values on access."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class LazySequence(Sequence[T], Generic[T]):
    """A read-only sequence that computes each value from its index, on every access.

    A screen shows thirty of ten thousand values; computing all of them would delay a key press.

    Args:
        count: the number of values.
        make: returns the value at an index from 0 to `count` - 1, the same one each time.
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
        # A range checks bounds and resolves negative indices as a tuple does.
        indices = range(self._count)[index]
        return self._make(indices) if isinstance(indices, int) else tuple(map(self._make, indices))
