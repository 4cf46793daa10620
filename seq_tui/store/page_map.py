"""Which page holds a row, and which row a page begins at, for pages of almost equal length."""

from __future__ import annotations


class PageMap:
    """Rows ⇄ page numbers, where all pages but a few hold `per_page` rows.

    A service may send a page that is shorter than asked for, and a row that two pages both hold is
    kept on one of them only. Such pages are remembered by number; all others cost nothing, so that
    a row in a million is found at once, and no page but the one asked for need ever be read.

    The sums over those pages are kept in a Fenwick tree, so that each question and each correction
    takes a few steps, be there one such page or ten thousand (Fenwick, "A new data structure for
    cumulative frequency tables", 1994).
    """

    def __init__(self, per_page: int) -> None:
        self.per_page = per_page
        self._lengths: dict[int, int] = {}
        self._more: dict[int, int] = {}
        """By how much a stretch of pages is longer than usual, by the stretch's last page; it is
        as many pages long as the lowest bit of that number is worth."""
        self._size = 1
        """How many pages the tree spans, a power of two; all behind it are of the usual length."""

    def set_length(self, page: int, length: int) -> None:
        """Note how many rows a page really holds."""
        more = length - self.length(page)
        if not more:
            return
        self._lengths[page] = length
        if length == self.per_page:
            del self._lengths[page]
        while self._size < page:
            self._size *= 2
            self._more[self._size] = self._more.get(self._size // 2, 0)
        while page <= self._size:
            self._more[page] = self._more.get(page, 0) + more
            page += page & -page

    def forget_from(self, page: int) -> None:
        """Take this page and all behind it for pages of the usual length again."""
        for number in [number for number in self._lengths if number >= page]:
            self.set_length(number, self.per_page)

    def length(self, page: int) -> int:
        """How many rows a page holds, as far as is known."""
        return self._lengths.get(page, self.per_page)

    def first_row(self, page: int) -> int:
        """The row that a page begins at."""
        before = page - 1
        row = before * self.per_page
        stretch = min(before, self._size)
        while stretch:
            row += self._more.get(stretch, 0)
            stretch &= stretch - 1
        return row

    def page_of(self, row: int) -> int:
        """The number of the page that holds a row."""
        before, span = 0, self._size
        while span:
            length = span * self.per_page + self._more.get(before + span, 0)
            if length <= row:
                before += span
                row -= length
            span //= 2
        if before >= self._size:
            before += row // self.per_page
        return before + 1
