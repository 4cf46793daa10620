"""Starts as users type them: what each text means, and the errors for invalid ones."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.start import StartError, next_weekday_morning, parse_start, shift_start
from tests.domain.records import STEADY

WARSAW = ZoneInfo("Europe/Warsaw")

NOW = datetime(2026, 11, 26, 14, 20, 31, 5, tzinfo=WARSAW)
"""A Thursday."""


def shown(at: datetime) -> str:
    return f"{at:%a %Y-%m-%d %H:%M:%S %z}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", "Thu 2026-11-26 14:20"),
        ("2026-12-01 15:00", "Tue 2026-12-01 15:00"),
        ("2026-12-01T15:00", "Tue 2026-12-01 15:00"),
        ("2026-12-01 9:05", "Tue 2026-12-01 09:05"),
        ("2026-12-01", "Tue 2026-12-01 09:00"),
        ("2024-02-29", "Thu 2024-02-29 09:00"),
        ("15:00", "Thu 2026-11-26 15:00"),
        ("9:00", "Thu 2026-11-26 09:00"),
        ("09:00", "Thu 2026-11-26 09:00"),
        ("00:00", "Thu 2026-11-26 00:00"),
        ("today 15:00", "Thu 2026-11-26 15:00"),
        ("today", "Thu 2026-11-26 09:00"),
        ("tomorrow 9:30", "Fri 2026-11-27 09:30"),
        ("tomorrow", "Fri 2026-11-27 09:00"),
        ("thu 15:00", "Thu 2026-11-26 15:00"),
        ("thu 14:20", "Thu 2026-11-26 14:20"),
        ("thu 14:19", "Thu 2026-12-03 14:19"),
        ("thu", "Thu 2026-12-03 09:00"),
        ("thursday 15:00", "Thu 2026-11-26 15:00"),
        ("thurs 15:00", "Thu 2026-11-26 15:00"),
        ("wed 15:00", "Wed 2026-12-02 15:00"),
        ("sun", "Sun 2026-11-29 09:00"),
        ("+2d", "Sat 2026-11-28 14:20"),
        ("-1d", "Wed 2026-11-25 14:20"),
        ("+1w", "Thu 2026-12-03 14:20"),
        ("+0d", "Thu 2026-11-26 14:20"),
        ("+3h", "Thu 2026-11-26 17:20"),
        ("-15h", "Wed 2026-11-25 23:20"),
        ("+2d 15:00", "Sat 2026-11-28 15:00"),
        ("-2w 8:00", "Thu 2026-11-12 08:00"),
        ("  THU \t 15:00 ", "Thu 2026-11-26 15:00"),
        ("thu15:00", "Thu 2026-11-26 15:00"),
        ("2026-12-01t15:00", "Tue 2026-12-01 15:00"),
        ("2026-12-01   15:00", "Tue 2026-12-01 15:00"),
        ("+ 2 D 15:00", "Sat 2026-11-28 15:00"),
    ],
)
def test_each_form_of_a_start_means_one_time(text: str, expected: str) -> None:
    start = parse_start(text, NOW)
    assert shown(start) == f"{expected}:00 +0100"
    assert start.tzinfo is WARSAW
    assert start.microsecond == 0


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "9", "15.00", "15:0", "15:00:30", "5pm", "noon", "th", "thursdays", "hu"),
        *("now 15:00", "+3h 15:00", "+2", "2d", "+2m", "+-2d", "++2d", "+2d3h", "+9999999999d"),
        *("26.11.2026", "2026-11", "2026-1-2", "20261126", "2026-11-26T", "2026-11-2615:00"),
        *("2026-11-26 thu", "15:00 thu", "thu 15:00 x", "٢٠٢٦-١١-٢٦", "١٥:٠٠", "thu\x1b[2J"),
    ],
)
def test_an_invalid_start_is_never_guessed(text: str) -> None:
    with pytest.raises(StartError) as raised:
        parse_start(text, NOW)
    assert str(raised.value) == (
        f"{text!r} is not understood as a start; try 2026-11-26 15:00, thu 15:00, +2d or now"
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2026-02-29", "there is no date 2026-02-29; try 2026-11-26 15:00"),
        ("2026-13-01 9:00", "there is no date 2026-13-01; try"),
        ("0000-01-01", "there is no date 0000-01-01; try"),
        ("thu 24:00", "there is no clock time 24:00; try 2026-11-26 15:00"),
        ("9:60", "there is no clock time 9:60; try"),
        ("+999999999d", "'+999999999d' is outside the years of the calendar"),
        ("-999999999w", "'-999999999w' is outside the years of the calendar"),
        ("+99999999h", "'+99999999h' is outside the years of the calendar"),
        ("0001-01-01 00:00", "'0001-01-01 00:00' is outside the years of the calendar"),
        ("x" * 1000, f"'{'x' * 40}...' is not understood"),
    ],
)
def test_an_impossible_time_is_explained_in_one_line(text: str, complaint: str) -> None:
    with pytest.raises(StartError) as raised:
        parse_start(text, NOW)
    assert str(raised.value).startswith(complaint)
    assert str(raised.value).isprintable()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-29 02:30", "Sun 2026-03-29 03:30:00 +0200"),
        ("2026-10-25 02:30", "Sun 2026-10-25 02:30:00 +0200"),
        ("2026-10-26 02:30", "Mon 2026-10-26 02:30:00 +0100"),
    ],
)
def test_a_clock_time_in_a_gap_moves_forward_and_of_two_the_first_is_used(
    text: str, expected: str
) -> None:
    assert shown(parse_start(text, NOW)) == expected


def test_days_keep_the_clock_time_and_hours_are_elapsed() -> None:
    saturday = datetime(2026, 3, 28, 12, tzinfo=WARSAW)
    assert shown(parse_start("+1d", saturday)) == "Sun 2026-03-29 12:00:00 +0200"
    assert shown(parse_start("+24h", saturday)) == "Sun 2026-03-29 13:00:00 +0200"
    before_the_gap = datetime(2026, 3, 28, 2, 30, tzinfo=WARSAW)
    assert shown(parse_start("+1d", before_the_gap)) == "Sun 2026-03-29 03:30:00 +0200"


def test_a_weekday_in_the_hour_that_comes_twice_is_past_after_its_first_time() -> None:
    second = datetime(2026, 10, 25, 2, 10, tzinfo=WARSAW, fold=1)
    assert shown(parse_start("sun 2:30", second)) == "Sun 2026-11-01 02:30:00 +0100"
    assert shown(parse_start("now", second)) == "Sun 2026-10-25 02:10:00 +0100"


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


DAYS = r"now|mon|tomorrow|[+-][0-9]{1,9}[dwh]|[0-9]{4}-[0-1][0-9]-[0-3][0-9]"
TEXTS = st.text() | st.from_regex(rf"({DAYS})? ?([0-2]?[0-9]:[0-6][0-9])?", fullmatch=True)


@STEADY
@given(TEXTS, st.datetimes(timezones=st.timezones()))
def test_any_text_at_any_time_is_a_start_or_a_start_error(text: str, now: datetime) -> None:
    try:
        start = parse_start(text, now)
    except StartError:
        return
    assert start.tzinfo is now.tzinfo
    assert start.microsecond == 0


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
