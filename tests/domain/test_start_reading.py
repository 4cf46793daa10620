"""What a start means while it is typed."""

from __future__ import annotations

from datetime import datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest

from seq_tui.domain import start_zone
from seq_tui.domain.start_reading import complete_start, read_start, start_examples
from seq_tui.domain.start_text import parse_start
from seq_tui.domain.zone_name import zone_name

NOW = datetime(2026, 11, 28, 14, 20, tzinfo=ZoneInfo("Europe/Warsaw"))
"""A Saturday."""

START = datetime(2026, 11, 30, 9, tzinfo=ZoneInfo("Europe/Warsaw"))


@pytest.mark.parametrize("days", range(400))
def test_the_examples_of_every_day_can_be_typed(days: int) -> None:
    now = NOW + timedelta(days=days)
    for example in start_examples(now):
        assert parse_start(example, now) > now


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("3 weeks later", "2026-12-21 09:00"),
        ("3 weeks later 15:00", "2026-12-21 15:00"),
        ("2 days earlier", "2026-11-28 09:00"),
        ("2wd later", "2026-12-02 09:00"),
        ("thu 15:00", "2026-12-03 15:00"),
    ],
)
def test_later_and_earlier_count_from_the_start_at_hand(text: str, start: str) -> None:
    reading = read_start(text, NOW, START)
    assert f"{reading.start:%Y-%m-%d %H:%M}" == start
    assert reading.message == ""


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("15:00", "Mon 30 Nov 15:00 Europe/Warsaw"),
        ("at 3pm", "Mon 30 Nov 15:00 Europe/Warsaw"),
        ("15:00 Tokyo", "Mon 30 Nov 15:00 Asia/Tokyo"),
        ("Berlin", "Mon 30 Nov 09:00 Europe/Berlin"),
        ("in Berlin", "Mon 30 Nov 09:00 Europe/Berlin"),
        ("Europe/Berlin", "Mon 30 Nov 09:00 Europe/Berlin"),
        ("new york", "Mon 30 Nov 09:00 America/New_York"),
        ("UK", "Mon 30 Nov 09:00 Europe/London"),
        ("thu 15:00 UK", "Thu 3 Dec 15:00 Europe/London"),
    ],
)
def test_a_clock_time_or_a_zone_alone_changes_only_that(text: str, start: str) -> None:
    at = read_start(text, NOW, START).start
    assert at is not None
    assert f"{at:%a} {at.day} {at:%b %H:%M} {zone_name(at)}" == start


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("nxt thursday", "next thursday"),
        ("nxt", "next"),
        ("thurzday 15:00", "thursday 15:00"),
        ("tomorow 9:00", "tomorrow 9:00"),
        ("3 decembre", "3 december"),
    ],
)
def test_a_mistyped_word_is_corrected(text: str, meant: str) -> None:
    reading = read_start(text, NOW, START)
    assert reading.message == f"did you mean {meant}?"
    assert reading.is_wrong


def test_no_zone_is_made_to_learn_that_a_word_is_none() -> None:
    read_start("thu 15:00 UTC", NOW, START)
    with patch.object(start_zone, "named_zone", side_effect=AssertionError):
        for word in ("S", "Sp", "Springfield", "xyz"):
            assert read_start(f"mon 15:00 {word}", NOW, START).start is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a day, a date"),
        ("ne", "next?"),
        ("next", "a weekday or week"),
        ("to", "today?"),
        ("thu 1", "a month, a time"),
        ("thu 15:", "two digits of minutes"),
        ("thu 15:0", "two digits of minutes"),
        ("+", "a number"),
        ("+2", "weekdays"),
        ("in 2", "weekdays"),
        ("2026-12-", "a month and a day"),
        ("3.12.", "3.12.2026"),
        ("thu 3 p", "am or pm"),
        ("thu 15:00 tok", "a zone: Tokyo"),
        ("thu 15:00 Europe/War", "a zone: Europe/Warsaw"),
    ],
)
def test_half_a_start_says_what_is_expected(text: str, expected: str) -> None:
    reading = read_start(text, NOW, START)
    assert reading.start is None
    assert not reading.is_wrong
    assert expected in reading.message


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("soon", "'soon' is not understood as a start"),
        ("31 feb", "there is no date 31 feb"),
        ("25:00", "there is no clock time 25:00"),
        ("thu 15:00 Nowhere", "there is no time zone 'Nowhere'"),
        ("thu 15:00 PST", "PST is -08:00 or +08:00; type which, or a city"),
        ("thu after", "type a clock time such as 15:00"),
    ],
)
def test_what_cannot_become_a_start_is_explained(text: str, complaint: str) -> None:
    reading = read_start(text, NOW, START)
    assert reading.is_wrong
    assert reading.message.startswith(complaint)
    assert "try 2026" not in reading.message, "examples of today are beside it"


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("to", "today"),
        ("tom", "tomorrow"),
        ("next th", "next thursday"),
        ("3 d", "3 december"),
        ("in 2 w", "in 2 weeks"),
        ("+3 we", "+3 weeks"),
        ("thu 15:00 war", "thu 15:00 Warsaw"),
        ("thu 15:00 europe/war", "thu 15:00 Europe/Warsaw"),
        ("thu 15:00 new_", "thu 15:00 New_York"),
        ("thu 15:00 Warsaw", ""),
        ("thu 15:00", ""),
        ("war", ""),
        ("", ""),
    ],
)
def test_a_word_is_completed(text: str, completed: str) -> None:
    assert complete_start(text) == completed
