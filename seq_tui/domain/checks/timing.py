"""Checks of when steps happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.checks.facts import counted, quoted
from seq_tui.domain.delay import HOURS, WEEKDAYS
from seq_tui.domain.held_starts import STARTS, WEEKEND_STARTS, held_starts
from seq_tui.domain.sequence import EmailAction
from seq_tui.domain.weekend_rule import WeekendRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.checks.rule import Found
    from seq_tui.domain.delay import Delay
    from seq_tui.domain.sequence import Sequence, Step

HOURS_OF_WEEKDAY = 24 * 7 / 5
"""The hours that a weekday takes on average, weekends included."""


def find_unreadable_delays(sequence: Sequence, _: CheckOptions) -> Iterator[Found]:
    """Waits whose unit or length cannot be read."""
    for index, step in enumerate(sequence.steps or ()):
        if not step.delay.is_readable:
            yield index, _unreadable(step.delay)


def find_no_wait(sequence: Sequence, _: CheckOptions) -> Iterator[Found]:
    """E-mails that go out together with the one before."""
    was_email = False
    for index, step in enumerate(sequence.steps or ()):
        is_email = isinstance(step.action, EmailAction)
        if was_email and is_email and step.delay.amount == 0 and step.delay.is_readable:
            yield index, f"Nothing waits between this e-mail and the one of step {index}."
        was_email = is_email


def find_long_gaps(sequence: Sequence, options: CheckOptions) -> Iterator[Found]:
    """Steps after a long wait."""
    limit = options.longest_gap
    for index, step in enumerate(sequence.steps or ()):
        amount, unit = step.delay.amount, step.delay.unit
        if not isinstance(amount, int | float) or not step.delay.is_readable:
            continue
        if amount <= (limit if unit == WEEKDAYS else limit * HOURS_OF_WEEKDAY):
            continue
        waits = counted(amount, "weekday" if unit == WEEKDAYS else "hour")
        yield index, f"This step waits {waits}, longer than {counted(limit, 'weekday')}."


def find_often_held(sequence: Sequence, options: CheckOptions) -> Iterator[Found]:
    """E-mails that are held over a weekend from many starts."""
    steps, least = sequence.steps or (), least_held(options)
    if least > STARTS:
        return
    if least > WEEKEND_STARTS and not any(map(_waits_hours, steps)):
        return
    first_task = next((index for index, step in enumerate(steps) if step.is_task), len(steps))
    for index, number in enumerate(held_starts(steps)):
        if number < least:
            continue
        often = f"{number} of the {STARTS} start hours of a week ({_share(number)} %)"
        if number == STARTS:
            often = "every start"
        if first_task < index:
            often += ", with each task done at once"
        yield index, f"This e-mail is held over a weekend from {often}."


def least_held(options: CheckOptions) -> int:
    """The least starts of a week from which an e-mail is held too often; more than all if never."""
    if options.weekend is not WeekendRule.HOLD:
        return STARTS + 1
    return max(-(-options.often_held * STARTS // 100), 1)


def find_after_task(sequence: Sequence, _: CheckOptions) -> Iterator[Found]:
    """The first step after a task."""
    steps = sequence.steps or ()
    for index, step in enumerate(steps[:-1]):
        if step.is_task:
            yield index + 1, f"This step waits until the task of step {index + 1} is marked done."
            return


def _waits_hours(step: Step) -> bool:
    return step.delay.unit == HOURS and bool(step.delay.amount)


def _unreadable(delay: Delay) -> str:
    if delay.unit not in (HOURS, WEEKDAYS):
        if delay.unit is None:
            return "The wait has no unit." if delay.amount is not None else "The wait is missing."
        return f"The unit of the wait is {quoted(delay.unit)}, neither hours nor weekdays."
    if delay.amount is None:
        return "The wait has a unit, but no length."
    return f"The length of the wait is {quoted(delay.amount)}, which cannot be counted."


def _share(number: int) -> int:
    """In per cent; never 100 unless it is all."""
    return min(round(100 * number / STARTS), 99)
