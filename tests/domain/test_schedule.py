"""Landings: the rule as tables, and invariants for any steps and any start."""

from __future__ import annotations

import time
import zoneinfo
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.delay import MAX_AMOUNT
from seq_tui.domain.schedule import Landing, landings
from seq_tui.domain.sequence import Action, Step
from seq_tui.domain.weekend_rule import WeekendRule
from tests.domain.records import (
    ANY_STEPS,
    AT_ONCE,
    EMAIL,
    STEADY,
    TASK,
    UNKNOWN,
    UNREADABLE,
    hours,
    sound_steps,
    weekdays,
)

HOLD, IGNORE = WeekendRule.HOLD, WeekendRule.IGNORE

BERLIN = ZoneInfo("Europe/Berlin")
CAIRO = ZoneInfo("Africa/Cairo")
JERUSALEM = ZoneInfo("Asia/Jerusalem")
APIA = ZoneInfo("Pacific/Apia")

MONDAY = datetime(2026, 11, 23, 9, tzinfo=BERLIN)

STARTS = st.datetimes(timezones=st.timezones())


def lands(start: datetime, *steps: Step, weekend: WeekendRule = HOLD) -> str:
    """The last landing, as ``Mon 2026-11-23 09:00 +0100``."""
    at = landings(steps, start, weekend)[-1].at
    assert at is not None
    assert at.tzinfo is start.tzinfo
    return f"{at:%a %Y-%m-%d %H:%M %z}"


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        ("2026-11-23", 0, "Mon 2026-11-23"),
        ("2026-11-23", 1, "Tue 2026-11-24"),
        ("2026-11-23", 4, "Fri 2026-11-27"),
        ("2026-11-23", 5, "Mon 2026-11-30"),
        ("2026-11-26", 2, "Mon 2026-11-30"),
        ("2026-11-27", 1, "Mon 2026-11-30"),
        ("2026-11-28", 0, "Sat 2026-11-28"),
        ("2026-11-28", 1, "Mon 2026-11-30"),
        ("2026-11-28", 5, "Fri 2026-12-04"),
        ("2026-11-29", 0, "Sun 2026-11-29"),
        ("2026-11-29", 1, "Mon 2026-11-30"),
        ("2026-11-29", 2.0, "Tue 2026-12-01"),
        ("2026-12-31", 1, "Fri 2027-01-01"),
        ("2028-02-28", 1, "Tue 2028-02-29"),
        ("2028-02-29", 1, "Wed 2028-03-01"),
        ("2100-02-26", 1, "Mon 2100-03-01"),
        ("2026-11-23", 2600, "Mon 2036-11-10"),
    ],
)
def test_weekdays_count_monday_to_friday_and_keep_the_clock_time(
    start: str, amount: float, expected: str
) -> None:
    at = datetime.fromisoformat(f"{start}T23:45:00+00:00")
    assert lands(at, weekdays(amount, TASK)) == f"{expected} 23:45 +0000"


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        (datetime(2026, 11, 27, 20), 4, "Sat 2026-11-28 00:00 +0100"),
        (datetime(2026, 11, 27, 20), 0.25, "Fri 2026-11-27 20:15 +0100"),
        (datetime(2026, 12, 31, 20), 24, "Fri 2027-01-01 20:00 +0100"),
        (datetime(2026, 3, 28, 12), 24, "Sun 2026-03-29 13:00 +0200"),
        (datetime(2026, 10, 24, 12), 24, "Sun 2026-10-25 11:00 +0100"),
        (datetime(2026, 10, 25, 2), 1, "Sun 2026-10-25 02:00 +0100"),
        (datetime(2026, 10, 25, 2, fold=1), 1, "Sun 2026-10-25 03:00 +0100"),
        (datetime(2028, 2, 28, 9), 24, "Tue 2028-02-29 09:00 +0100"),
    ],
    ids=str,
)
def test_hours_are_elapsed_time(start: datetime, amount: float, expected: str) -> None:
    assert lands(start.replace(tzinfo=BERLIN), hours(amount, TASK)) == expected


