"""Time zones by name, and the local zone of a system."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from seq_tui.domain.start import StartError
from seq_tui.domain.zone import find_zone, local_zone
from seq_tui.domain.zone_name import is_zone_known, zone_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Europe/Warsaw", "Europe/Warsaw"),
        (" Europe/Warsaw ", "Europe/Warsaw"),
        ("europe/warsaw", "Europe/Warsaw"),
        ("america/new york", "America/New_York"),
        ("Warsaw", "Europe/Warsaw"),
        ("new york", "America/New_York"),
        ("buenos_aires", "America/Buenos_Aires"),
        ("utc", "UTC"),
        ("cet-1cest,m3.5.0,m10.5.0/3", "CET-1CEST,M3.5.0,M10.5.0/3"),
        ("<+03>-3", "<+03>-3"),
    ],
)
def test_a_zone_is_found_in_upper_and_lower_case(name: str, key: str) -> None:
    assert find_zone(name).key == key


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("Warsav", "there is no time zone 'Warsav'; did you mean Europe/Warsaw?"),
        ("Europe/Warsav", "there is no time zone 'Europe/Warsav'; did you mean Europe/Warsaw?"),
        ("New Yorc", "there is no time zone 'New Yorc'; did you mean America/New_York?"),
        ("", "there is no time zone ''; try Europe/Warsaw or UTC"),
        ("+01:00", "there is no time zone '+01:00'; try Europe/Warsaw or UTC"),
        ("CET+1", "there is no time zone 'CET+1'; did you mean CET?"),
        ("UTC-2", "there is no time zone 'UTC-2'; did you mean UTC?"),
        ("<+03>", "there is no time zone '<+03>'; try Europe/Warsaw or UTC"),
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


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("UTC"), ZoneInfo("Etc/GMT-2")])
def test_a_zone_without_clock_changes_is_known(zone: tzinfo) -> None:
    assert is_zone_known(datetime(2026, 11, 23, tzinfo=zone))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the clock of this process as ``TZ`` does."""
    with monkeypatch.context() as context:

        def set_clock(value: str) -> None:
            context.setenv("TZ", value)
            time.tzset()

        yield set_clock
    time.tzset()


@pytest.fixture
def _kolkata(clock: Callable[[str], None]) -> None:
    """A process in the zone of Kolkata, whose clocks never change."""
    clock("Asia/Kolkata")


def own_etc(folder: Path, link: str | None, timezone: bytes | None = None) -> Path:
    if link is not None:
        (folder / "localtime").symlink_to(link)
    if timezone is not None:
        (folder / "timezone").write_bytes(timezone)
    return folder


def copy_of(name: str, path: Path) -> None:
    """Copy the file of a zone, as ``cp`` does and as a container that mounts the file."""
    package, _, file = name.rpartition("/")
    source = files(f"tzdata.zoneinfo.{package.replace('/', '.')}").joinpath(file)
    path.write_bytes(source.read_bytes())


def offsets(zone: tzinfo | None) -> list[float]:
    """The hours from UTC in January, March, July and November 2027."""
    times = (datetime(2027, month, 20, 12, tzinfo=zone) for month in (1, 3, 7, 11))
    return [(at.utcoffset() or timedelta()) / timedelta(hours=1) for at in times]


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


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("CET-1CEST,M3.5.0,M10.5.0/3", [1, 1, 2, 1]),
        (":CET-1CEST,M3.5.0,M10.5.0/3", [1, 1, 2, 1]),
        ("EST5EDT4,M3.2.0,M11.1.0", [-5, -4, -4, -5]),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", [11, 11, 10, 11]),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", [0, 0, 1, 0]),
        ("EET-2EEST,J80,J300", [2, 2, 3, 2]),
        ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", [-3, -3, -2, -3]),
        ("PST8PDT7", [-8, -7, -7, -8]),
        ("IST-5:30", [5.5] * 4),
        ("<+0545>-5:45", [5.75] * 4),
    ],
)
def test_a_posix_string_in_tz_is_a_zone_with_its_rules(
    value: str, hours: list[float], clock: Callable[[str], None], tmp_path: Path
) -> None:
    clock(value)
    zone = local_zone({"TZ": value}, own_etc(tmp_path, "/usr/share/zoneinfo/Asia/Colombo"))
    assert offsets(zone) == hours
    at = datetime(2027, 7, 1, tzinfo=zone)
    assert zone_name(at) == value.removeprefix(":")
    assert is_zone_known(at)


