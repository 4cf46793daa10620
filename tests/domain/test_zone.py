"""Time zones by name, and the local zone of a system."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from seq_tui.domain.start import StartError
from seq_tui.domain.zone import find_zone, local_zone
from seq_tui.domain.zone_name import zone_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Europe/Warsaw", "Europe/Warsaw"),
        (" Europe/Warsaw ", "Europe/Warsaw"),
        ("europe/warsaw", "Europe/Warsaw"),
        ("america/new york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_in_upper_and_lower_case(name: str, key: str) -> None:
    assert find_zone(name).key == key


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("Warsaw", "there is no time zone 'Warsaw'; did you mean Europe/Warsaw?"),
        ("Europe/Warsav", "there is no time zone 'Europe/Warsav'; did you mean Europe/Warsaw?"),
        ("New York", "there is no time zone 'New York'; did you mean America/New_York?"),
        ("", "there is no time zone ''; try Europe/Warsaw or UTC"),
        ("+01:00", "there is no time zone '+01:00'; try Europe/Warsaw or UTC"),
        ("../../etc/passwd", "there is no time zone '../../etc/passwd'; try Europe/Warsaw or UTC"),
        ("/etc/passwd", "there is no time zone '/etc/passwd'; try Europe/Warsaw or UTC"),
        ("x\0\ud800", r"there is no time zone 'x\x00\ud800'; try Europe/Warsaw or UTC"),
        ("x" * 5000, f"there is no time zone '{'x' * 60}'; try Europe/Warsaw or UTC"),
    ],
)
def test_an_unknown_zone_is_explained_with_the_most_similar_name(name: str, complaint: str) -> None:
    with pytest.raises(StartError) as raised:
        find_zone(name)
    assert str(raised.value) == complaint


def test_a_continent_is_not_a_zone() -> None:
    with pytest.raises(StartError, match="no time zone 'America'"):
        find_zone("America")


@pytest.mark.parametrize(
    ("at", "name"),
    [
        (datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Kolkata")), "Asia/Kolkata"),
        (datetime(2026, 11, 23, tzinfo=timezone(timedelta(hours=1), "CET")), "UTC+01:00"),
        (datetime(2026, 11, 23, tzinfo=timezone(timedelta(0))), "UTC"),
        (datetime(2026, 11, 23), ""),
    ],
)
def test_a_time_names_its_zone_or_its_offset(at: datetime, name: str) -> None:
    assert zone_name(at) == name


@pytest.fixture
def _kolkata(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process in the zone of Kolkata, whose clocks never change."""
    with monkeypatch.context() as context:
        context.setenv("TZ", "Asia/Kolkata")
        time.tzset()
        yield
    time.tzset()


def own_etc(folder: Path, link: str | None, timezone: bytes | None = None) -> Path:
    if link is not None:
        (folder / "localtime").symlink_to(link)
    if timezone is not None:
        (folder / "timezone").write_bytes(timezone)
    return folder


@pytest.mark.usefixtures("_kolkata")
@pytest.mark.parametrize(
    "value",
    [
        "Asia/Kolkata",
        ":Asia/Kolkata",
        "/usr/share/zoneinfo/Asia/Kolkata",
        ":/etc/localtime",
    ],
)
def test_the_variable_tz_names_the_local_zone(value: str, tmp_path: Path) -> None:
    etc = own_etc(tmp_path, "/usr/share/zoneinfo/Asia/Kolkata")
    assert local_zone({"TZ": value}, etc) == ZoneInfo("Asia/Kolkata")


@pytest.mark.usefixtures("_kolkata")
@pytest.mark.parametrize(
    ("link", "timezone"),
    [
        ("/usr/share/zoneinfo/Asia/Kolkata", None),
        ("../usr/share/zoneinfo/Asia/Kolkata", b"Etc/UTC\n"),
        ("/var/db/timezone/zoneinfo/Asia/Kolkata", None),
        (None, b"Asia/Kolkata\n"),
        ("/nowhere", b"Asia/Kolkata"),
        ("/usr/share/zoneinfo/Asia/Tokyo", b"Asia/Kolkata"),
    ],
)
def test_without_tz_the_files_of_the_system_name_the_zone(
    link: str | None, timezone: bytes | None, tmp_path: Path
) -> None:
    assert local_zone({}, own_etc(tmp_path, link, timezone)) == ZoneInfo("Asia/Kolkata")


@pytest.mark.usefixtures("_kolkata")
@pytest.mark.parametrize(
    ("value", "link", "timezone"),
    [
        ("IST-5:30", "/usr/share/zoneinfo/Asia/Colombo", None),
        ("", None, None),
        (None, None, None),
        (None, None, b"Europe/Warsaw"),
        (None, "/usr/share/zoneinfo/Asia", b"\xff\xfe"),
    ],
)
def test_if_no_name_fits_the_clock_the_zone_is_its_offset(
    value: str | None, link: str | None, timezone: bytes | None, tmp_path: Path
) -> None:
    environ = {} if value is None else {"TZ": value}
    zone = local_zone(environ, own_etc(tmp_path, link, timezone))
    assert zone_name(datetime(2026, 7, 1, tzinfo=zone)) == "UTC+05:30"