def test_each_delay_counts_from_the_step_before() -> None:
    landed = landings([AT_ONCE, weekdays(1), hours(4), weekdays(2), hours(60, TASK)], MONDAY)
    assert [f"{landing.at:%a %d %H:%M}" for landing in landed] == [
        *("Mon 23 09:00", "Tue 24 09:00", "Tue 24 13:00", "Thu 26 13:00", "Sun 29 01:00")
    ]
    assert [landing.day for landing in landed] == [1, 2, 2, 4, 7]


@pytest.mark.parametrize("action", [TASK, UNKNOWN])
def test_a_task_on_a_weekend_is_marked_and_not_moved(action: Action) -> None:
    landed = landings([hours(24, action)] * 7, MONDAY)
    assert [f"{landing.at:%a}" for landing in landed if landing.is_weekend] == ["Sat", "Sun"]
    assert not any(landing.held for landing in landed)


def test_weekdays_after_hours_keep_the_clock_time_of_that_landing() -> None:
    start = datetime(2026, 10, 25, 2, 15, tzinfo=BERLIN)
    second = [hours(1, TASK)]
    assert lands(start, *second) == "Sun 2026-10-25 02:15 +0100"
    assert lands(start, *second, weekdays(0, TASK)) == "Sun 2026-10-25 02:15 +0100"
    assert lands(start, *second, weekdays(1)) == "Mon 2026-10-26 02:15 +0100"


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        (datetime(2026, 3, 26, 2, 30, tzinfo=JERUSALEM), 1, "Fri 2026-03-27 03:30 +0300"),
        (datetime(2011, 12, 29, 10, tzinfo=APIA), 1, "Sat 2011-12-31 10:00 +1400"),
        (datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN), 0, "Sun 2026-03-29 03:30 +0200"),
    ],
    ids=str,
)
def test_a_clock_time_that_does_not_exist_moves_forward_by_the_gap(
    start: datetime, amount: int, expected: str
) -> None:
    assert lands(start, weekdays(amount, TASK)) == expected


def test_the_next_delay_counts_from_after_the_gap() -> None:
    start = datetime(2026, 3, 26, 2, 30, tzinfo=JERUSALEM)
    assert lands(start, weekdays(1), weekdays(1)) == "Mon 2026-03-30 03:30 +0300"


@pytest.mark.parametrize("fold", [0, 1])
def test_weekdays_reach_the_first_of_a_clock_time_that_exists_twice(fold: int) -> None:
    start = datetime(2023, 10, 26, 23, 30, tzinfo=CAIRO, fold=fold)
    assert lands(start, weekdays(0)) == f"Thu 2023-10-26 23:30 +0{3 - fold}00"
    assert lands(start, weekdays(5 * 53)) == "Thu 2024-10-31 23:30 +0300"


def test_days_are_counted_by_the_calendar_of_the_zone() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=BERLIN)
    assert [landing.day for landing in landings([AT_ONCE, hours(0.5)], late)] == [1, 2]
    assert [landing.day for landing in landings([hours(0.5)], late.astimezone(UTC))] == [1]


def test_steps_after_a_task_are_at_the_earliest_even_without_a_time() -> None:
    landed = landings([hours(1), hours(1, TASK), hours(1), UNREADABLE], MONDAY)
    assert [landing.at_earliest for landing in landed] == [False, False, True, True]


@pytest.mark.parametrize("step", [UNREADABLE, Step(), weekdays(1.5), hours(-1)])
def test_a_delay_without_a_date_leaves_its_step_and_all_later_ones_without_a_time(
    step: Step,
) -> None:
    landed = landings([hours(1), step, AT_ONCE], MONDAY)
    assert landed[0].at == MONDAY + timedelta(hours=1)
    assert landed[1:] == (Landing(None, at_earliest=False, day=None),) * 2
    assert not landed[1].is_weekend


