"""E-mails that are due on a weekend: held until Monday, unless the rule is to ignore weekends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.delay import CumulativeDelay, cumulative_delays
from seq_tui.domain.schedule import Landing, landings
from seq_tui.domain.weekend_rule import WeekendRule
from tests.domain.records import (
    ANY_STEPS,
    AT_ONCE,
    EMAIL,
    REPLY,
    STEADY,
    TASK,
    UNREADABLE,
    hours,
    weekdays,
)

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Action, Step

WARSAW = ZoneInfo("Europe/Warsaw")

FRIDAY = datetime(2026, 11, 27, 15, tzinfo=WARSAW)
SATURDAY = datetime(2026, 11, 28, 1, 42, tzinfo=WARSAW)


def shown(landing: Landing) -> str:
    """``Sat 28 15:00``, with ``>=`` before it if it is the earliest, and ``held`` after it."""
    text = "?" if landing.at is None else f"{landing.at:%a %d %H:%M}"
    text = f">= {text}" if landing.at_earliest else text
    return f"{text} held" if landing.held else text


def lands(start: datetime, *steps: Step, weekend: WeekendRule = WeekendRule.HOLD) -> list[str]:
    return [shown(landing) for landing in landings(steps, start, weekend)]


@pytest.mark.parametrize("action", [EMAIL, REPLY])
@pytest.mark.parametrize(
    ("start", "wait"),
    [
        (FRIDAY, 24),
        (FRIDAY, 9),
        (FRIDAY, 56.99),
        (SATURDAY, 0),
        (SATURDAY, 46),
        (datetime(2026, 11, 29, 23, 59, 59, 999_999, tzinfo=WARSAW), 0),
    ],
)
def test_an_email_due_on_a_weekend_is_held_until_monday(
    start: datetime, wait: float, action: Action
) -> None:
    assert lands(start, hours(wait, action)) == [">= Mon 30 00:00 held"]


@pytest.mark.parametrize(
    ("start", "wait", "expected"),
    [
        (FRIDAY, 8.99, "Fri 27 23:59"),
        (FRIDAY, 57, "Mon 30 00:00"),
        (FRIDAY, 72, "Mon 30 15:00"),
        (SATURDAY, 47, "Mon 30 00:42"),
    ],
)
def test_an_email_due_on_a_weekday_is_not_held(start: datetime, wait: float, expected: str) -> None:
    assert lands(start, hours(wait)) == [expected]


def test_later_steps_count_from_the_monday_and_are_at_the_earliest() -> None:
    steps = [AT_ONCE, hours(24), hours(4), weekdays(1), hours(1, TASK), weekdays(1)]
    assert lands(FRIDAY, *steps) == [
        "Fri 27 15:00",
        ">= Mon 30 00:00 held",
        ">= Mon 30 04:00",
        ">= Tue 01 04:00",
        ">= Tue 01 05:00",
        ">= Wed 02 05:00",
    ]


def test_each_email_that_meets_a_weekend_is_held() -> None:
    steps = [AT_ONCE, AT_ONCE, hours(120), weekdays(4), hours(24, REPLY)]
    assert lands(SATURDAY, *steps) == [
        ">= Mon 30 00:00 held",
        ">= Mon 30 00:00",
        ">= Mon 07 00:00 held",
        ">= Fri 11 00:00",
        ">= Mon 14 00:00 held",
    ]


def test_an_email_after_a_task_on_a_weekend_is_held() -> None:
    assert lands(FRIDAY, hours(24, TASK), weekdays(0), hours(0, TASK)) == [
        "Sat 28 15:00",
        ">= Mon 30 00:00 held",
        ">= Mon 30 00:00",
    ]
    assert lands(FRIDAY, hours(24, TASK), weekdays(1)) == ["Sat 28 15:00", ">= Mon 30 15:00"]


def test_days_are_counted_to_the_monday() -> None:
    assert [landing.day for landing in landings([hours(24), hours(24)], FRIDAY)] == [4, 5]


def test_steps_without_a_time_stay_at_the_earliest() -> None:
    assert lands(FRIDAY, hours(24), UNREADABLE, AT_ONCE) == [">= Mon 30 00:00 held", ">= ?", ">= ?"]


def test_the_rule_can_be_turned_off() -> None:
    steps = [hours(24), hours(4), hours(48, TASK)]
    landed = landings(steps, FRIDAY, WeekendRule.IGNORE)
    assert [shown(landing) for landing in landed] == [
        "Sat 28 15:00",
        "Sat 28 19:00",
        "Mon 30 19:00",
    ]
    assert [landing.is_weekend for landing in landed] == [True, True, False]


def test_the_cumulative_delay_knows_no_weekend() -> None:
    assert cumulative_delays([hours(24), hours(4)])[-1] == CumulativeDelay(0, 28)


def test_the_weekend_is_that_of_the_zone_of_the_start() -> None:
    start = datetime(2026, 11, 27, 22, tzinfo=UTC)
    assert lands(start, hours(1)) == ["Fri 27 23:00"]
    assert lands(start.astimezone(WARSAW), hours(1)) == [">= Mon 30 00:00 held"]
    late = datetime(2026, 11, 29, 20, tzinfo=UTC)
    assert lands(late.astimezone(ZoneInfo("Asia/Tokyo")), AT_ONCE) == ["Mon 30 05:00"]
    assert lands(late, AT_ONCE) == [">= Mon 30 00:00 held"]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        # Clocks go forward, and back, on the Sunday in between.
        (datetime(2026, 3, 28, 12, tzinfo=WARSAW), "2026-03-30T00:00:00+02:00"),
        (datetime(2026, 10, 24, 12, tzinfo=WARSAW), "2026-10-26T00:00:00+01:00"),
        # Clocks go forward at midnight, so that Monday begins at 01:00; and back to midnight.
        (datetime(2021, 3, 20, 9, tzinfo=ZoneInfo("Asia/Tehran")), "2021-03-22T01:00:00+04:30"),
        (datetime(2001, 9, 23, 9, tzinfo=ZoneInfo("Asia/Jerusalem")), "2001-09-24T00:00:00+03:00"),
        (datetime(2023, 12, 17, tzinfo=ZoneInfo("Antarctica/Vostok")), "2023-12-18T00:00:00+07:00"),
    ],
)
def test_the_monday_begins_at_the_midnight_that_clocks_show_first(
    start: datetime, expected: str
) -> None:
    landed = landings([AT_ONCE], start)[0]
    assert landed.at is not None
    assert landed.at.isoformat() == expected


@STEADY
@given(ANY_STEPS, st.datetimes(timezones=st.timezones()))
def test_no_email_ever_lands_on_a_weekend(steps: list[Step], start: datetime) -> None:
    for step, landing in zip(steps, landings(steps, start), strict=True):
        assert step.action not in (EMAIL, REPLY) or not landing.is_weekend
        if landing.held:
            assert step.action in (EMAIL, REPLY)
            assert landing.at_earliest
            assert landing.at is not None
            assert landing.at.weekday() == 0