@pytest.mark.parametrize(
    ("name", "rules", "hours"),
    [
        ("Europe/Warsaw", "CET-1CEST,M3.5.0,M10.5.0/3", [1, 1, 2, 1]),
        ("Europe/London", "GMT0BST,M3.5.0/1,M10.5.0", [0, 0, 1, 0]),
        ("America/Sao_Paulo", "<-03>3", [-3] * 4),
        ("Pacific/Chatham", "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", None),
    ],
)
# In winter, UTC agrees with London for today.
@pytest.mark.parametrize("timezone", [None, b"Etc/UTC", b"Asia/Tokyo", b"nonsense"])
def test_a_copy_of_a_zone_has_its_rules_and_no_foreign_name(
    name: str,
    rules: str,
    hours: list[float] | None,
    timezone: bytes | None,
    clock: Callable[[str], None],
    tmp_path: Path,
) -> None:
    clock(name)
    copy_of(name, tmp_path / "localtime")
    zone = local_zone({}, own_etc(tmp_path, None, timezone))
    assert offsets(zone) == (hours or offsets(ZoneInfo(name)))
    assert zone_name(datetime(2027, 7, 1, tzinfo=zone)) == rules


def test_a_copy_of_a_zone_is_named_by_the_file_beside_it(
    clock: Callable[[str], None], tmp_path: Path
) -> None:
    clock("Europe/Warsaw")
    copy_of("Europe/Warsaw", tmp_path / "localtime")
    zone = local_zone({}, own_etc(tmp_path, None, b"Europe/Warsaw\n"))
    assert zone == ZoneInfo("Europe/Warsaw")


@pytest.mark.parametrize("value", ["{folder}/mine", ":{folder}/mine", "mine"])
def test_the_variable_tz_names_a_file(
    value: str, clock: Callable[[str], None], tmp_path: Path
) -> None:
    clock("Europe/Warsaw")
    copy_of("Europe/Warsaw", tmp_path / "mine")
    environ = {"TZ": value.format(folder=tmp_path), "TZDIR": str(tmp_path)}
    assert offsets(local_zone(environ, tmp_path)) == [1, 1, 2, 1]


@pytest.mark.usefixtures("_kolkata")
def test_links_are_followed_to_a_name(tmp_path: Path) -> None:
    (tmp_path / "second").symlink_to("/usr/share/zoneinfo/Asia/Kolkata")
    assert local_zone({}, own_etc(tmp_path, "second")) == ZoneInfo("Asia/Kolkata")


@pytest.mark.usefixtures("_kolkata")
def test_links_in_a_circle_end(tmp_path: Path) -> None:
    zone = local_zone({}, own_etc(tmp_path, "localtime"))
    assert not is_zone_known(datetime(2027, 7, 1, tzinfo=zone))


@pytest.mark.usefixtures("_kolkata")
@pytest.mark.parametrize(
    ("value", "link", "timezone"),
    [
        ("Asia/Kolkatta", "/usr/share/zoneinfo/Asia/Kolkata", None),
        ("CET-1CEST,M3.5.0", None, None),
        ("", None, None),
        (None, None, None),
        (None, None, b"Europe/Warsaw"),
        (None, "/usr/share/zoneinfo/Asia", b"\xff\xfe"),
    ],
)
def test_if_no_zone_fits_the_clock_it_is_an_offset_and_known_as_such(
    value: str | None, link: str | None, timezone: bytes | None, tmp_path: Path
) -> None:
    environ = {} if value is None else {"TZ": value}
    zone = local_zone(environ, own_etc(tmp_path, link, timezone))
    at = datetime(2026, 7, 1, tzinfo=zone)
    assert zone_name(at) == "UTC+05:30"
    assert not is_zone_known(at)


@pytest.mark.parametrize("value", ["Europe/Warsav", "XXX24", "XXX-99", "Warsaw"])
def test_a_tz_that_is_no_zone_is_not_taken_for_utc(
    value: str, clock: Callable[[str], None], tmp_path: Path
) -> None:
    clock(value)
    at = datetime(2026, 7, 1, tzinfo=local_zone({"TZ": value}, tmp_path))
    assert zone_name(at) == "UTC"
    assert not is_zone_known(at)


@pytest.mark.parametrize("lost", [1, 500, 2000])
def test_a_damaged_zone_with_a_name_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    data = files("tzdata").joinpath("zoneinfo", "Europe", "Warsaw").read_bytes()
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Warsaw").write_bytes(data[:-lost])
    monkeypatch.setattr("seq_tui.domain.zone.TZPATH", (str(tmp_path),))
    with pytest.raises(StartError, match="there is no time zone"):
        find_zone("Europe/Warsaw")