@pytest.mark.parametrize(
    ("start", "step"),
    [
        (MONDAY, hours(MAX_AMOUNT)),
        (MONDAY, weekdays(MAX_AMOUNT)),
        (datetime(9999, 12, 31, 23, tzinfo=UTC), hours(1)),
        (datetime(9999, 12, 31, 23, tzinfo=UTC), weekdays(1)),
        (datetime(9999, 12, 31, 12, tzinfo=ZoneInfo("America/New_York")), hours(12)),
        (datetime(9999, 12, 31, 23, tzinfo=ZoneInfo("America/New_York")), AT_ONCE),
        (datetime(1, 1, 1, tzinfo=ZoneInfo("Asia/Tokyo")), AT_ONCE),
    ],
)
def test_a_landing_outside_the_calendar_has_no_time(start: datetime, step: Step) -> None:
    landed = landings([step, AT_ONCE], start)
    assert [landing.at for landing in landed] == [None, None]
    assert [landing.day for landing in landed] == [None, None]


def test_the_last_hour_of_the_calendar_is_reached() -> None:
    start = datetime(9999, 12, 31, 22, tzinfo=UTC)
    assert lands(start, hours(1)) == "Fri 9999-12-31 23:00 +0000"


def test_no_steps_have_no_landings() -> None:
    assert tuple(landings([], MONDAY)) == ()


def test_a_start_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        landings([AT_ONCE], datetime(2026, 11, 23))


@STEADY
@given(ANY_STEPS, STARTS)
def test_steps_land_from_any_start_and_never_before_the_previous_step(
    steps: list[Step], start: datetime
) -> None:
    landed = landings(steps, start)
    assert len(landed) == len(steps)
    for earlier, later in pairwise(landed):
        assert later.at is None or earlier.at is not None
        assert earlier.at_earliest <= later.at_earliest
        if earlier.at and later.at:
            assert later.at.astimezone(UTC) >= earlier.at.astimezone(UTC)


@STEADY
@given(
    sound_steps(),
    STARTS,
    st.integers(0, 8),
    st.sampled_from([hours(0, TASK), weekdays(0, TASK)]),
    st.sampled_from(WeekendRule),
)
def test_a_task_at_once_changes_no_other_landing(
    steps: list[Step], start: datetime, index: int, step: Step, weekend: WeekendRule
) -> None:
    index = min(index, len(steps))
    landed = landings(steps, start, weekend).times
    more = landings([*steps[:index], step, *steps[index:]], start, weekend).times
    assert more[:index] + more[index + 1 :] == landed
    assert index == 0 or more[index] == more[index - 1]


@STEADY
@given(
    sound_steps(max_size=5),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from(["UTC", "Asia/Tokyo", "Asia/Kolkata", "America/Phoenix", "Africa/Lagos"]),
    st.integers(-200, 200),
)
def test_moving_the_start_by_weeks_moves_landings_by_weeks_without_clock_changes(
    steps: list[Step], start: datetime, zone: str, weeks: int
) -> None:
    start, shift = start.replace(tzinfo=ZoneInfo(zone)), timedelta(weeks=weeks)
    landed, moved = landings(steps, start), landings(steps, start + shift)
    assert [landing.at and landing.at + shift for landing in landed] == [
        landing.at for landing in moved
    ]
    assert [landing.day for landing in landed] == [landing.day for landing in moved]


@pytest.mark.no_cover  # with coverage, it takes two to four times as long (measured)
def test_ten_thousand_steps_land_within_half_a_second() -> None:
    steps = [weekdays(number % 4, EMAIL) if number % 2 else hours(5) for number in range(10_000)]
    began = time.process_time()
    landed = landings(steps, MONDAY)
    assert time.process_time() - began < 0.5
    assert landed[-1].at is not None


def test_zones_are_found_without_a_zone_database_of_the_system() -> None:
    zoneinfo.reset_tzpath(to=())
    try:
        berlin = ZoneInfo.no_cache("Europe/Berlin")
    finally:
        zoneinfo.reset_tzpath()
    assert berlin.utcoffset(datetime(2026, 7, 1)) == timedelta(hours=2)
