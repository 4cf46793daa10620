"""Many ids, asked about in few and small requests, to see that an account holds all of them."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Sequence
    from typing import Any

    from seq_tui.archive.download.ordered_requests import Call

IDS_AT_ONCE = 400
"""Ids in one question: with 10 digits each, and three characters for each comma, its address stays
under the 8 kB that servers commonly take."""


@runtime_checkable
class SupportsHasAll(Protocol):
    """An account that may say, by one small request, that it holds many sequences."""

    def has_all(
        self, ids: Sequence[int], *, is_wanted: Callable[[], bool] = ...
    ) -> Coroutine[Any, Any, bool]:
        """Whether it is seen to hold all of them, which are in its own order."""
        ...


def parts_of(ids: Sequence[int]) -> list[Sequence[int]]:
    """The ids in parts of `IDS_AT_ONCE` at most, each from all over the account.

    There are two parts at least, so that no part is the beginning of the account: there, a service
    that takes no notice of ids would give the right row all the same.
    """
    count = max(2, ceil(len(ids) / IDS_AT_ONCE))
    return [ids[first::count] for first in range(count)]


def questions(witness: SupportsHasAll, parts: Sequence[Sequence[int]]) -> Iterator[Call[bool]]:
    """A request for each of the parts."""
    for ids in parts:
        yield partial(_asked, witness, ids)


def _asked(
    witness: SupportsHasAll, ids: Sequence[int], is_wanted: Callable[[], bool]
) -> Coroutine[Any, Any, bool]:
    return witness.has_all(ids, is_wanted=is_wanted)
