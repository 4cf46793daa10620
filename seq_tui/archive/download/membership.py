"""Checking by a few small requests that an account still holds many sequences."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Sequence
    from typing import Any

    from seq_tui.archive.download.ordered_requests import Request

IDS_PER_REQUEST = 400
"""Most ids in one request: with 10 digits each, and three characters for each comma, its address
stays under the 8 kB that servers commonly accept."""


@runtime_checkable
class SupportsHasAll(Protocol):
    """An account that can confirm many sequences by one small request."""

    def has_all(
        self, ids: Sequence[int], *, is_wanted: Callable[[], bool] = ...
    ) -> Coroutine[Any, Any, bool]:
        """Whether the account is seen to hold all `ids`, which are in its own order."""
        ...


def split_ids(ids: Sequence[int]) -> list[Sequence[int]]:
    """Split ids into parts of at most `IDS_PER_REQUEST`, each spread over the whole account.

    There are at least two parts, so that no part is the beginning of the account: for that part, a
    service that ignores the ids would return the right row all the same.
    """
    count = max(2, ceil(len(ids) / IDS_PER_REQUEST))
    return [ids[first::count] for first in range(count)]


def membership_requests(
    account: SupportsHasAll, parts: Sequence[Sequence[int]]
) -> Iterator[Request[bool]]:
    """One request for each part."""
    for ids in parts:
        yield partial(_has_all, account, ids)


def _has_all(
    account: SupportsHasAll, ids: Sequence[int], is_wanted: Callable[[], bool]
) -> Coroutine[Any, Any, bool]:
    return account.has_all(ids, is_wanted=is_wanted)
