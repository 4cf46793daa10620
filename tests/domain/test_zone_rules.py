"""Zones made of POSIX strings and of files, against the C library and against broken input."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.zone_rules import posix_zone, zone_from_file
from tests.domain.records import STEADY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEW_YEAR = datetime(2027, 1, 1, 12, tzinfo=ZoneInfo("UTC")).timestamp()
WARSAW = files("tzdata.zoneinfo.Europe").joinpath("Warsaw").read_bytes()

NAMES = st.sampled_from(["CET", "WARST", "xyz", "<+03>", "<-0330>", "<A1+>"])
OFFSETS = st.sampled_from(["0", "-1", "+05", "5", "-5:30", "3:30:15", "-10", "11"])
DAYS = ["M{0}.1.0", "M{0}.5.6", "M{0}.3.4", "J{1}", "{1}"]
TIMES = st.sampled_from(["", "/0", "/2:30", "/-1", "/24", "/26", "/50:30:15", "/+3", "/-71"])


def rule(months: range) -> st.SearchStrategy[str]:
    """A day of the year and a time, far from the turn of the year."""
    days = [form.format(month, 30 * month) for form in DAYS for month in months]
    return st.builds(str.__add__, st.sampled_from(days), TIMES)


SPRING, AUTUMN = rule(range(3, 6)), rule(range(9, 11))
RULES = st.one_of(
    st.builds(",{},{}".format, SPRING, AUTUMN), st.builds(",{},{}".format, AUTUMN, SPRING)
)
ZONES = st.one_of(
    st.builds(str.__add__, NAMES, OFFSETS),
    st.builds("{}{}{}{}{}".format, NAMES, OFFSETS, NAMES, OFFSETS | st.just(""), RULES),
)


@pytest.fixture
def _restored_clock() -> Iterator[None]:
    """Restore the zone of the process after the test."""
    before = os.environ.get("TZ")
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("_restored_clock")
@STEADY
@given(ZONES)
def test_a_posix_string_means_what_it_means_to_the_c_library(text: str) -> None:
    os.environ["TZ"] = text
    time.tzset()
    zone = posix_zone(text)
    assert zone is not None
    for day in range(0, 6 * 366, 5):
        at = NEW_YEAR + day * 24 * 60 * 60
        expected = timedelta(seconds=time.localtime(at).tm_gmtoff)
        assert datetime.fromtimestamp(at, zone).utcoffset() == expected


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("AAA0BBB,59/0,300/0", "2027-02-28 23:59", "2027-03-01 00:00"),
        ("AAA0BBB,59/0,300/0", "2028-02-28 23:59", "2028-02-29 00:00"),
        ("AAA0BBB,J60/0,300/0", "2028-02-29 23:59", "2028-03-01 00:00"),
        ("AAA0BBB,364/-0:30,100/0", "2027-12-30 23:29", "2027-12-30 23:30"),
        ("AAA0BBB,365/0,100/0", "2028-12-30 23:59", "2028-12-31 00:00"),
        ("AAA0BBB,365/-1:30,100/0", "2028-12-30 22:29", "2028-12-30 22:30"),
    ],
)
def test_days_of_a_year_count_from_0_and_julian_ones_skip_29_february(
    text: str, last: str, first: str
) -> None:
    zone = posix_zone(text)
    assert datetime.fromisoformat(last).replace(tzinfo=zone).tzname() == "AAA"
    # The hour after the change does not exist.
    after = datetime.fromisoformat(first).replace(tzinfo=zone) + timedelta(hours=1)
    assert after.tzname() == "BBB"


@pytest.mark.parametrize(
    "text", ["EST5EDT,0/0,J365/25", "EST5EDT,J1/0,J365/25", "<-03>3<-02>2,0/0,J365/25:00"]
)
def test_daylight_saving_may_last_all_year(text: str) -> None:
    zone = posix_zone(text)
    hours = [
        datetime.fromtimestamp(NEW_YEAR + hour * 3600, zone).utcoffset() for hour in range(-48, 48)
    ]
    assert len(set(hours)) == 1


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "CET",
            "Warsaw",
            "Europe/Warsaw",
            "CE-1",
            "C3T-1",
            "<>-1",
            "<+03-3",
            "+01:00",
            ":CET-1",
        ),
        *("CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0"),
        *("CET-1CEST,J366,J1", "CET-1CEST,J0,J1", "CET-1CEST,366,1", "CET-1CEST,M3.5.0/168,J1"),
        *("CET-1CEST,M3.5.0,M10.5.0,M11.1.0", "CET-1,M3.5.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0"),
        *("CET-24", "CET-1CEST24", "CET-23CEST", "CET999", "CET-1:60:", "CÉT-1", "CET-١"),
        *("CET-1\nCEST", "CET-1CEST,M3.5.0,M10.5.0\n", "CET-1CEST,M3.5.0/\0,M10.5.0", "x" * 10_000),
        *("CET-1CEST,365/150,M10.5.0", "CET-1CEST,,", "CET-1CEST,M3.5.0/x,M10.5.0"),
    ],
)
def test_any_other_text_is_no_posix_string(text: str) -> None:
    assert posix_zone(text) is None


@STEADY
@given(st.text(alphabet="CETZ<>+-0123456789,/.:MJ \n"))
def test_any_text_is_a_zone_that_works_or_none(text: str) -> None:
    zone = posix_zone(text)
    if zone is not None:
        assert datetime(2027, 7, 1, tzinfo=zone).utcoffset() is not None
        assert zone.key == text


def test_a_file_is_named_by_its_rules_or_else_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "localtime"
    path.write_bytes(WARSAW)
    zone = zone_from_file(path)
    assert zone is not None
    assert zone.key == "CET-1CEST,M3.5.0,M10.5.0/3"
    assert datetime(1970, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=1)
    path.write_bytes(first_version())
    zone = zone_from_file(path)
    assert zone is not None
    assert zone.key == str(path)


def first_version() -> bytes:
    """A file of the first version: one kind of time, of an hour, and no footer."""
    counts = b"".join(count.to_bytes(4, "big") for count in (0, 0, 0, 0, 1, 4))
    return b"TZif" + bytes(16) + counts + (3600).to_bytes(4, "big") + bytes(2) + b"CET\0"


def damaged(place: int, damage: bytes) -> bytes:
    """The file of Warsaw with another byte at a place near its end."""
    return WARSAW[:place] + damage + WARSAW[place + 1 :]


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"TZif", b"x" * 5000, first_version()[:-1], WARSAW[:-1], WARSAW[:-5], WARSAW[:900]),
        *(
            WARSAW.replace(b"\nCET", b"xCET"),
            WARSAW.replace(b"M10", b"M99"),
            WARSAW[:-3] + b"\x1b\n",
        ),
        # An offset of years, a kind of time that does not exist, and two broken names.
        *(
            damaged(-90, b"\x7f"),
            damaged(-100, b"\xff"),
            damaged(-51, b"\xff"),
            damaged(-55, b"\x40"),
        ),
        *(first_version().replace(b"\0\0\0\1", b"\xff\xff\xff\xff"), WARSAW + bytes(1 << 20)),
    ],
    ids=range(16),
)
def test_a_broken_file_is_no_zone(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "localtime"
    path.write_bytes(data)
    assert zone_from_file(path) is None


def test_what_is_not_a_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, tmp_path / "nowhere", tmp_path / ("x" * 300)):
        assert zone_from_file(path) is None


def test_the_days_of_a_year_in_a_file_count_from_0(tmp_path: Path) -> None:
    path = tmp_path / "localtime"
    rules = b"AAA0BBB,59/0,300/0"
    path.write_bytes(WARSAW.replace(b"CET-1CEST,M3.5.0,M10.5.0/3", rules))
    zone = zone_from_file(path)
    assert zone is not None
    assert zone.key == rules.decode()
    assert datetime(2050, 2, 28, 12, tzinfo=zone).tzname() == "AAA"
    assert datetime(2050, 3, 1, 12, tzinfo=zone).tzname() == "BBB"


@STEADY
@given(st.integers(0, len(WARSAW) - 1), st.binary(min_size=1, max_size=8), st.integers(0, 60))
def test_a_damaged_file_is_a_zone_or_none_and_is_always_read_to_its_end(
    tmp_path_factory: pytest.TempPathFactory, place: int, damage: bytes, missing: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged"
    whole = WARSAW[:place] + damage + WARSAW[place + len(damage) :]
    path.write_bytes(whole[: len(whole) - missing])
    zone = zone_from_file(path)
    for year in (1, 1890, 1915, 1941, 1978, 2027, 9998):
        assert zone is None or datetime(year, 7, 1, tzinfo=zone).utcoffset() is not None
