"""Starts that name a zone: by name, by offset, or by what a clock calls its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from seq_tui.domain.start import StartError
from seq_tui.domain.start_text import parse_start
from seq_tui.domain.zone_name import zone_name
from seq_tui.domain.zone_rules import posix_zone

if TYPE_CHECKING:
    from datetime import tzinfo

WARSAW = ZoneInfo("Europe/Warsaw")

NOW = datetime(2026, 11, 26, 14, 20, 31, 5, tzinfo=WARSAW)
"""A Thursday."""


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("thu 15:00 Europe/Warsaw", "2026-11-26T15:00:00+01:00 Europe/Warsaw"),
        ("thu 15:00 europe/london", "2026-11-26T15:00:00+00:00 Europe/London"),
        ("thu 15:00 America/New York", "2026-11-26T15:00:00-05:00 America/New_York"),
        ("3 dec America/Argentina/Buenos_Aires", "2026-12-03T09:00:00-03:00 America/Argentina/"),
        ("tomorrow 9 Etc/GMT+5", "2026-11-27T09:00:00-05:00 Etc/GMT+5"),
        ("thu 15:00 UTC", "2026-11-26T15:00:00+00:00 UTC"),
        ("thu 15:00 GMT0", "2026-11-26T15:00:00+00:00 GMT0"),
        ("thu 15:00 gmt0", "2026-11-26T15:00:00+00:00 GMT0"),
        ("2026-11-01 01:30 EDT America/New_York", "2026-11-01T01:30:00-04:00 America/New_York"),
        ("2026-11-01 01:30 EST America/New_York", "2026-11-01T01:30:00-05:00 America/New_York"),
        ("2026-11-01 01:30 est new york", "2026-11-01T01:30:00-05:00 America/New_York"),
        ("thu 9:00 Asia/Tokyo", "2026-12-03T09:00:00+09:00 Asia/Tokyo"),
        ("thu 9:00 Tokyo", "2026-12-03T09:00:00+09:00 Asia/Tokyo"),
        ("2026-12-03 9:00 new york", "2026-12-03T09:00:00-05:00 America/New_York"),
        ("now Asia/Tokyo", "2026-11-26T22:20:00+09:00 Asia/Tokyo"),
        ("+2wd Pacific/Auckland", "2026-12-01T02:20:00+13:00 Pacific/Auckland"),
        ("2026-07-01 9:00 EST5EDT", "2026-07-01T09:00:00-04:00 EST5EDT"),
        ("2027-07-01 CET-1CEST,M3.5.0,M10.5.0/3", "2027-07-01T09:00:00+02:00 CET-1CEST,M3.5.0,"),
        # Some clocks at CET show another time than those of the zone named CET, which are at CEST.
        ("2026-07-01 09:00 CET", "2026-07-01T09:00:00+02:00 CET"),
        ("2026-07-01 09:00 EET", "2026-07-01T09:00:00+03:00 EET"),
        ("2027-07-01 <+03>-3", "2027-07-01T09:00:00+03:00 <+03>-3"),
        ("2026-07-01 09:00 +02:00 Europe/Paris", "2026-07-01T09:00:00+02:00 Europe/Paris"),
    ],
)
def test_a_named_zone_is_the_zone_of_the_schedule(text: str, start: str) -> None:
    at = parse_start(text, NOW)
    assert f"{at.isoformat()} {zone_name(at)}".startswith(start)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2026-07-01T09:00:00+02:00", "2026-07-01T09:00:00+02:00"),
        ("2026-07-01T07:00:00Z", "2026-07-01T09:00:00+02:00"),
        ("2026-12-01 15:00 -0500", "2026-12-01T21:00:00+01:00"),
        ("15:00+05:30", "2026-11-26T10:30:00+01:00"),
        ("15:00 +2:00", "2026-11-26T14:00:00+01:00"),
        ("3pm -08", "2026-11-27T00:00:00+01:00"),
        ("tomorrow 9 +02:00", "2026-11-27T08:00:00+01:00"),
        ("+2wd 9 +02:00", "2026-11-30T08:00:00+01:00"),
        ("2026-12-01 9 EST", "2026-12-01T15:00:00+01:00"),
        ("thu 19:00 +05:30", "2026-11-26T14:30:00+01:00"),
        ("thu 15:00 UTC+2", "2026-12-03T14:00:00+01:00"),
        ("thu 15:00 UTC-5:30", "2026-11-26T21:30:00+01:00"),
        ("Wed Jul 01 2026 09:00:00 GMT+0200", "2026-07-01T09:00:00+02:00"),
        ("2026-07-01 09:00 CEST", "2026-07-01T09:00:00+02:00"),
        ("2026-07-01 09:00 EDT", "2026-07-01T15:00:00+02:00"),
        ("thu 15:00 JST", "2026-12-03T07:00:00+01:00"),
        ("2026-10-25 02:30 CEST", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25 02:30 CET", "2026-10-25T02:30:00+01:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T02:30:00+01:00"),
        ("if started Sun 25 Oct 2026 02:30 +01:00 Europe/Warsaw", "2026-10-25T02:30:00+01:00"),
        ("if started Sun 25 Oct 2026 02:30 CET Europe/Warsaw", "2026-10-25T02:30:00+01:00"),
        ("if started Sun 25 Oct 2026 02:30 CEST Europe/Warsaw", "2026-10-25T02:30:00+02:00"),
    ],
)
def test_an_offset_or_an_abbreviation_only_tells_the_instant(text: str, start: str) -> None:
    at = parse_start(text, NOW)
    assert at.isoformat() == start
    assert at.tzinfo is WARSAW


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("thu 15:00 Warsav", "there is no time zone 'Warsav'; did you mean Europe/Warsaw?"),
        ("thu 15:00 New Yorc", "there is no time zone 'New Yorc'; did you mean America/New_York"),
        ("thu 15:00 Europe/Warsav", "there is no time zone 'Europe/Warsav'; did you mean"),
        ("15:00 x", "there is no time zone 'x'; try Europe/Warsaw or UTC"),
        ("thu 15:00 ../../etc/passwd", "'thu 15:00 ../../etc/passwd' is not understood"),
        ("thu 15:00 CST", "CST is -06:00, -05:00 or +08:00; type which, or a city"),
        ("thu 15:00 ist", "ist is +02:00 or +05:30; type which, or a city"),
        ("2026-12-01 09:00 EDT", "there is no time zone 'EDT'"),
        ("thu 15:00 +17:00", "there is no offset +17:00; try +02:00"),
        ("thu 9:00 -17:00", "there is no offset -17:00; try"),
        ("thu 15:00 +01:75", "there is no offset +01:75; try"),
        ("15:00 +05:00 Europe/Warsaw", "Europe/Warsaw is not at +05:00 then; leave one of them"),
        ("0001-01-01 00:00 +02:00", "'0001-01-01 00:00 +02:00' is outside the years"),
    ],
)
def test_a_zone_that_is_none_or_not_one_is_explained(text: str, complaint: str) -> None:
    with pytest.raises(StartError) as raised:
        parse_start(text, NOW)
    assert str(raised.value).startswith(complaint)
    assert str(raised.value).isprintable()


@pytest.mark.parametrize(
    "zone",
    [
        posix_zone("IST-5:30"),
        posix_zone("CET-1CEST"),
        ZoneInfo.no_cache("CET"),
        timezone(timedelta(hours=2)),
        timezone(timedelta(0), "UTC"),
        UTC,
    ],
)
def test_the_zone_at_hand_is_known_by_what_the_screen_calls_it(zone: tzinfo) -> None:
    now = NOW.astimezone(zone)
    for text in ("2026-07-01 09:00", f"2026-07-01 09:00 {zone_name(now)}"):
        start = parse_start(text, now)
        assert start.tzinfo is zone
        assert start == datetime(2026, 7, 1, 9, tzinfo=zone)


def test_an_abbreviation_that_a_place_does_not_use_then_is_refused() -> None:
    with pytest.raises(StartError, match="America/New_York is not at EST then; leave one of them"):
        parse_start("2026-07-01 09:00 EST America/New_York", NOW)
    with pytest.raises(StartError, match="there is no time zone 'EST Nowhere'"):
        parse_start("2026-07-01 09:00 EST Nowhere", NOW)
