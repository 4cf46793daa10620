"""Pages of sequences by their ids alone, and lists read from them, for the tests of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.page import Page, Window
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
) -> Page[Sequence]:
    """Page `number`, holding sequences of these ids."""
    items = tuple(Sequence(id=sequence_id, name=f"page {number}") for sequence_id in ids)
    return Page(number, items, is_last, dropped, repeated, is_certain, read_at)


def ids(rows: PagedList[Sequence]) -> list[int | None]:
    """The ids of all rows, in order; `None` for a row that is not in memory."""
    found = (rows.row(index) for index in range(rows.count))
    return [None if row is None else row.id for row in found]


def read(rows: PagedList[Sequence], pages: dict[int, Page[Sequence]], window: Window) -> list[int]:
    """Read what a window needs, as a loader would; returns the numbers of the pages asked for."""
    asked: list[int] = []
    while missing := rows.missing(window):
        assert len(asked) < 1000, "the list never has enough"
        asked.append(missing[0])
        rows.put(pages[missing[0]])
    return asked


def paged(account: Iterable[int], per_page: int) -> dict[int, Page[Sequence]]:
    """An account as a service would give it, with an empty page behind the last."""
    all_ids = list(account)
    last = max(1, -(-len(all_ids) // per_page))
    return {
        number: page(
            number, all_ids[(number - 1) * per_page : number * per_page], is_last=number >= last
        )
        for number in range(1, last + 2)
    }
