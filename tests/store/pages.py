"""Pages of sequences with given ids, and lists read from them, for the tests of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.page import NextPage, Page, Window
from seq_tui.domain.sequence import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from seq_tui.store.paged_list import PagedList


def page(
    number: int,
    ids: Iterable[int | None],
    *,
    is_last: bool = False,
    dropped: int = 0,
    repeated: int = 0,
    is_certain: bool = True,
    read_at: datetime | None = None,
    next_page: NextPage = NextPage.CLAIMED,
) -> Page[Sequence]:
    """Page `number` of sequences with these ids."""
    items = tuple(Sequence(id=sequence_id, name=f"page {number}") for sequence_id in ids)
    return Page(number, items, is_last, dropped, repeated, is_certain, read_at, next_page)


def ids(rows: PagedList[Sequence]) -> list[int | None]:
    """The ids of all rows in order; `None` for a row that is not in memory."""
    found = (rows.row(index) for index in range(rows.count))
    return [None if row is None else row.id for row in found]


def read(rows: PagedList[Sequence], pages: dict[int, Page[Sequence]], window: Window) -> list[int]:
    """Read the pages of a window as a loader would; returns the numbers of the pages read."""
    numbers: list[int] = []
    while to_read := rows.pages_to_read(window):
        assert len(numbers) < 1000, "the list never stops requesting pages"
        numbers.append(to_read[0])
        rows.put(pages[to_read[0]])
    return numbers


def pages_in_memory(rows: PagedList[Sequence]) -> int:
    """The number of pages in memory; empty ones count too, and no row belongs to them."""
    return len(rows._pages)


def paged(account: Iterable[int], per_page: int) -> dict[int, Page[Sequence]]:
    """The pages of an account as a service would return them, and an empty one after the last."""
    all_ids = list(account)
    last = max(1, -(-len(all_ids) // per_page))
    return {
        number: page(
            number, all_ids[(number - 1) * per_page : number * per_page], is_last=number >= last
        )
        for number in range(1, last + 2)
    }
