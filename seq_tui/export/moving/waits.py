"""The wait before a step, in a form that every tool's units can be made from."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.schedule import DAY, HOUR
from seq_tui.export.moving.losses import assumed, missing
from seq_tui.presentation.wording import counted, delay_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.delay import Delay
    from seq_tui.export.moving.losses import Loss

SECOND = HOUR // 3600
MINUTE = HOUR // 60
MILLISECOND = SECOND // 1000

WEEKDAYS_A_WEEK = 5


class Wait(NamedTuple):
    """Whole weekdays, then elapsed time."""

    weekdays: int = 0
    elapsed: int = 0
    """In microseconds, the resolution of a `datetime`."""

    def plus(self, other: Wait) -> Wait:
        """The sum of two waits, part by part."""
        return Wait(self.weekdays + other.weekdays, self.elapsed + other.elapsed)

    @property
    def on_calendar(self) -> int:
        """In microseconds, for tools that count calendar days.

        Five weekdays are a week, and the days that remain are as many calendar days. So the time
        since the start is exact for a start on a Monday; for other starts, it is too short if a
        weekend is among the days that remain.
        """
        weeks, days = divmod(self.weekdays, WEEKDAYS_A_WEEK)
        return (7 * weeks + days) * DAY + self.elapsed

    @property
    def on_weekdays(self) -> int:
        """In microseconds, for tools whose days are weekdays."""
        return self.weekdays * DAY + self.elapsed


def calendar_waits(waits: Iterable[Wait]) -> tuple[int, ...]:
    """The waits in microseconds, for tools that count calendar days from the step before.

    Since the start, they add up to what `Wait.on_calendar` says of all waits together. So a step is
    on time for a start on a Monday, however many steps come before it, as far as there are no
    hours.
    """
    sums = accumulate(waits, Wait.plus, initial=Wait())
    return tuple(later.on_calendar - earlier.on_calendar for earlier, later in pairwise(sums))


def weekdays_loss(wait: Wait, written: int) -> list[Loss]:
    """How weekdays are written as calendar days, if there are any."""
    if not wait.weekdays:
        return []
    days = counted((written - wait.elapsed) // DAY, "calendar day")
    text = f"{counted(wait.weekdays, 'weekday')} written as {days}"
    return [assumed("weekdays-as-days", text)]


def read_wait(delay: Delay) -> tuple[Wait, list[Loss]]:
    """The wait that a delay means, and what had to be assumed."""
    if not delay.is_readable:
        text = f"the wait cannot be read ({delay_text(delay)}); none is written"
        return Wait(), [missing("wait-unreadable", text)]
    if hours := delay.hours:
        return Wait(0, round(hours * HOUR)), []
    weekdays = delay.weekdays or 0
    whole = int(weekdays)
    if whole == weekdays:
        return Wait(whole), []
    rest = round((weekdays - whole) * DAY)
    text = f"{weekdays:g} weekdays: the fraction is written as hours of a day of 24"
    return Wait(whole, rest), [assumed("weekdays-fraction", text)]


def rounded(amount: int, unit: int) -> int:
    """Microseconds in a larger unit, to the nearest; a half upwards."""
    return (2 * amount + unit) // (2 * unit)


def rounding_loss(amount: int, unit: int, unit_name: str) -> list[Loss]:
    """That an amount in microseconds is no whole number of a unit, if it is none."""
    if amount % unit == 0:
        return []
    return [assumed("wait-rounded", f"the wait is rounded to a whole {unit_name}")]
