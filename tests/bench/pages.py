"""A page of 100 sequences: the time from bytes to records, and from records into the list."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.server.demo.account import DemoAccount
from seq_tui.store.paged_list import PagedList
from seq_tui.wire.envelopes import encode_page
from tests.bench.figure import Figure
from tests.wire.bodies import read_page

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

PAGES = 100
"""Pages in a run; more than a list keeps, so that adding one also evicts one."""


def measure(runs: int) -> list[Figure]:
    """Parse and add each page once a run, in this process."""
    parse: list[float] = []
    put: list[float] = []
    bodies = [_body(number) for number in range(1, PAGES + 1)]
    for _ in range(runs):
        rows: PagedList[Sequence] = PagedList()
        for number, body in enumerate(bodies, 1):
            began = time.perf_counter()
            page = read_page(body, number)
            parsed = time.perf_counter()
            rows.put(page)
            parse.append((parsed - began) * 1000)
            put.append((time.perf_counter() - parsed) * 1000)
    size = sum(map(len, bodies)) // PAGES
    return [
        Figure(f"parse a page of {PER_PAGE}", "ms", tuple(parse), note=f"{size:,} bytes"),
        Figure(f"put a page of {PER_PAGE} into the list", "ms", tuple(put)),
    ]


def _body(number: int) -> bytes:
    page = asyncio.run(DemoAccount(PAGES * PER_PAGE).raw_page(Query(), number))
    return json.dumps(encode_page(page.items, {})).encode()
