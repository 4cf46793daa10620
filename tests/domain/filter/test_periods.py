"""Tests of times that depend on the present day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.filter.evaluate import seconds_between
from seq_tui.domain.filter.nodes import Period
from seq_tui.domain.filter.periods import PERIODS, UNITS, period_days, period_name

SATURDAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("name", "first", "after"),
    [
        ("today", "2026-11-28", "2026-11-29"),
        ("yesterday", "2026-11-27", "2026-11-28"),
        ("this-week", "2026-11-23", "2026-11-30"),
        ("last-week", "2026-11-16", "2026-11-23"),
        ("this-month", "2026-11-01", "2026-12-01"),
        ("last-month", "2026-10-01", "2026-11-01"),
        ("this-quarter", "2026-10-01", "2027-01-01"),
        ("last-quarter", "2026-07-01", "2026-10-01"),
        ("this-year", "2026-01-01", "2027-01-01"),
        ("last-year", "2025-01-01", "2026-01-01"),
    ],
)
def test_the_days_of_a_period(name: str, first: str, after: str) -> None:
    assert period_days(name, SATURDAY) == (date.fromisoformat(first), date.fromisoformat(after))


@given(st.dates(date(1971, 1, 1), date(9998, 1, 1)), st.sampled_from([*UNITS]))
def test_periods_follow_each_other_without_a_gap(today: date, unit: str) -> None:
    last, present = (period_days(f"{which}-{unit}", today) for which in ("last", "this"))
    assert last[0] < last[1] == present[0] <= today < present[1]
    assert period_days(f"this-{unit}", present[1])[0] == present[1]
    assert period_days(f"this-{unit}", last[0]) == last


@pytest.mark.parametrize("text", ["this-week", "This Week", " this  week "])
def test_a_name_may_be_written_in_other_ways(text: str) -> None:
    assert period_name(text) == "this-week"


@pytest.mark.parametrize("text", ["", "week", "next-week", "thisweek", "this-day"])
def test_another_word_is_no_period(text: str) -> None:
    assert period_name(text) is None


def test_a_day_is_that_of_the_zone_of_the_present_time() -> None:
    now = datetime(2026, 10, 25, 12, tzinfo=ZoneInfo("Europe/Warsaw"))
    first, after = seconds_between(Period("created", "=", "today"), now)
    assert after - first == timedelta(hours=25).total_seconds()
    assert datetime.fromtimestamp(first, now.tzinfo).isoformat() == "2026-10-25T00:00:00+02:00"


def test_each_period_is_explained() -> None:
    assert all(PERIODS.values())
