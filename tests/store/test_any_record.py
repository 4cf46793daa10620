"""A list and its loader with records that are not sequences."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.page import Page, Window, never_cancelled
from seq_tui.domain.query import Query
from seq_tui.domain.source import Source
from seq_tui.store.loader import Loaded, PageLoader
from seq_tui.store.paged_list import PagedList

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Contact:
    """A record of another resource."""

    id: int
    email: str
    updated_at: str | None = None


CONTACTS = (Contact(7, "a@example.com"), Contact(8, "b@example.com"))


class Contacts(Source[Contact]):
    """An account of two contacts, with only the methods that every source has to define."""

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Contact]:
        return Page(number, CONTACTS, is_last=True)

    async def get(self, record_id: int) -> Contact:
        return next(contact for contact in CONTACTS if contact.id == record_id)


@pytest.mark.anyio
async def test_a_loader_reads_any_record_into_its_list() -> None:
    source, rows = Contacts(), PagedList[Contact]()
    loader = PageLoader(source, Query(), rows, asyncio.Semaphore(1))
    assert await anext(aiter(loader.results())) == Loaded(Window(0, 2))
    assert [rows.row(index) for index in range(rows.count)] == list(CONTACTS)
    assert rows.find(8) == 1
    assert rows.total == 2
    assert await source.get(8) is CONTACTS[1]


def test_a_source_needs_no_cache_and_no_limits() -> None:
    source = Contacts()
    assert source.cached_page(Query(), 1) is None
    assert source.retry_in() == 0
    assert source.pop_warning() == ""
