"""How the dates of a sequence differ between Sell and another tool, over a week of starts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from seq_tui.domain.json import Json
    from seq_tui.domain.schedule import DelayPlan
    from seq_tui.export.moving.target_rules import TargetPlan

MONDAY = datetime(2027, 1, 4, tzinfo=UTC)
"""The first of the starts. UTC has no clock changes, so any week gives the same differences."""

STARTS = 7 * 24
"""Every full hour of the week is a start."""

_HOUR = timedelta(hours=1)
_LAST = (datetime.max.replace(tzinfo=UTC) - MONDAY) // timedelta.resolution
"""The end of the calendar, in microseconds after the first start."""


class DateDifference(NamedTuple):
    """How the dates of one step differ."""

    different: int
    """From how many of the starts they do."""

    worst: timedelta = timedelta()
    """The largest difference; negative if the tool is earlier. Of equal ones that of the first
    start."""

    start: datetime = MONDAY
    """The start with that difference, and when the step happens from there."""

    sell: datetime = MONDAY
    target: datetime = MONDAY
    sell_is_earliest: bool = False
    """Whether a weekend delays it in Sell, so that it is a time at the earliest."""

    target_is_earliest: bool = False

    @property
    def json(self) -> dict[str, Json]:
        """The difference for programs."""
        if not self.different:
            return {"starts": STARTS, "different": 0, "worst_seconds": 0, "example": None}
        seconds = self.worst.total_seconds()
        return {
            "starts": STARTS,
            "different": self.different,
            "worst_seconds": int(seconds) if seconds.is_integer() else seconds,
            "example": {
                "start": self.start.isoformat(),
                "sell": self.sell.isoformat(),
                "target": self.target.isoformat(),
                "sell_at_earliest": self.sell_is_earliest,
                "target_at_earliest": self.target_is_earliest,
            },
        }


@lru_cache(maxsize=10_000)
def compare_dates(sell: DelayPlan, target: TargetPlan) -> tuple[DateDifference | None, ...]:
    """The difference of each step; `None` for one that has no date in Sell.

    Sequences with the same waits have the same differences, so these are computed once.
    """
    resolution = timedelta.resolution
    starts = [MONDAY + hour * _HOUR for hour in range(STARTS)]
    ours = [sell.landings(start) for start in starts]
    theirs = [list(target.landings((start - MONDAY) // resolution)) for start in starts]
    return tuple(
        _difference(
            starts,
            [(each.times[index], min(each.held, default=index + 1) <= index) for each in ours],
            [each[index] for each in theirs],
        )
        for index in range(len(target.waits))
    )


def _difference(
    starts: list[datetime],
    ours: list[tuple[datetime | None, bool]],
    theirs: list[tuple[int, bool]],
) -> DateDifference | None:
    """Compare the times of one step, each with whether it is one at the earliest."""
    here = [at for at, _ in ours if at is not None]
    if len(here) < STARTS or max(at for at, _ in theirs) > _LAST:
        return None
    there = [MONDAY + at * timedelta.resolution for at, _ in theirs]
    gaps = [theirs_at - ours_at for ours_at, theirs_at in zip(here, there, strict=True)]
    different = sum(map(bool, gaps))
    if not different:
        return DateDifference(0)
    at = max(range(STARTS), key=lambda number: abs(gaps[number]))
    return DateDifference(
        different, gaps[at], starts[at], here[at], there[at], ours[at][1], theirs[at][1]
    )
