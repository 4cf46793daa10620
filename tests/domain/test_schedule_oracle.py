"""Landings compared with numpy's business days, for every hour of the week and clock changes."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from seq_tui.domain.delay import HOURS, WEEKDAYS, Delay
from seq_tui.domain.schedule import landings
from seq_tui.domain.sequence import Step

if TYPE_CHECKING:
    from collections.abc import Iterable

CASES = 10_000

# Clocks that change on a Sunday, on a Friday, at midnight, by half an hour, by a day, and never.
ZONES = [
    ZoneInfo(name)
    for name in (
        *("UTC", "Europe/Berlin", "America/New_York", "Asia/Jerusalem", "Africa/Cairo"),
        *("Asia/Tehran", "Asia/Amman", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata"),
    )
]

DAYS = [date(1995, 1, 1) + timedelta(days=number) for number in range(40 * 365)]


def offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def instant(clock: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which clocks of a zone show `clock`, or the instant after its gap."""
    around = [clock.replace(tzinfo=UTC) + timedelta(days=days) for days in (-2, -1, 0, 1, 2)]
    offsets = [offset(at, zone) for at in around]
    guesses = sorted((clock - each).replace(tzinfo=UTC) for each in offsets)
    found = [at for at in guesses if at.astimezone(zone).replace(tzinfo=None) == clock]
    return found[0] if found else (clock - offsets[0]).replace(tzinfo=UTC)


def oracle(delays: Iterable[Delay], at: datetime, zone: ZoneInfo) -> list[datetime]:
    """The landings in UTC, from a start in UTC."""
    landed = []
    for delay in delays:
        assert isinstance(delay.amount, int | float)
        if delay.unit == HOURS:
            at += timedelta(hours=delay.amount)
        elif delay.amount:
            clock = at.astimezone(zone).replace(tzinfo=None)
            day = np.datetime64(clock.date(), "D")
            moved = np.busday_offset(day, int(delay.amount), roll="backward")
            landing = datetime.combine(date.fromisoformat(str(moved)), clock.time())
            at = instant(landing, zone)
        landed.append(at)
    return landed


def change_days(zone: ZoneInfo) -> list[date]:
    """The days on which clocks of a zone change; every day where they never do."""
    noons = [datetime(day.year, day.month, day.day, 12, tzinfo=zone).utcoffset() for day in DAYS]
    changes = zip(DAYS[1:], noons, noons[1:], strict=False)
    return [day for day, before, after in changes if before != after] or DAYS


def random_delay(random: Random) -> Delay:
    if random.random() < 0.4:
        return Delay(random.choice([0, 1, 2, 4, 8, 23, 24, 72, 0.25, 1.5, 1 / 3]), HOURS)
    return Delay(random.choice([0, 0, 1, 1, 1, 2, 3, 4, 5, 6, 10, 64, 260]), WEEKDAYS)


def random_clock(random: Random, hour_of_week: int, days: list[date]) -> datetime:
    """A clock time in that hour of the week, or at night, shortly before one of the days."""
    weekday, hour = divmod(hour_of_week, 24)
    day = random.choice(days)
    day -= timedelta(days=(day.weekday() - weekday) % 7 + random.choice([0, 0, 0, 7]))
    hour = random.choice([hour, 0, 0, 1, 2, 23])
    return datetime(day.year, day.month, day.day, hour, random.choice([0, 15, 30, 59]))


def random_start(random: Random, clock: datetime, zone: ZoneInfo) -> datetime:
    """The start in its zone: either of two equal clock times, or the one after a gap."""
    second = clock.replace(tzinfo=zone, fold=1)
    exists = second.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == clock
    if exists and random.random() < 0.5:
        return second
    return instant(clock, zone).astimezone(zone)


def shown(at: datetime) -> str:
    return f"{at.isoformat()} {at.fold}"


def clocks(start: datetime, delays: list[Delay], landed: list[datetime]) -> set[str]:
    """Which of three clock changes that are easy to get wrong these landings meet."""
    seen = {"changed" for at in landed if at.utcoffset() != start.utcoffset()}
    seen |= {"shown twice" for at in landed if at.fold}
    for before, after, delay in zip([start, *landed], landed, delays, strict=False):
        if delay.unit == WEEKDAYS and after.time() != before.time():
            seen.add("in a gap")
    return seen


def test_ten_thousand_schedules_agree_with_numpy() -> None:
    random = Random(20261123)
    changes = {zone: change_days(zone) for zone in ZONES}
    met: Counter[str] = Counter()
    hours_of_the_week = set()
    for case in range(CASES):
        zone = random.choice(ZONES)
        clock = random_clock(
            random, case % 168, random.choice([changes[zone], changes[zone], DAYS])
        )
        start = random_start(random, clock, zone)
        delays = [random_delay(random) for _ in range(random.randrange(9))]
        expected = [at.astimezone(zone) for at in oracle(delays, start.astimezone(UTC), zone)]
        landed = landings([Step(delay=delay) for delay in delays], start)
        found = [each.at and shown(each.at) for each in landed]
        assert found == [shown(at) for at in expected], (start, delays)
        assert [each.day for each in landed] == [
            (at.date() - start.date()).days + 1 for at in expected
        ]
        hours_of_the_week.add((clock.weekday(), clock.hour))
        met.update(clocks(start, delays, expected))
    assert len(hours_of_the_week) == 168
    assert met["changed"] > 1_000
    assert met["shown twice"] > 10
    assert met["in a gap"] > 10
