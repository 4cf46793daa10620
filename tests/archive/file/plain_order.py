"""Reads archives page by page, and sorts what was read plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.query import SORT_KEYS, Sort
from seq_tui.domain.sequence import DELETED_AT
from tests.domain.plain_sort import plainly_sorted

if TYPE_CHECKING:
    from seq_tui.archive.file.archive import Archive
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence

SORTS = [Sort(key, is_descending) for key in SORT_KEYS for is_descending in (False, True)]
"""Every order."""


async def pages_of(archive: Archive, query: Query) -> list[Sequence]:
    """What a query finds, by several pages."""
    rows: list[Sequence] = []
    for number in range(1, 99):
        page = await archive.page(query, number, per_page=37)
        rows += page.items
        if page.is_last:
            assert page.total is not None
            break
    return rows


def expected(rows: list[Sequence], sort: Sort, archive: Archive) -> list[Sequence]:
    """These rows of an archive in an order; the deleted ones come last."""
    live = [row for row in rows if DELETED_AT not in row.extra]
    deleted = [row for row in rows if DELETED_AT in row.extra]
    names = archive.stored_creator_names()
    return [*plainly_sorted(live, sort, names), *plainly_sorted(deleted, sort, names)]
