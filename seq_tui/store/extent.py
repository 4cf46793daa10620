"""How far a list reaches, as far as its pages have told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Extent:
    """Between which two pages a list ends.

    An account does not say how long it is. A page with rows says that the list reaches at least
    that far, an empty page that it does not reach that one; once the two meet, the end is known.
    """

    def __init__(self) -> None:
        self.frontier = 0
        """The last page that is known to be there."""
        self.ceiling: int | None = None
        """The first page that is known to be past the end."""
        self.decided_by = 0
        """The page that told where the ceiling is: itself, empty, or the last page before it; 0
        while there is none."""
        self.is_certain = True
        """False if the ceiling was concluded from an error."""

    @property
    def is_ended(self) -> bool:
        """Whether the frontier is the last page."""
        return self.ceiling == self.frontier + 1

    def next_probe(self) -> int | None:
        """The page to read next in order to find the end; `None` once it is known.

        Twice as far as is known while nothing is known to be past the end, then half way: 28 pages
        for an account of 10,000 of them, where the end is a page without rows.
        """
        if self.is_ended:
            return None
        doubled = max(1, self.frontier * 2)
        if self.ceiling is None:
            return doubled
        return min(doubled, (self.frontier + self.ceiling) // 2)

    def has(self, page: int) -> None:
        """Note a page that is there, and did not say that it is the last."""
        self.frontier = max(self.frontier, page)
        if self.ceiling is not None and page >= self.decided_by:
            self.ceiling, self.decided_by, self.is_certain = None, 0, True

    def ends_with(self, page: int, *, is_certain: bool) -> None:
        """Note a page with rows that said that it is the last."""
        self.frontier = self.decided_by = page
        self.ceiling = page + 1
        self.is_certain = is_certain

    def ends_before(self, page: int, held: Iterable[int], *, is_certain: bool) -> None:
        """Note a page past the end; where others once were behind it, the `held` ones tell."""
        self.ceiling = self.decided_by = page
        self.is_certain = is_certain
        if self.frontier >= page:
            self.frontier = max((number for number in held if number < page), default=0)
