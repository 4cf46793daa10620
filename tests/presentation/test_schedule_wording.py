"""Tests of the words for when things happen, and for how long a sequence takes at a glance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from seq_tui.domain.delay import CumulativeDelay, Delay, cumulative_delays
from seq_tui.domain.schedule import Landing
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.domain.start_text import parse_start
from seq_tui.domain.summary import Summary, summarise
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.presentation.glyphs import ASCII
from seq_tui.presentation.header import build_header
from seq_tui.presentation.wording import (
    NOMINAL,
    day_text,
    landing_text,
    nominal_text,
    rule_text,
    short_start_text,
    start_text,
)

if TYPE_CHECKING:
    from datetime import tzinfo

WARSAW = ZoneInfo("Europe/Warsaw")
START = datetime(2026, 11, 23, 9, tzinfo=WARSAW)


def landing(month: int, day: int, *, year: int = 2026, at_earliest: bool = False) -> Landing:
    return Landing(datetime(year, month, day, 13, 5, tzinfo=WARSAW), at_earliest, 4)


def held(month: int, day: int, *, year: int = 2026) -> Landing:
    return Landing(datetime(year, month, day, tzinfo=WARSAW), at_earliest=True, day=4, held=True)


@pytest.mark.parametrize(
    ("landing", "text"),
    [
        (landing(11, 26), "Thu 26 Nov 13:05"),
        (landing(11, 28), "Sat 28 Nov 13:05 !"),
        (landing(11, 29, at_earliest=True), "≥ Sun 29 Nov 13:05 !"),
        (landing(1, 5, year=2027), "Tue 5 Jan 2027 13:05"),
        (held(11, 30), "≥ Mon 30 Nov 00:00 held"),
        (held(1, 4, year=2027), "≥ Mon 4 Jan 2027 00:00 held"),
        (Landing(None, at_earliest=False, day=None), "?"),
        (Landing(None, at_earliest=True, day=None), "?"),
    ],
)
def test_a_landing_is_a_time_with_its_signs(landing: Landing, text: str) -> None:
    assert landing_text(landing, START) == text


def test_a_landing_has_plain_signs_too() -> None:
    assert landing_text(landing(11, 26, at_earliest=True), START, ASCII) == ">= Thu 26 Nov 13:05"
    assert landing_text(held(11, 30), START, ASCII) == ">= Mon 30 Nov 00:00 held"


def test_a_held_landing_says_why_where_there_is_room() -> None:
    text = landing_text(held(11, 30), START, short=False)
    assert text == "≥ Mon 30 Nov 00:00, held over the weekend"
    assert landing_text(landing(11, 28), START, short=False) == "Sat 28 Nov 13:05 !"


@pytest.mark.parametrize(
    ("start", "text"),
    [
        (START, "Mon 23 Nov 09:00"),
        (START.replace(year=2027), "Tue 23 Nov 2027 09:00"),
        (START.astimezone(ZoneInfo("America/New_York")), "Mon 23 Nov 03:00 New York"),
        (START.astimezone(timezone(timedelta(hours=1))), "Mon 23 Nov 09:00 UTC+01:00"),
    ],
)
def test_a_short_start_names_only_what_is_not_that_of_the_present(
    start: datetime, text: str
) -> None:
    assert short_start_text(start, START) == text


def test_days_are_counted_from_1() -> None:
    assert day_text(landing(11, 26)) == "Day 4"
    assert day_text(Landing(None, at_earliest=True, day=None)) == "?"


def test_a_start_is_told_with_its_year_and_its_zone() -> None:
    assert start_text(START) == "if started Mon 23 Nov 2026 09:00 Europe/Warsaw"
    fixed = START.replace(tzinfo=timezone(timedelta(hours=5.5)))
    assert start_text(fixed) == "if started Mon 23 Nov 2026 09:00 UTC+05:30, zone unknown"


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("UTC"), ZoneInfo("Etc/GMT-2")])
def test_a_zone_without_clock_changes_is_not_called_unknown(zone: tzinfo) -> None:
    assert "unknown" not in start_text(START.replace(tzinfo=zone))


@pytest.mark.parametrize(
    ("zone", "before", "clocks"),
    [
        ("Europe/Warsaw", (2026, 10, 25, 2), ("02:30 CEST", "02:30 CET")),
        ("America/New_York", (2026, 11, 1, 1), ("01:30 EDT", "01:30 EST")),
        ("Asia/Tehran", (2021, 9, 21, 23), ("23:30 +04:30", "23:30 +03:30")),
    ],
)
def test_of_two_equal_clock_times_the_zone_is_said_and_read_again(
    zone: str, before: tuple[int, int, int, int], clocks: tuple[str, str]
) -> None:
    first = datetime(*before, 30, tzinfo=ZoneInfo(zone))
    for at, clock in zip((first, first.replace(fold=1)), clocks, strict=True):
        assert start_text(at).endswith(f" {at.year} {clock} {zone}")
        assert f" {clock}" in landing_text(Landing(at, False, 1), START)
        assert clock in short_start_text(at, START)
        read = parse_start(start_text(at), START)
        assert (read, read.fold, read.tzinfo) == (at, at.fold, at.tzinfo)


def test_a_clock_time_that_does_not_repeat_says_no_zone() -> None:
    assert short_start_text(datetime(2026, 10, 25, 3, tzinfo=WARSAW), START) == "Sun 25 Oct 03:00"


def test_the_rule_calls_it_an_estimate_and_explains_each_sign() -> None:
    assert rule_text() == (
        "Estimate: e-mails held over the weekend, ! on a weekend, ≥ at the earliest"
    )
    assert rule_text(weekend=WeekendRule.IGNORE) == (
        "Estimate: weekdays skip Sat/Sun, hours run on (! weekend), ≥ at the earliest"
    )


@pytest.mark.parametrize("weekend", WeekendRule)
def test_the_rule_has_plain_signs_too_and_fits_a_line(weekend: WeekendRule) -> None:
    text = rule_text(ASCII, weekend)
    assert ">= at the earliest" in text
    assert text.isascii()
    assert cell_len(text) <= 78


def summary(*steps: Step) -> Summary:
    return summarise(Sequence(steps=steps))


def total(*steps: Step) -> CumulativeDelay:
    return cumulative_delays(steps)[-1] if steps else CumulativeDelay()


def step(weekdays: float, hours: float = 0, *, is_task: bool = False) -> tuple[Step, ...]:
    """Two steps, one for each unit."""
    action = TaskAction() if is_task else EmailAction()
    first = Step(delay=Delay(weekdays, "weekdays"), action=action)
    return first, Step(delay=Delay(hours, "hours"), action=EmailAction())


@pytest.mark.parametrize(
    ("steps", "texts"),
    [
        ((), []),
        ((*step(3), *step(1, 30)), ["longest gap 3 weekdays", "100 % automated"]),
        (step(0, 30, is_task=True), ["longest gap 30 hours", "50 % automated"]),
        ((Step(action=TaskAction()),), ["0 % automated"]),
        ((*step(0) * 500, Step(action=TaskAction())), ["99 % automated"]),
        ((*[Step(action=TaskAction())] * 999, *step(0)[:1]), ["1 % automated"]),
    ],
)
def test_the_longest_gap_and_the_share_of_emails_are_told(
    steps: tuple[Step, ...], texts: list[str]
) -> None:
    told = build_header(Sequence(steps=steps)).actions
    assert [text for text in told if "longest" in text or "automated" in text] == texts


@pytest.mark.parametrize(
    ("total", "text"),
    [
        (total(*step(6, 4)), "6 wd 4 h"),
        (total(*step(6)), "6 wd"),
        (total(*step(0, 30)), "30 h"),
        (total(*step(3, 4, is_task=True)), "≥ 3 wd 4 h"),
        (total(*step(0, is_task=True)), "≥ at once"),
        (total(*step(0)), "at once"),
        (total(), "at once"),
        (total(*step(0, 0.25)), "0.25 h"),
        (total(*step(2.5, 1 / 3)), "2.5 wd+"),
        (total(*step(20, 36)), "20 wd 36 h"),
        (total(*step(260, 4)), "260 wd 4 h"),
        (total(*step(260, 16)), "260 wd 16 h"),
        (total(*step(260, 16, is_task=True)), "≥ 260 wd+"),
        (total(*step(0, 9_999)), "9999 h"),
        (total(*step(14_500, 12_345_678)), "14k wd+"),
        (total(*step(0, 100_000_000)), "100M h"),
        (total(*step(1), Step(delay=Delay(2, "fortnights"))), "?"),
        (CumulativeDelay(complete=False), "?"),
    ],
)
def test_a_nominal_length_fits_a_narrow_column(total: CumulativeDelay, text: str) -> None:
    assert nominal_text(total) == text
    assert cell_len(text) <= NOMINAL


def test_a_nominal_length_leaves_out_the_hours_where_it_has_less_room() -> None:
    assert nominal_text(total(*step(3, 4, is_task=True)), cells=8) == "≥ 3 wd+"
    assert nominal_text(total(*step(6, 4)), cells=8) == "6 wd 4 h"
    assert nominal_text(total(*step(0, 9_999, is_task=True)), cells=8) == "≥ 9999 h"


def test_a_nominal_length_has_plain_signs_too() -> None:
    assert nominal_text(total(*step(3, is_task=True)), ASCII) == ">= 3 wd"
