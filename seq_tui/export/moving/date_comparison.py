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
_RESOLUTION = timedelta.resolution
_LAST = (datetime.max.replace(tzinfo=UTC) - MONDAY) // _RESOLUTION
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
                "sell_after_hold": self.sell_is_earliest,
                "target_after_hold": self.target_is_earliest,
            },
        }


@lru_cache(maxsize=10_000)
def compare_dates(sell: DelayPlan, target: TargetPlan) -> tuple[DateDifference | None, ...]:
    """The difference of each step; `None` for one that has no date in Sell.

    Sequences with the same waits have the same differences, so these are computed once.
    """
    starts = [MONDAY + hour * _HOUR for hour in range(STARTS)]
    ours = [sell.landings(start) for start in starts]
    theirs = [list(target.landings((start - MONDAY) // _RESOLUTION)) for start in starts]
    differences: list[DateDifference | None] = []
    for index in range(len(target.waits)):
        here = [at for each in ours if (at := each.times[index]) is not None]
        there = [each[index][0] for each in theirs]
        if len(here) < STARTS or max(there) > _LAST:
            differences.append(None)
            continue
        difference, number = _difference(starts, here, there)
        differences.append(
            difference._replace(
                sell_is_earliest=any(held <= index for held in ours[number].held),
                target_is_earliest=theirs[number][index][1],
            )
        )
    return tuple(differences)


def _difference(
    starts: list[datetime], ours: list[datetime], theirs: list[int]
) -> tuple[DateDifference, int]:
    """The difference of one step, and the index of the start from which it is the worst."""
    there = [MONDAY + at * _RESOLUTION for at in theirs]
    gaps = [theirs_at - ours_at for ours_at, theirs_at in zip(ours, there, strict=True)]
    worst = max(range(STARTS), key=lambda number: abs(gaps[number]))
    different = sum(map(bool, gaps))
    return DateDifference(different, gaps[worst], starts[worst], ours[worst], there[worst]), worst
