"""The columns of a table of steps that ends in a calendar: which ones, in how many cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.presentation.wording import action_label, cumulative_text, delay_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seq_tui.domain.delay import CumulativeDelay
    from seq_tui.domain.sequence import Step
    from seq_tui.presentation.glyphs import Glyphs

GAP = 2
"""Cells between two columns, unless there is no room for ranks."""

MARK = 2
"""Cells of the mark of an action and the space after it."""

MIN_ACTION = 13
"""Fewest cells for an action beside other columns, as for ``e-mail 398744``."""

ACTION_SHARE, MAX_SHARE = 0.3, 32
"""Of the width, and in cells: what actions get even if the calendar has few columns."""

FEW_BARS = 12
"""Fewest columns of bars beside dates."""

BETWEEN = 1
"""Cells between two dates, one on each side of a bar, at least: its moment."""

BANDED_BARS = 18
"""Most columns of bars that others make room for, so that each week has three, one for its weekend.
"""

MAX_DELAY = 24
"""Most cells for a delay; only one that was not understood is longer."""

MEASURED = 100
"""Steps at each end of a sequence whose texts are measured; measuring thousands takes long."""


class TextWidths(NamedTuple):
    """The cells that the longest text of each column takes, its title included."""

    rank: int
    action: int
    wait: tuple[int, int]
    """With short units, and in words."""

    from_start: tuple[int, int]
    day: int

    @classmethod
    def of(
        cls, steps: Sequence[Step], totals: Sequence[CumulativeDelay], glyphs: Glyphs
    ) -> TextWidths:
        """Measure the texts of steps."""
        rows = range(len(steps))
        measured = [*rows[:MEASURED], *rows[MEASURED:][-MEASURED:]]

        def wait(*, short: bool) -> int:
            return _widest("wait", (delay_text(steps[at].delay, short=short) for at in measured))

        def from_start(*, short: bool) -> int:
            texts = (cumulative_text(totals[at], short=short, glyphs=glyphs) for at in measured)
            return _widest("from start", texts)

        return cls(
            max(2, len(str(len(steps)))),
            _widest("action", (action_label(steps[at].action) for at in measured)),
            (wait(short=True), wait(short=False)),
            (from_start(short=True), from_start(short=False)),
            4,
        )


class StepColumns(NamedTuple):
    """Cells of each column; one of no cells is left out, with the gap before it."""

    rank: int
    action: int
    wait: int
    from_start: int
    day: int
    calendar: int
    """Cells for bars and the dates beside them."""

    has_bars: bool
    """Whether the calendar is more than a column of dates."""

    in_words: bool
    """Whether delays are written in words."""

    def with_action(self, cells: int) -> StepColumns:
        """The same columns with another one for the action, at the cost of the calendar."""
        return self._replace(action=cells, calendar=self.calendar + self.action - cells)

    @property
    def gap(self) -> int:
        """Cells between two columns."""
        return GAP if self.rank else 1

    @property
    def action_column(self) -> int:
        """Where the mark of the action begins."""
        return self.rank + 1 if self.rank else 0

    @property
    def calendar_column(self) -> int:
        """Where the calendar begins."""
        between = sum(self.gap + cells for cells in (self.wait, self.from_start, self.day) if cells)
        return self.action_column + MARK + self.action + between + self.gap


def step_columns(texts: TextWidths, date: int, dates: int, bars: int, width: int) -> StepColumns:
    """The most columns that `width` cells have room for.

    First the day and the delay from the start are left out, then delays get short units, then there
    are dates without bars, then no waits, and then no ranks.

    Args:
        texts: the widths of the other columns.
        date: the cells of a date beside a bar.
        dates: those of the longest date, for dates without bars.
        bars: the fewest columns of bars before other columns get more cells; none for no bars.
        width: the cells in all.
    """
    *candidates, narrowest = _candidates(texts, date, dates, bars)
    if not bars:
        candidates = [each for each in candidates if not each.has_bars]
    columns = next((each for each in candidates if _fits(each, texts, width)), narrowest)
    room = width - columns.calendar_column
    if not columns.has_bars:
        action = room - dates
    elif columns.calendar < cells_with_dates(bars, date):
        action = min(_share(width), room - columns.calendar)
    else:
        action = room - columns.calendar
    action = max(1, min(texts.action, action))
    return columns._replace(action=action, calendar=room - action)


def _fits(columns: StepColumns, texts: TextWidths, width: int) -> bool:
    """Whether there is room for the calendar and for enough of the actions."""
    share = max(_share(width), MIN_ACTION) if columns.in_words else MIN_ACTION
    return columns.calendar_column + min(texts.action, share) + columns.calendar <= width


def _candidates(texts: TextWidths, date: int, dates: int, bars: int) -> Iterator[StepColumns]:
    """The columns to choose from, with an action of no cells."""
    (wait, wait_words), (from_start, from_start_words) = texts.wait, texts.from_start
    many, few = bars + 1 + date, FEW_BARS + 1 + date
    # `bars` has a column for each day.
    banded = -(-bars // 7) * 3 + 1 + date if bars <= BANDED_BARS // 3 * 7 else few
    both = cells_with_dates(bars, date)
    rank, day = texts.rank, texts.day
    yield StepColumns(rank, 0, wait_words, from_start_words, day, many, True, True)
    yield StepColumns(rank, 0, wait, from_start, day, many, True, False)
    yield StepColumns(rank, 0, wait_words, 0, 0, many, True, True)
    yield StepColumns(rank, 0, wait, 0, 0, both, True, False)
    yield StepColumns(rank, 0, wait, 0, 0, banded, True, False)
    yield StepColumns(rank, 0, wait, 0, 0, few, True, False)
    yield StepColumns(rank, 0, wait_words, 0, 0, dates, False, True)
    yield StepColumns(rank, 0, wait, 0, 0, dates, False, False)
    yield StepColumns(rank, 0, 0, 0, 0, dates, False, False)
    yield StepColumns(0, 0, 0, 0, 0, dates, False, False)


def cells_with_dates(bars: int, date: int) -> int:
    """The cells of a calendar with so many columns of bars, and dates on one side or on both."""
    return min(bars + 1 + date, max(bars, 2 * date + BETWEEN))


def bars_with_dates(calendar: int, date: int) -> int:
    """The columns of bars in a calendar of so many cells, with dates on one side or on both."""
    return calendar if calendar >= 2 * date + BETWEEN else calendar - 1 - date


def _share(width: int) -> int:
    return min(int(width * ACTION_SHARE), MAX_SHARE)


def _widest(title: str, texts: Iterable[str]) -> int:
    widest = max(map(cell_len, texts), default=0)
    return max(len(title), min(widest, MAX_DELAY) if title != "action" else widest)
