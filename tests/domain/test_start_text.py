"""Starts as users type them: what each text means, and the errors for invalid ones."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.start import StartError
from seq_tui.domain.start_text import parse_start
from seq_tui.domain.zone_name import zone_name
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
        ("next thursday 15:00", "Thu 2026-12-03 15:00"),
        ("thursday", "Thu 2026-12-03 09:00"),
        ("on thursday at 3pm", "Thu 2026-11-26 15:00"),
        ("the 3rd of december at noon", "Thu 2026-12-03 12:00"),
        ("next week", "Mon 2026-11-30 09:00"),
        ("next week 15:00", "Mon 2026-11-30 15:00"),
        ("next week thursday", "Thu 2026-12-03 09:00"),
        ("friday next week 15:00", "Fri 2026-12-04 15:00"),
        ("next thursday at 15", "Thu 2026-12-03 15:00"),
        ("this friday", "Fri 2026-11-27 09:00"),
        ("tomorrow morning", "Fri 2026-11-27 09:00"),
        ("3 weeks", "Thu 2026-12-17 14:20"),
        ("3 weeks 15:00", "Thu 2026-12-17 15:00"),
        ("in 2 weeks", "Thu 2026-12-10 14:20"),
        ("In 2 weeks at 15:00", "Thu 2026-12-10 15:00"),
        ("in a week", "Thu 2026-12-03 14:20"),
        ("in 3 weekdays", "Tue 2026-12-01 14:20"),
        ("in an hour", "Thu 2026-11-26 15:20"),
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
        ("thu 3pm", "Thu 2026-11-26 15:00"),
        ("5pm", "Thu 2026-11-26 17:00"),
        ("thu 3:30 PM", "Thu 2026-11-26 15:30"),
        ("12am", "Thu 2026-11-26 00:00"),
        ("12:10pm", "Thu 2026-11-26 12:10"),
        ("15:00:30", "Thu 2026-11-26 15:00"),
        ("next thu", "Thu 2026-12-03 09:00"),
        ("next thu 15:00", "Thu 2026-12-03 15:00"),
        ("next wed", "Wed 2026-12-02 09:00"),
        ("next monday 9:30", "Mon 2026-11-30 09:30"),
        ("tomorrow 9", "Fri 2026-11-27 09:00"),
        ("today 16", "Thu 2026-11-26 16:00"),
        ("+2d 9", "Sat 2026-11-28 09:00"),
        ("2026-12-01 9", "Tue 2026-12-01 09:00"),
        ("3 dec", "Thu 2026-12-03 09:00"),
        ("dec 3", "Thu 2026-12-03 09:00"),
        ("3rd december 15:00", "Thu 2026-12-03 15:00"),
        ("December 3, 2027", "Fri 2027-12-03 09:00"),
        ("15:00 3 dec", "Thu 2026-12-03 15:00"),
        ("26 nov 14:20", "Thu 2026-11-26 14:20"),
        ("26 nov 14:19", "Fri 2027-11-26 14:19"),
        ("1 jan", "Fri 2027-01-01 09:00"),
        ("29 feb", "Tue 2028-02-29 09:00"),
        ("Thu 26 Nov 13:00", "Thu 2026-11-26 13:00"),
        ("≥ Mon 30 Nov 00:00 held", "Mon 2026-11-30 00:00"),
        (">= Mon 30 Nov 00:00, held over the weekend", "Mon 2026-11-30 00:00"),
        ("≥ Sat 28 Nov 13:05 !  ·  Day 3", "Sat 2026-11-28 13:05"),
        ("Fri 27 Nov 13:05 | Day 2", "Fri 2026-11-27 13:05"),
        ("start Mon 30 Nov 09:00", "Mon 2026-11-30 09:00"),
        ("wed 26 nov", "Wed 2025-11-26 09:00"),
        ("mon 4 jan", "Mon 2027-01-04 09:00"),
        ("3.12.2026", "Thu 2026-12-03 09:00"),
        ("12.3.2027 8:00", "Fri 2027-03-12 08:00"),
        ("2026/12/03", "Thu 2026-12-03 09:00"),
        ("2026-12-3 10:00", "Thu 2026-12-03 10:00"),
        ("thu 2026-12-03", "Thu 2026-12-03 09:00"),
        ("2026-12-03 15:00 Thursday", "Thu 2026-12-03 15:00"),
        ("+2wd", "Mon 2026-11-30 14:20"),
        ("+1wd", "Fri 2026-11-27 14:20"),
        ("-4wd", "Fri 2026-11-20 14:20"),
        ("+0wd 9:00", "Thu 2026-11-26 09:00"),
        ("+3 weekdays 8am", "Tue 2026-12-01 08:00"),
        ("+2 weeks", "Thu 2026-12-10 14:20"),
        ("+1 hour", "Thu 2026-11-26 15:20"),
        ("thu\u202f3\xa0pm", "Thu 2026-11-26 15:00"),
        ("thu 1500", "Thu 2026-11-26 15:00"),
        ("fri 0830", "Fri 2026-11-27 08:30"),
        ("thu 15h", "Thu 2026-11-26 15:00"),
        ("thu 15h30", "Thu 2026-11-26 15:30"),
        ("15 o'clock", "Thu 2026-11-26 15:00"),
        ("in five days", "Tue 2026-12-01 14:20"),
        ("in Two weeks 9:00", "Thu 2026-12-10 09:00"),
        ("the 3rd at 15:00", "Thu 2026-12-03 15:00"),
        ("the 26th at 15:00", "Thu 2026-11-26 15:00"),
        ("26th 9:00", "Sat 2026-12-26 09:00"),
        ("31st", "Thu 2026-12-31 09:00"),
        ("mon 30th", "Mon 2026-11-30 09:00"),
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
        *(
            "",
            " ",
            "9",
            "15.00",
            "15:0",
            "15:00:300",
            "th",
            "thursdays",
            "hu",
            "decem",
            "3.",
        ),
        *("now 15:00", "+3h 15:00", "+2", "2d", "+2m", "+-2d", "++2d", "+2d3h", "+9999999999d"),
        *("26.11.26", "2026-11", "2026-11-26-28", "20261126", "2026-11-26T", "2026-11-2615:00"),
        *("thu fri", "15:00 16:00", "thu 15:00 +2d", "٢٠٢٦-١١-٢٦", "١٥:٠٠", "thu\x1b[2J", "ſat"),
        *("next", "next 9:00", "next 3 dec", "next today", "now 9", "dec", "dec 2026", "3 dec 9"),
        *("dec 3-12", "10-12 dec", "2026-12-03 -05:00", "+02:00", "Z", "UTC", "Warsaw 15:00"),
        *("15:00 UTC thu UTC", "3 dec 26", "thu 3pm 4pm", "+2wd3h", "+2wdx", "2026", "if started "),
        *(
            "held",
            "!",
            "Day 3",
            "thu ! !",
            "thu 9:00-12:00",
            "9:00-5:00",
            "thu 31",
            "next thu 9",
            "today 9 15:00",
        ),
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
        ("15:00 " + "x " * 5000, "'15:00 x x x"),
        ("+9999999999d", "'+9999999999d' is not understood"),
        ("-999999999wd", "'-999999999wd' is outside the years of the calendar"),
        ("13pm", "there is no clock time 13pm; try"),
        ("0am", "there is no clock time 0am; try"),
        ("15:00:60", "there is no clock time 15:00:60; try"),
        ("tomorrow 24", "there is no clock time 24:00; try"),
        ("31 feb", "there is no date 31 feb; try"),
        ("29 feb 2026", "there is no date 29 feb 2026; try"),
        ("31.4.2026", "there is no date 31.4.2026; try"),
        ("wed 3 dec 2026", "2026-12-03 is a Thursday; correct the weekday or leave it out"),
        ("fri 2026-12-03", "2026-12-03 is a Thursday; correct the weekday"),
        ("sun 3 dec", "2026-12-03 is a Thursday; correct the weekday"),
        ("3/12/2026", "type 2026-12-03 or 2026-03-12: countries order 3/12/2026 differently"),
        ("03-12-2026 15:00", "type 2026-12-03 or 2026-03-12: countries order 03-12-2026"),
        ("13/12/2026", "type 2026-12-13: countries order 13/12/2026 differently"),
        ("3/12", "type a date such as 2026-11-26 or 26 nov: countries order 3/12 differently"),
        ("3/12/26", "type a date such as 2026-11-26 or 26 nov: countries order 3/12/26"),
        ("99/99/9999", "type a date such as 2026-11-26 or 26 nov: countries order 99/99/9999"),
        ("thu afternoon", "type a clock time such as 15:00 for afternoon"),
        ("thu 3 o'clock", "3 o'clock may be 3:00 or 15:00; type one"),
        ("the 32nd", "there is no such day 32; try 2026-11-26"),
        ("thu 9", "9 may be an hour or a day; type thu 9:00 or 9 dec"),
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


@STEADY
@given(st.datetimes(timezones=st.just(UTC)), st.integers(-400_000, 400_000))
def test_weekdays_are_counted_from_monday_to_friday(now: datetime, number: int) -> None:
    # As numpy does; a weekend is left forwards from its Friday, and backwards from its Monday.
    roll: Literal["backward", "forward"] = "backward" if number >= 0 else "forward"
    moved = np.busday_offset(now.date(), number, roll=roll) if number else now.date()
    try:
        start = parse_start(f"{number:+}wd 15:00", now)
    except StartError:
        assert not 1 <= int(str(moved)[:-6]) <= 9999
    else:
        assert str(start.date()) == str(moved)


DAYS = r"now|mon|tomorrow|[+-][0-9]{1,9}[dwh]|[0-9]{4}-[0-1][0-9]-[0-3][0-9]"
PARTS = st.sampled_from(
    [
        *("now", "today", "tomorrow", "next", "thu", "dec", "feb", "29", "31", "3rd", "99", "2026"),
        *("9999", "0000", "2026-12-03", "0001-01-01", "9999-12-31", "3.12.2026", "3/12/2026"),
        *("+2wd", "-1w", "+999999999d", "-9999h", "15:00", "23:59:60", "3pm", "am", "00:00"),
        *("Z", "+02:00", "-1559", "+99:99", "UTC+2", "UTC", "CET", "EST5EDT", "Europe/Warsaw"),
        *("Etc/GMT+12", "a/b", "../x", "<+03>-3", "CET-1CEST,M3.5.0,M10.5.0/3", "X-9,J1,J2", "!"),
        *("≥", "if started", "zone unknown", ",", "\0", "\x1b[2J", "\ud800", "'", "\\", "K", "٣"),
    ]
)
SEPARATORS = st.sampled_from([" ", "", ", ", "T", "\u202f", "\n"])
TEXTS = st.one_of(
    st.text(),
    st.from_regex(rf"({DAYS})? ?([0-2]?[0-9]:[0-6][0-9])?", fullmatch=True),
    st.builds(str.join, SEPARATORS, st.lists(PARTS, max_size=7)),
)
EDGES = st.sampled_from([datetime.min, datetime.max, datetime(9999, 12, 31), datetime(1, 1, 1, 23)])


@STEADY
@given(TEXTS, st.datetimes() | EDGES, st.timezones())
def test_any_text_at_any_time_is_a_start_or_a_start_error(
    text: str, now: datetime, zone: ZoneInfo
) -> None:
    start = parsed_or_complaint(text, now.replace(tzinfo=zone))
    if isinstance(start, str):
        assert start.isprintable()
        assert len(start) < 200
    else:
        assert start.tzinfo is zone or zone_name(start).upper() in text.upper()
        assert (start.second, start.microsecond) == (0, 0)


def parsed_or_complaint(text: str, now: datetime) -> datetime | str:
    try:
        return parse_start(text, now)
    except StartError as error:
        return str(error)
