"""Searches for the end in accounts of any shape, compared with the account itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.page import Page, Window
from seq_tui.store.paged_list import PagedList
from tests.domain.records import STEADY
from tests.store.account_source import PastEnd
from tests.store.pages import ids, page, pages_in_memory, read

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

PER_PAGE = 4
ALL = Window(0, 10_000)

LENGTHS = st.lists(st.integers(1, 7), min_size=1, max_size=70)
"""The number of rows of each page, often not the usual one."""

STEPS = st.lists(st.tuples(st.sampled_from(["reach", "scroll", "probe"]), st.integers(0, 400)))
"""The steps before the search."""


def account(lengths: list[int], *, says_last: bool, past_end: PastEnd) -> dict[int, Page[Sequence]]:
    """The pages of an account and many past its end."""
    pages: dict[int, Page[Sequence]] = {}
    first = 0
    for number, length in enumerate(lengths, start=1):
        is_last = says_last and number == len(lengths)
        pages[number] = page(number, range(first, first + length), is_last=is_last)
        first += length
    is_certain = past_end is PastEnd.EMPTY
    for number in range(len(lengths) + 1, 500):
        pages[number] = page(number, [], is_last=True, is_certain=is_certain)
    return pages


def step(rows: PagedList[Sequence], pages: dict[int, Page[Sequence]], kind: str, row: int) -> None:
    """Perform one step on the list."""
    if kind == "reach":
        rows.assume_row(row)
    elif kind == "scroll":
        window = Window(row, row + 3)
        rows.set_view(window)
        for number in rows.pages_to_read(window)[:1]:
            rows.put(pages[number])
    elif (probe := rows.next_probe()) is not None:
        rows.put(pages[probe])


@STEADY
@given(LENGTHS, st.booleans(), st.sampled_from([PastEnd.EMPTY, PastEnd.REFUSED]), STEPS)
def test_the_end_is_found_from_any_state(
    lengths: list[int], says_last: bool, past_end: PastEnd, before: list[tuple[str, int]]
) -> None:
    pages = account(lengths, says_last=says_last, past_end=past_end)
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=8)
    for kind, row in before:
        step(rows, pages, kind, row)
    probes: list[int] = []
    while (number := rows.next_probe()) is not None:
        probes.append(number)
        rows.put(pages[number])
    assert len(probes) <= 2 * len(lengths).bit_length() + 1
    assert len(probes) == len(set(probes))
    assert rows.total == rows.count
    assert not rows.end_doubt or past_end is PastEnd.REFUSED
    assert pages_in_memory(rows) <= 8
    last = rows.row(rows.count - 1) if probes else None
    assert last is None or last.id == sum(lengths) - 1


@STEADY
@given(LENGTHS, st.booleans(), STEPS)
def test_a_list_read_to_its_end_equals_the_account(
    lengths: list[int], says_last: bool, before: list[tuple[str, int]]
) -> None:
    pages = account(lengths, says_last=says_last, past_end=PastEnd.EMPTY)
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=100)
    for kind, row in before:
        step(rows, pages, kind, row)
    numbers = read(rows, pages, ALL)
    assert ids(rows) == list(range(sum(lengths)))
    assert rows.total == sum(lengths)
    assert not rows.end_doubt
    assert len(numbers) <= len(lengths) + 1


@STEADY
@given(
    LENGTHS,
    st.booleans(),
    st.sampled_from([PastEnd.EMPTY, PastEnd.REFUSED]),
    st.integers(1, 400),
    STEPS,
)
def test_a_likely_last_page_only_saves_requests(
    lengths: list[int],
    says_last: bool,
    past_end: PastEnd,
    likely: int,
    before: list[tuple[str, int]],
) -> None:
    pages = account(lengths, says_last=says_last, past_end=past_end)
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=8)
    for kind, row in before:
        step(rows, pages, kind, row)
    rows.expect_last_page(likely)
    probes: list[int] = []
    while (number := rows.next_probe()) is not None:
        probes.append(number)
        rows.put(pages[number])
    assert len(probes) == len(set(probes))
    distance = abs(likely - len(lengths)) + 1
    assert len(probes) <= 2 * distance.bit_length() + 1
    assert rows.total == rows.count
    last = rows.row(rows.count - 1) if probes else None
    assert last is None or last.id == sum(lengths) - 1


@pytest.mark.parametrize(("says_last", "requests"), [(True, 1), (False, 2)])
def test_an_end_where_it_was_is_found_at_once(says_last: bool, requests: int) -> None:
    pages = account([4] * 99 + [4], says_last=says_last, past_end=PastEnd.EMPTY)
    rows: PagedList[Sequence] = PagedList(PER_PAGE)
    rows.put(pages[1])
    rows.expect_last_page(100)
    probes: list[int] = []
    while (number := rows.next_probe()) is not None:
        probes.append(number)
        rows.put(pages[number])
    assert probes == [100, 101][:requests]
    assert rows.total == 400


@pytest.mark.parametrize("likely", [None, 0, -3, 10**12])
def test_an_impossible_last_page_is_ignored(likely: int | None) -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE)
    rows.put(page(1, range(4)))
    rows.expect_last_page(likely)
    assert rows.next_probe() == 2
