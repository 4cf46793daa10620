"""Tests of reading all pages of a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.paginator import MAX_STORED_IDS, Paginator
from seq_tui.domain.page import MAX_PAGES, PER_PAGE, Page, RawPage, never_cancelled
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import Sequence
from tests.cli.pages import Pages, RawPages
from tests.fake_source import FakeSource, sequence

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio

KNOWN = Page(1, (sequence(1), sequence(2)), is_last=False)


class Endless(FakeSource):
    """A service of `rows` rows that starts again after the last one, without end."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows

    async def page(
        self, query: Query, number: int, *, is_wanted: object = never_cancelled
    ) -> Page[Sequence]:
        start = (number - 1) * PER_PAGE
        ids = (row % self.rows for row in range(start, start + PER_PAGE))
        return Page(number, tuple(Sequence(id=row) for row in ids), is_last=False)


async def test_an_empty_page_ends_the_list_even_if_it_links_to_a_next_page() -> None:
    paginator = Paginator(Pages(KNOWN, Page(2, (), is_last=False)), Query())
    assert [len(page) async for page in paginator.pages()] == [2, 0]


@pytest.mark.parametrize(
    "same",
    [
        Page(2, (sequence(1), sequence(2)), is_last=False),
        Page(2, (), is_last=False, dropped=2),
        Page(2, (Sequence(name="no id"),), is_last=False),
    ],
)
async def test_a_service_that_repeats_a_page_ends_the_list(same: Page[Sequence]) -> None:
    source = Pages(KNOWN, *[same] * 9)
    paginator = Paginator(source, Query())
    names = [row.name async for page in paginator.pages() for row in page]
    assert names[:2] == ["Sequence 1", "Sequence 2"]
    assert len(source.requested) == 2
    assert (paginator.is_endless, paginator.warning) == (True, "page 2 had no new sequence")


async def test_the_number_of_stored_ids_is_bounded() -> None:
    paginator = Paginator(Endless(MAX_STORED_IDS), Query())
    ids = [row.id async for page in paginator.pages() for row in page]
    assert ids == list(range(MAX_STORED_IDS))
    assert paginator.repeated == PER_PAGE
    assert len(paginator._seen.recent) == MAX_STORED_IDS


@pytest.mark.parametrize("extra", [1, 50, PER_PAGE, 777])
async def test_a_list_that_starts_again_after_more_rows_than_ids_are_stored_ends(
    extra: int,
) -> None:
    paginator = Paginator(Endless(MAX_STORED_IDS + extra), Query())
    ids = [row.id async for page in paginator.pages() for row in page]
    assert ids[: MAX_STORED_IDS + extra] == list(range(MAX_STORED_IDS + extra))
    assert len(ids) == MAX_STORED_IDS + extra
    assert len(paginator._seen.recent) == MAX_STORED_IDS
    assert (paginator.is_endless, paginator.warning[-15:]) == (True, "starts it again")


async def test_a_list_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_PAGES >= 100_000
    monkeypatch.setattr("seq_tui.cli.paginator.MAX_PAGES", 3)
    paginator = Paginator(Endless(10**9), Query())
    assert [len(page) async for page in paginator.pages()] == [PER_PAGE] * 3
    assert (paginator.is_endless, paginator.warning) == (True, "it continued after page 3")


async def test_raw_items_are_yielded_as_received_and_each_id_once() -> None:
    first: Json = {"data": {"id": 1, "new": [1.50, None]}, "meta": {"type": "sequence"}}
    bare: Json = {"id": 2}
    again: Json = {"data": {"id": 1, "name": "b"}}
    source = RawPages(
        RawPage(1, (first, None, bare), is_last=False),
        RawPage(2, (again, 17, {"data": {"id": "x"}}), is_last=False),
        RawPage(3, (), is_last=True, is_certain=False),
    )
    paginator = Paginator(source, Query(name="a"))
    pages = [page async for page in paginator.raw_pages()]
    assert pages == [[first, None, bare], [17, {"data": {"id": "x"}}]]
    assert source.requested == [("a", 1), ("a", 2)]
    assert (paginator.count, paginator.repeated) == (5, 1)
    assert list(paginator.notes()) == [
        "items received more than once, written once: 1",
        "the list may be incomplete: page 2 had no new sequence",
    ]


async def test_each_page_is_reported_after_its_rows() -> None:
    told: list[int] = []
    paginator = Paginator(FakeSource(size=342), Query(), limit=301, on_page=told.append)
    assert [len(page) async for page in paginator.pages()] == [100, 100, 100, 1]
    assert told == [100, 200, 300, 301]
    assert paginator.has_more
