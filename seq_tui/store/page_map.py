"""Which page contains a row, and which row a page begins at, for pages of almost equal length."""

from __future__ import annotations


class PageMap:
    """Rows ⇄ page numbers, where all but a few pages have `per_page` rows.

    A service may return a page shorter than requested, and a row that two pages contain is stored
    on one of them only. Only the lengths of such pages are stored, so a row in a million is found
    at once, without reading the pages before it.

    A Fenwick tree holds the sums over those pages, so each query and each update takes a few steps,
    whether there is one such page or ten thousand (Fenwick, "A new data structure for cumulative
    frequency tables", 1994).
    """

    def __init__(self, per_page: int) -> None:
        self.per_page = per_page
        self._lengths: dict[int, int] = {}
        self._excess: dict[int, int] = {}
        """How many rows a block of pages has beyond the usual, by the last page of the block. The
        lowest set bit of that number is the number of pages in the block."""
        self._size = 1
        """How many pages the tree spans, a power of two; all later pages have the usual length."""

    def set_length(self, page: int, length: int) -> None:
        """Set the number of rows of a page."""
        change = length - self.length(page)
        if not change:
            return
        self._lengths[page] = length
        if length == self.per_page:
            del self._lengths[page]
        while self._size < page:
            self._size *= 2
            self._excess[self._size] = self._excess.get(self._size // 2, 0)
        while page <= self._size:
            self._excess[page] = self._excess.get(page, 0) + change
            page += page & -page

    def reset_from(self, page: int) -> None:
        """Give this page and all later ones the usual length again."""
        for number in [number for number in self._lengths if number >= page]:
            self.set_length(number, self.per_page)

    def length(self, page: int) -> int:
        """The number of rows of a page, as far as is known."""
        return self._lengths.get(page, self.per_page)

    def first_row(self, page: int) -> int:
        """The row that a page begins at."""
        before = page - 1
        row = before * self.per_page
        block = min(before, self._size)
        while block:
            row += self._excess.get(block, 0)
            block &= block - 1
        return row

    def page_of(self, row: int) -> int:
        """The number of the page that contains a row."""
        before, span = 0, self._size
        while span:
            length = span * self.per_page + self._excess.get(before + span, 0)
            if length <= row:
                before += span
                row -= length
            span //= 2
        if before >= self._size:
            before += row // self.per_page
        return before + 1
