"""Starts that are moved by days."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.start import StartError, next_weekday_morning, shift_start
from tests.domain.records import STEADY

WARSAW = ZoneInfo("Europe/Warsaw")


def shown(at: datetime) -> str:
    return f"{at:%a %Y-%m-%d %H:%M:%S %z}"


def test_a_shifted_start_keeps_its_clock_time() -> None:
    friday = datetime(2026, 10, 23, 9, 30, tzinfo=WARSAW)
    assert shown(shift_start(friday, 7)) == "Fri 2026-10-30 09:30:00 +0100"
    assert shown(shift_start(friday, -1)) == "Thu 2026-10-22 09:30:00 +0200"
    assert shift_start(friday, 0) is friday


def test_a_start_shifted_into_a_gap_moves_past_it() -> None:
    start = datetime(2026, 3, 28, 2, 30, tzinfo=WARSAW)
    assert shown(shift_start(start, 1)) == "Sun 2026-03-29 03:30:00 +0200"
    assert shown(shift_start(start, 2)) == "Mon 2026-03-30 02:30:00 +0200"


@pytest.mark.parametrize("days", [1, -10_000_000, 10**12, 10**400])
def test_a_start_cannot_be_shifted_out_of_the_calendar(days: int) -> None:
    with pytest.raises(StartError, match="no earlier or later day"):
        shift_start(datetime(9999, 12, 31, tzinfo=UTC), days)


@STEADY
@given(st.datetimes(timezones=st.timezones()), st.integers(-5_000_000, 5_000_000))
def test_a_shift_changes_the_date_by_its_days_or_fails(start: datetime, days: int) -> None:
    try:
        moved = shift_start(start, days)
    except StartError:
        return
    # A gap of the clocks may take the last minutes of a day, or all of it, onto the next.
    assert moved.toordinal() - start.toordinal() - days in (0, 1)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-26T14:20:31", "Fri 2026-11-27 09:00:00 +0100"),
        ("2026-11-26T01:42:00", "Thu 2026-11-26 09:00:00 +0100"),
        ("2026-11-26T09:00:59", "Thu 2026-11-26 09:00:00 +0100"),
        ("2026-11-26T09:01:00", "Fri 2026-11-27 09:00:00 +0100"),
        ("2026-11-27T08:59:59", "Fri 2026-11-27 09:00:00 +0100"),
        ("2026-11-27T17:00:00", "Mon 2026-11-30 09:00:00 +0100"),
        ("2026-11-28T01:42:00", "Mon 2026-11-30 09:00:00 +0100"),
        ("2026-11-29T23:59:59", "Mon 2026-11-30 09:00:00 +0100"),
        ("2026-12-31T12:00:00", "Fri 2027-01-01 09:00:00 +0100"),
        ("2026-03-28T12:00:00", "Mon 2026-03-30 09:00:00 +0200"),
        ("2026-10-24T12:00:00", "Mon 2026-10-26 09:00:00 +0100"),
    ],
)
def test_the_default_start_is_the_next_weekday_at_nine(now: str, expected: str) -> None:
    assert (
        shown(next_weekday_morning(datetime.fromisoformat(now).replace(tzinfo=WARSAW))) == expected
    )


def test_the_default_start_is_of_the_users_zone() -> None:
    now = datetime(2026, 11, 27, 22, 30, tzinfo=UTC)
    assert shown(next_weekday_morning(now)) == "Mon 2026-11-30 09:00:00 +0000"
    kiritimati = now.astimezone(ZoneInfo("Pacific/Kiritimati"))
    assert shown(next_weekday_morning(kiritimati)) == "Mon 2026-11-30 09:00:00 +1400"
    honolulu = datetime(2026, 11, 28, 5, tzinfo=UTC).astimezone(ZoneInfo("Pacific/Honolulu"))
    assert shown(next_weekday_morning(honolulu)) == "Mon 2026-11-30 09:00:00 -1000"


@STEADY
@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()))
def test_the_default_start_is_a_weekday_within_four_days(now: datetime) -> None:
    start = next_weekday_morning(now)
    assert start.weekday() < 5
    assert 0 <= (start.date() - now.date()).days <= 4
    assert start.astimezone(UTC) >= now.replace(second=0, microsecond=0).astimezone(UTC)
