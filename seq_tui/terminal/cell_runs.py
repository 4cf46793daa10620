"""Which changed cells are written together, and in which order."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.terminal.sgr import SgrTransitions

MAX_GAP = 7
"""Unchanged cells that are written again, because moving the cursor over them takes more bytes."""

Part = tuple[int, int, str]
"""Columns in one style: the first one, the one after the last, and the style."""

MAX_CACHED = 1_024
"""Orders of looks in the cache; each step in a list changes the same ones."""


class Run(NamedTuple):
    """Cells of one line that change, and are written in one style."""

    begin: int
    end: int
    """The column after the last one."""

    sgr: str
    is_blank: bool


END_OF_RUN = itemgetter(1)


class Look(NamedTuple):
    """The style of runs that are written together."""

    sgr: str
    blank: str
    """What is visible of it on a space."""

    is_blank: bool

    @property
    def colour(self) -> str:
        """What is visible of it in letters only."""
        return self.sgr.removesuffix(self.blank)


class RunOrder:
    """Joins the runs of a frame, and puts their looks in an order that takes few bytes."""

    def __init__(self, transitions: SgrTransitions) -> None:
        self._transitions = transitions
        self._blank_of = transitions.on_blank
        self._looks: dict[tuple[str, bool], Look] = {}
        self._orders: dict[tuple[str, tuple[Look, ...]], tuple[Look, ...]] = {}

    def look_of(self, sgr: str, *, is_blank: bool) -> Look:
        """The look of a run in a style, of spaces alone or not."""
        if (look := self._looks.get((sgr, is_blank))) is None:
            blank = self._blank_of(sgr)
            look = self._looks[sgr, is_blank] = Look(blank if is_blank else sgr, blank, is_blank)
        return look

    def in_order(self, before: str, looks: tuple[Look, ...]) -> tuple[Look, ...]:
        """Each look after one that it differs little from, those of shared colours last.

        Args:
            before: the style that the terminal writes in.
            looks: each once.
        """
        if (order := self._orders.get((before, looks))) is None:
            if len(self._orders) >= MAX_CACHED:
                self._orders.clear()
            order = self._orders[before, looks] = tuple(self._ordered(before, list(looks)))
        return order

    def _ordered(self, before: str, looks: list[Look]) -> Iterator[Look]:
        colours = Counter(look.colour for look in looks)
        shared = {look: colours[look.colour] for look in looks}
        while looks:
            costs = [
                (len(self._transitions.transition(before, to.sgr)), shared[to]) for to in looks
            ]
            best = looks.pop(costs.index(min(costs)))
            before = best.sgr
            yield best

    def joined(self, runs: list[Run]) -> Iterator[Run]:
        """The runs of a line, each joined with the blanks beside it that look the same in it."""
        runs = sorted(runs)
        current = runs[0]
        for run in runs[1:]:
            is_same_below = self._blank_of(current.sgr) == self._blank_of(run.sgr)
            is_near = current.end == run.begin and is_same_below
            if is_near and (run.is_blank or current.is_blank or run.sgr == current.sgr):
                named = run if current.is_blank else current
                current = Run(current.begin, run.end, named.sgr, named.is_blank)
            else:
                yield current
                current = run
        yield current


def runs_of(changed: list[int], cells: list[str], parts: list[Part], column: int) -> list[Run]:
    """The runs that write changed cells: whole characters, in one style each.

    Runs are joined over gaps of at most `MAX_GAP`.

    Args:
        changed: the indexes of the cells, at least one, in order.
        cells: of a line from a column on; the second cell of a wide character is empty.
        parts: the styles of these cells, in order.
        column: that of the first cell.
    """
    runs = []
    indexes = iter([*changed, len(cells)])
    index = next(indexes)
    for _, stop, sgr in parts:
        while index < stop:
            first = last = index
            while (index := next(indexes)) < stop and index - last <= MAX_GAP:
                last = index
            while first and cells[first] == "":
                first -= 1
            last += 1
            while last < len(cells) and cells[last] == "":
                last += 1
            is_blank = cells[first:last].count(" ") == last - first
            runs.append(Run(column + first, column + last, sgr, is_blank))
    return runs
