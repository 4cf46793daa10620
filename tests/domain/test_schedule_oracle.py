"""Landings compared with an oracle, for every hour of the week and around clock changes.

The oracle counts weekdays by numpy's business days, and finds the end of a weekend hour by hour.
``python -m tests.domain.test_schedule_oracle`` compares more schedules than the suite does.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from seq_tui.domain.delay import HOURS, WEEKDAYS, Delay
from seq_tui.domain.schedule import landings
from seq_tui.domain.sequence import Step
from tests.domain.records import EMAIL, REPLY, TASK, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seq_tui.domain.sequence import Action

ACTIONS: list[Action] = [EMAIL, REPLY, TASK, UNKNOWN]

CASES = 3_000

MANY_CASES = 10_000
"""As many as the command compares."""

QUARTER = timedelta(minutes=15)
"""Every clock shows midnight at a full quarter of an hour of UTC, since 1972."""

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


def is_weekend(at: datetime, zone: ZoneInfo) -> bool:
    return at.astimezone(zone).weekday() in (5, 6)


def end_of_weekend(at: datetime, zone: ZoneInfo) -> datetime:
    """The first full quarter of an hour after a time on a weekend that is not on one, in UTC."""
    at = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
    while is_weekend(at, zone):
        at += timedelta(hours=1)
    while not is_weekend(at - QUARTER, zone):
        at -= QUARTER
    return at


def oracle(steps: Iterable[Step], at: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, bool]]:
    """The landings in UTC from a start in UTC, and whether each is held."""
    for step in steps:
        delay = step.delay
        assert isinstance(delay.amount, int | float)
        if delay.unit == HOURS:
            at += timedelta(hours=delay.amount)
        elif delay.amount:
            clock = at.astimezone(zone).replace(tzinfo=None)
            day = np.datetime64(clock.date(), "D")
            moved = np.busday_offset(day, int(delay.amount), roll="backward")
            landing = datetime.combine(date.fromisoformat(str(moved)), clock.time())
            at = instant(landing, zone)
        held = step.action in (EMAIL, REPLY) and is_weekend(at, zone)
        if held:
            at = end_of_weekend(at, zone)
        yield at, held


def change_days(zone: ZoneInfo) -> list[date]:
    """The days on which clocks of a zone change; every day where they never do."""
    noons = [datetime(day.year, day.month, day.day, 12, tzinfo=zone).utcoffset() for day in DAYS]
    changes = zip(DAYS[1:], noons, noons[1:], strict=False)
    return [day for day, before, after in changes if before != after] or DAYS


def random_step(random: Random) -> Step:
    return Step(delay=random_delay(random), action=random.choice(ACTIONS))


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


def events(start: datetime, steps: list[Step], landed: list[datetime]) -> Iterator[str]:
    """What happens to these landings that is easy to get wrong."""
    for before, after, step in zip([start, *landed], landed, steps, strict=False):
        if after.utcoffset() != start.utcoffset():
            yield "changed"
        if after.fold:
            yield "shown twice"
        if step.delay.unit == WEEKDAYS and after.time() not in (before.time(), time()):
            yield "in a gap"


def compare(cases: int) -> Counter[str]:
    """Compare random schedules with the oracle; returns how often each event happened."""
    random = Random(20261123)
    changes = {zone: change_days(zone) for zone in ZONES}
    met: Counter[str] = Counter()
    for case in range(cases):
        zone = random.choice(ZONES)
        days = random.choice([changes[zone], changes[zone], DAYS])
        start = random_start(random, random_clock(random, case % 168, days), zone)
        steps = [random_step(random) for _ in range(random.randrange(9))]
        answers = list(oracle(steps, start.astimezone(UTC), zone))
        expected = [at.astimezone(zone) for at, _ in answers]
        landed = landings(steps, start)
        found = [each.at and shown(each.at) for each in landed]
        assert found == [shown(at) for at in expected], (start, steps)
        assert [each.day for each in landed] == [
            (at.date() - start.date()).days + 1 for at in expected
        ]
        assert [each.held for each in landed] == [held for _, held in answers]
        met["held"] += sum(each.held for each in landed)
        met.update(events(start, steps, expected))
    return met


def test_random_schedules_agree_with_the_oracle() -> None:
    met = compare(CASES)
    assert met["changed"] > 400
    assert met["shown twice"] > 1
    assert met["in a gap"] > 1
    assert met["held"] > 100


if __name__ == "__main__":
    sys.stdout.write(f"{MANY_CASES:,} schedules agree: {dict(compare(MANY_CASES))}\n")
