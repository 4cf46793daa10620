"""Which page holds a row, and which row a page begins at, for pages of almost equal length."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class _Stretch(NamedTuple):
    """Pages of the usual length, from `page` on, the first of them beginning at `row`."""

    row: int
    page: int


class PageMap:
    """Rows ⇄ page numbers, where all pages but a few hold `per_page` rows.

    A service may send a page that is shorter than asked for, and a row that two pages both hold is
    kept on one of them only. Such pages are remembered by number; all others cost nothing, so that
    a row in a million is found at once, and no page but the one asked for need ever be read.
    """

    def __init__(self, per_page: int) -> None:
        self.per_page = per_page
        self._lengths: dict[int, int] = {}
        self._stretches = [_Stretch(row=0, page=1)]

    def set_length(self, page: int, length: int) -> None:
        """Note how many rows a page really holds."""
        if length == self.length(page):
            return
        self._lengths[page] = length
        if length == self.per_page:
            del self._lengths[page]
        self._measure()

    def length(self, page: int) -> int:
        """How many rows a page holds, as far as is known."""
        return self._lengths.get(page, self.per_page)

    def first_row(self, page: int) -> int:
        """The row that a page begins at."""
        stretch = self._stretches[
            bisect_right(self._stretches, page, key=lambda stretch: stretch.page) - 1
        ]
        return stretch.row + (page - stretch.page) * self.per_page

    def page_of(self, row: int) -> int:
        """The number of the page that holds a row."""
        index = bisect_right(self._stretches, row, key=lambda stretch: stretch.row) - 1
        stretch = self._stretches[index]
        page = stretch.page + (row - stretch.row) // self.per_page
        if index + 1 < len(self._stretches):
            # An overlong page reaches further than a page of the usual length would.
            page = min(page, self._stretches[index + 1].page - 1)
        return page

    def _measure(self) -> None:
        self._stretches = [_Stretch(row=0, page=1)]
        for page, length in sorted(self._lengths.items()):
            last = self._stretches[-1]
            begin = last.row + (page - last.page) * self.per_page
            self._stretches.append(_Stretch(begin + length, page + 1))
