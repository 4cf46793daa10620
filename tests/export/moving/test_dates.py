"""Tests of the tools' rules for dates, and of the comparison with Sell's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.delay import Delay
from seq_tui.domain.schedule import DAY, HOUR, DelayPlan
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.moving.date_comparison import MONDAY, STARTS, compare_dates
from seq_tui.export.moving.loss_pages import difference_text
from seq_tui.export.moving.targets import TARGETS
from tests.export.moving.drafted import email, moved, task, wait

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Step
    from seq_tui.export.moving.date_comparison import DateDifference

FRIDAY_9 = 4 * DAY + 9 * HOUR
SATURDAY_9 = 5 * DAY + 9 * HOUR
MONDAY_0 = 7 * DAY


def times(
    name: str, start: int, *steps: Step, weekend: WeekendRule = WeekendRule.HOLD
) -> list[int]:
    return list(TARGETS[name].build(moved(*steps), weekend).plan.times(start))


def differences(
    name: str, *steps: Step, weekend: WeekendRule = WeekendRule.HOLD
) -> tuple[DateDifference | None, ...]:
    plan = TARGETS[name].build(moved(*steps), weekend).plan
    return compare_dates(DelayPlan.of(steps, weekend), plan)


def test_apollo_holds_an_email_until_monday_and_counts_from_there() -> None:
    steps = (email(), email(delay=wait(2)), email(delay=wait(1)))
    assert times("apollo", FRIDAY_9, *steps) == [FRIDAY_9, MONDAY_0, MONDAY_0 + DAY]


def test_apollo_does_not_hold_a_task() -> None:
    assert times("apollo", FRIDAY_9, task(delay=wait(1))) == [SATURDAY_9]


def test_outreach_holds_every_step() -> None:
    steps = (task(delay=wait(1)), email(delay=wait(4, "hours")))
    assert times("outreach", FRIDAY_9, *steps) == [MONDAY_0, MONDAY_0 + 4 * HOUR]


def test_salesloft_counts_all_days_from_the_start() -> None:
    steps = (email(), email(delay=wait(2)), email(delay=wait(1)))
    assert times("salesloft", FRIDAY_9, *steps) == [FRIDAY_9, MONDAY_0, MONDAY_0 + 9 * HOUR]


def test_salesloft_may_send_on_weekends() -> None:
    steps = (email(delay=wait(1)),)
    found = times("salesloft", FRIDAY_9, *steps, weekend=WeekendRule.IGNORE)
    assert found == [SATURDAY_9]


def test_hubspot_counts_weekdays_and_holds_every_step() -> None:
    steps = (email(), email(delay=wait(2)), task(delay=wait(80, "hours")))
    tuesday_9 = MONDAY_0 + DAY + 9 * HOUR
    assert times("hubspot", FRIDAY_9, *steps) == [FRIDAY_9, tuesday_9, tuesday_9 + 80 * HOUR]
    assert times("hubspot", SATURDAY_9, task()) == [MONDAY_0]


def test_hubspot_takes_48_hours_for_two_weekdays() -> None:
    (difference,) = differences("hubspot", email(delay=wait(48, "hours")))
    assert difference is not None
    assert difference.different == 23 + 24 + 24  # Thursday, Friday and Saturday
    assert difference.worst == timedelta(days=1, hours=23)


@pytest.mark.parametrize("name", TARGETS)
def test_an_email_at_once_is_at_the_same_time_from_every_start(name: str) -> None:
    (difference,) = differences(name, email())
    assert difference is not None
    assert difference.json == {
        "starts": STARTS,
        "different": 0,
        "worst_seconds": 0,
        "example": None,
    }


def test_weekdays_between_emails_are_equal_in_hubspot() -> None:
    steps = (email(), email(delay=wait(3)), email(delay=wait(7)))
    assert [each and each.different for each in differences("hubspot", *steps)] == [0, 0, 0]


@pytest.mark.parametrize("name", ["apollo", "salesloft", "outreach"])
def test_weekdays_are_on_time_for_a_start_on_a_monday(name: str) -> None:
    steps = [email(delay=wait(weekdays)) for weekdays in (0, 2, 2, 3, 1, 5, 4)]
    ours = DelayPlan.of(steps)
    theirs = TARGETS[name].build(moved(*steps), WeekendRule.HOLD).plan
    start = MONDAY + timedelta(hours=9)
    expected = [at and (at - MONDAY) // timedelta.resolution for at in ours.landings(start).times]
    assert list(theirs.times(9 * HOUR)) == expected


def test_friday_and_two_weekdays_differ_by_the_weekend() -> None:
    _, difference = differences("apollo", email(), email(delay=wait(2)))
    assert difference is not None
    assert difference.json == {
        "starts": 168,
        "different": 47,
        "worst_seconds": -(47 * 3600),
        "example": {
            "start": "2027-01-08T23:00:00+00:00",
            "sell": "2027-01-12T23:00:00+00:00",
            "target": "2027-01-11T00:00:00+00:00",
            "sell_after_hold": False,
            "target_after_hold": True,
        },
    }
    assert difference_text("Apollo", difference) == (
        "47 of 168 starts differ, by up to 1 day 23 hours earlier: start Fri 23:00:"
        " Sell day 5 Tue 23:00, Apollo day 4 Mon from 00:00"
    )


def test_a_time_after_a_delay_by_a_weekend_is_one_at_the_earliest() -> None:
    steps = (email(), task(delay=wait(1)))
    plans = {name: TARGETS[name].build(moved(*steps), WeekendRule.HOLD).plan for name in TARGETS}
    held = {
        name: [is_held for _, is_held in plan.landings(SATURDAY_9)] for name, plan in plans.items()
    }
    assert held.pop("salesloft") == [True, False]
    assert list(held.values()) == [[True, True]] * 3


def test_a_step_without_a_date_in_sell_is_not_compared() -> None:
    steps = (email(), email(delay=Delay(1, "weeks")), email())
    first, second, third = differences("apollo", *steps)
    assert first is not None
    assert second is third is None
    assert difference_text("Apollo", second) == "cannot be compared: Sell gives no date"


def test_dates_past_the_calendar_are_not_compared() -> None:
    assert differences("outreach", email(delay=wait(100_000_000, "hours"))) == (None,)


def test_a_difference_of_seconds_is_said() -> None:
    (difference,) = differences("apollo", task(delay=wait(0.001, "hours")))
    assert difference is not None
    assert difference.worst == timedelta(seconds=-3.6)
    assert "by up to 3.6 s earlier" in difference_text("Apollo", difference)


def test_the_same_waits_are_compared_once() -> None:
    compare_dates.cache_clear()
    for _ in range(3):
        differences("apollo", email(), task(delay=wait(9)))
    assert compare_dates.cache_info().misses == 1
