"""Where a list ends, as far as its pages have shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.page import MAX_PAGES

if TYPE_CHECKING:
    from collections.abc import Iterable


class Extent:
    """The two pages between which a list ends.

    An account does not report its size. A page with rows shows that the list reaches at least that
    far, an empty page that it ends before it. Once the two are neighbours, the end is known.
    """

    def __init__(self) -> None:
        self.frontier = 0
        """The last page that is known to exist."""
        self.ceiling: int | None = None
        """The first page that is known to be past the end."""
        self.decided_by = 0
        """The page that the ceiling is known from: the ceiling itself, which was empty, or the last
        page before it; 0 while there is no ceiling."""
        self.likely_last: int | None = None
        """The page at which the list ended when it was last seen, if that is known."""
        self.doubt = ""
        """Why the ceiling is not certain; empty if it is."""

    @property
    def is_ended(self) -> bool:
        """Whether the frontier is the last page."""
        return self.ceiling == self.frontier + 1

    def is_unknown_after(self, page: int) -> bool:
        """Whether this is the last page known to exist, and might not be the last."""
        return self.frontier == page and not self.is_ended

    def next_probe(self) -> int | None:
        """The page to read next in order to find the end; `None` once it is known, or given up.

        It doubles the frontier while no ceiling is known, then bisects: 28 pages for an account of
        10,000 pages, where the end is an empty page. A list that reaches `MAX_PAGES` may have none.
        If the last page is likely to be where it was, the search begins there: it takes one page or
        two, or a few more for each doubling of the distance.
        """
        if self.is_ended or (self.ceiling is None and self.frontier >= MAX_PAGES):
            return None
        if self.likely_last is not None:
            return self._probe_near(self.likely_last)
        doubled = max(1, min(self.frontier * 2, MAX_PAGES))
        if self.ceiling is None:
            return doubled
        return min(doubled, (self.frontier + self.ceiling) // 2)

    def _probe_near(self, likely: int) -> int:
        """The page to read next: the likely one, then others at twice the distance each time."""
        if self.ceiling is None:
            beyond = 2 * self.frontier - likely + 1
            return likely if self.frontier < likely else min(beyond, MAX_PAGES)
        middle = (self.frontier + self.ceiling) // 2
        if self.ceiling <= likely:
            return max(2 * self.ceiling - likely - 1, middle)
        return likely if self.frontier < likely else min(2 * self.frontier - likely + 1, middle)

    def record_page(self, page: int) -> None:
        """Record a page that has rows and is not known to be the last."""
        self.frontier = max(self.frontier, page)
        if self.ceiling is not None and page >= self.decided_by:
            self.ceiling, self.decided_by, self.doubt = None, 0, ""

    def record_last_page(self, page: int, doubt: str) -> None:
        """Record a page that has rows and is the last one."""
        self.frontier = self.decided_by = page
        self.ceiling = page + 1
        self.doubt = doubt

    def record_past_end(self, page: int, in_memory: Iterable[int], doubt: str) -> None:
        """Record a page past the end.

        If the frontier was not before it, the list has shrunk, and the new frontier is the last
        earlier page that is `in_memory`.
        """
        self.ceiling = self.decided_by = page
        self.doubt = doubt
        if self.frontier >= page:
            self.frontier = max((number for number in in_memory if number < page), default=0)
