"""Rows to pages and back, compared with a list of all page lengths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.store.page_map import PageMap
from tests.domain.records import STEADY


class NaiveMap:
    """The same by counting page after page."""

    def __init__(self, per_page: int) -> None:
        self.per_page = per_page
        self.lengths: dict[int, int] = {}

    def length(self, page: int) -> int:
        return self.lengths.get(page, self.per_page)

    def first_row(self, page: int) -> int:
        return sum(self.length(before) for before in range(1, page))

    def page_of(self, row: int) -> int:
        page = 1
        while self.first_row(page + 1) <= row:
            page += 1
        return page


@pytest.mark.parametrize(
    ("lengths", "row", "page"),
    [
        ({}, 0, 1),
        ({}, 99, 1),
        ({}, 100, 2),
        ({}, 9_999_999, 100_000),
        # a short page
        ({2: 60}, 159, 2),
        ({2: 60}, 160, 3),
        ({2: 60}, 259, 3),
        ({2: 60}, 260, 4),
        ({2: 60}, 1_000_060, 10_002),
        # an empty page
        ({2: 0}, 99, 1),
        ({2: 0}, 100, 3),
        ({1: 0}, 0, 2),
        ({1: 0, 2: 0, 3: 0}, 0, 4),
        ({2: 0, 3: 0}, 199, 4),
        # an overlong page
        ({2: 250}, 99, 1),
        ({2: 250}, 349, 2),
        ({2: 250}, 350, 3),
        ({1: 500}, 499, 1),
        ({1: 500}, 500, 2),
        # all at once
        ({1: 500, 2: 0, 3: 1}, 500, 3),
        ({1: 500, 2: 0, 3: 1}, 501, 4),
        ({1: 500, 2: 0, 3: 1}, 601, 5),
    ],
)
def test_a_row_is_found_on_its_page(lengths: dict[int, int], row: int, page: int) -> None:
    pages = PageMap(100)
    for number, length in lengths.items():
        pages.set_length(number, length)
    assert pages.page_of(row) == page
    assert pages.first_row(page) <= row < pages.first_row(page) + pages.length(page)


@pytest.mark.parametrize(
    ("lengths", "page", "row"),
    [
        ({}, 1, 0),
        ({}, 10_001, 1_000_000),
        ({2: 60}, 2, 100),
        ({2: 60}, 3, 160),
        ({2: 60}, 4, 260),
        ({2: 0}, 2, 100),
        ({2: 0}, 3, 100),
        ({2: 250}, 3, 350),
        ({1: 0, 5: 7}, 6, 307),
    ],
)
def test_a_page_begins_after_all_rows_before_it(
    lengths: dict[int, int], page: int, row: int
) -> None:
    pages = PageMap(100)
    for number, length in lengths.items():
        pages.set_length(number, length)
    assert pages.first_row(page) == row


def test_a_page_can_be_reset_to_the_usual_length() -> None:
    pages = PageMap(100)
    pages.set_length(3, 40)
    pages.set_length(1, 10)
    pages.set_length(3, 100)
    assert pages.first_row(4) == 210
    pages.set_length(1, 100)
    assert pages.first_row(4) == 300
    assert pages.page_of(299) == 3


def test_all_pages_from_one_on_can_be_reset_to_the_usual_length() -> None:
    pages = PageMap(100)
    for number, length in {2: 60, 5: 0, 6: 1, 900: 7}.items():
        pages.set_length(number, length)
    pages.reset_from(5)
    assert pages.first_row(5) == 360
    assert pages.first_row(1_001) == 99_960
    assert [pages.length(number) for number in (2, 5, 6, 900)] == [60, 100, 100, 100]


@pytest.mark.parametrize("step", [1, -1], ids=["downwards", "upwards"])
def test_ten_thousand_short_pages_add_up(step: int) -> None:
    pages = PageMap(100)
    for number in range(1, 10_001)[::step]:
        pages.set_length(number, number % 100)
        assert pages.page_of(pages.first_row(number)) >= number
    assert pages.first_row(10_001) == sum(number % 100 for number in range(1, 10_001))


@STEADY
@given(
    st.integers(1, 5),
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 13)), max_size=12),
)
def test_every_boundary_agrees_with_counting(per_page: int, changes: list[tuple[int, int]]) -> None:
    pages, naive = PageMap(per_page), NaiveMap(per_page)
    for number, length in changes:
        pages.set_length(number, length)
        naive.lengths[number] = length
    for number in range(1, 12):
        assert pages.length(number) == naive.length(number)
        assert pages.first_row(number) == naive.first_row(number)
    for row in range(naive.first_row(12)):
        assert pages.page_of(row) == naive.page_of(row)
