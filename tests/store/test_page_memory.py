"""The memory that pages from a service take."""

from __future__ import annotations

import asyncio
import json
import tracemalloc
from typing import TYPE_CHECKING

from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.server.demo.account import DemoAccount
from seq_tui.store.paged_list import MAX_PAGES, PagedList
from seq_tui.wire.envelopes import encode_page
from tests.store.pages import pages_in_memory
from tests.wire.bodies import read_page

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

MEGABYTE = 1_000_000


def body(number: int) -> bytes:
    """A page of the demo account, as a service sends it."""
    page = asyncio.run(DemoAccount(1_000_000).raw_page(Query(), number))
    return json.dumps(encode_page(page.items, {"next_page": f"?page={number + 1}"})).encode()


def test_the_most_pages_in_memory_take_at_most_six_megabytes() -> None:
    bodies = [body(number) for number in range(1, MAX_PAGES + 1)]
    read_page(bodies[0], 1)
    tracemalloc.start()
    try:
        rows: PagedList[Sequence] = PagedList()
        for number, received in enumerate(bodies, start=1):
            rows.put(read_page(received, number))
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert rows.count == MAX_PAGES * PER_PAGE
    assert pages_in_memory(rows) == MAX_PAGES
    per_page = taken / MAX_PAGES
    assert 5 * MEGABYTE < taken <= 6 * MEGABYTE, f"{per_page / 1000:.0f} kB a page"
