"""When each step of what was written for a tool happens, by the rule of that tool.

The rules are those of the descriptions, applied to the starts of `brute_force`. What they leave
open is decided once, here: a send that is held for a weekend goes out at 00:00 on Monday, as
one of Sell does, because each schedule is taken to be open all day from Monday to Friday.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.export.moving.brute_force import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Times,
    held_until_monday,
    later_weekdays,
    starts,
)
from tests.export.moving.second_models.apollo import EMAILS
from tests.export.moving.second_models.salesloft import AfterTimeDelay

if TYPE_CHECKING:
    from tests.export.moving.second_models import apollo, hubspot, outreach, salesloft

APOLLO_UNITS = {"minute": MINUTE, "hour": HOUR, "day": DAY}


def apollo_dates(sequence: apollo.Sequence) -> list[Times]:
    """Elapsed time after the step before; an e-mail on a weekend is held, a task is not."""
    at, found = starts(), list[Times]()
    for step in sequence.emailer_steps:
        at = at + step.wait_time * APOLLO_UNITS[step.wait_mode]
        if step.type in EMAILS:
            at = held_until_monday(at)
        found.append(at)
    return found


def salesloft_dates(cadence: salesloft.CadenceImport) -> list[Times]:
    """A day counted from the start, and minutes in it; the start's own clock time otherwise."""
    found = list[Times]()
    for group in cadence.cadence_content.step_groups:
        at, settings = starts() + (group.day - 1) * DAY, group.automated_settings
        if isinstance(settings, AfterTimeDelay):
            at = at + settings.delay_time * MINUTE
        elif settings is not None:
            hours, minutes = map(int, settings.time_of_day.split(":"))
            at = at // DAY * DAY + hours * HOUR + minutes * MINUTE
        if settings is not None and not settings.allow_send_on_weekends:
            at = held_until_monday(at)
        found.append(at)
    return found


def hubspot_dates(sequence: hubspot.Sequence) -> list[Times]:
    """Whole days are counted from Monday to Friday, and the rest is elapsed time."""
    at, found = starts(), list[Times]()
    for step in sequence.steps:
        days, rest = divmod(step.delay * 1000, DAY)
        at = held_until_monday(later_weekdays(at, days) + rest)
        found.append(at)
    return found


def outreach_dates(calls: outreach.Calls) -> list[Times]:
    """Elapsed time after the step before; any step on a weekend waits, and all after it shift."""
    at, found = starts(), list[Times]()
    for step in calls.steps:
        at = held_until_monday(at + step.interval * SECOND)
        found.append(at)
    return found
