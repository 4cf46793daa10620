"""Timelines: six sequences as pictures, and what holds for any steps, start and width."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from seq_tui.domain.schedule import landings
from seq_tui.export.timeline_text import bar_text, timeline_lines
from seq_tui.presentation.glyphs import ASCII, UNICODE
from seq_tui.presentation.timeline import Bar, Timeline, timeline
from tests.domain.records import ANY_STEPS, STEADY, TASK, UNREADABLE, sound_steps
from tests.presentation.sequences import SEQUENCES, START, hours, weekdays

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Step

PICTURES = Path(__file__).with_name("timelines.txt")
"""Each picture under a line such as ``== a mix, 66 cells``; ``plain`` for the signs of ASCII."""

WARSAW = ZoneInfo("Europe/Warsaw")


def pictures() -> dict[str, list[str]]:
    parts = PICTURES.read_text(encoding="utf-8").split("== ")[1:]
    return {title: lines for title, *lines in (part.splitlines() for part in parts)}


def drawn(*steps: Step, start: datetime = START, width: int = 66) -> Timeline:
    return timeline(landings(steps, start), start, width)


@pytest.mark.parametrize("title", pictures())
def test_six_sequences_look_as_in_their_pictures(title: str) -> None:
    name, size, *plain = title.split(", ")
    width = int(size.removesuffix(" cells"))
    steps = SEQUENCES[name]
    lines = timeline_lines(steps, landings(steps, START), START, width, ASCII if plain else UNICODE)
    assert lines == pictures()[title]
    assert max(map(cell_len, lines), default=0) <= width


def test_every_sequence_has_a_picture_at_three_widths() -> None:
    wanted = {f"{name}, {width} cells" for name in SEQUENCES for width in (30, 66, 110)}
    assert wanted <= pictures().keys()


def test_plain_signs_are_of_ascii() -> None:
    steps = SEQUENCES["a mix"]
    assert "".join(timeline_lines(steps, landings(steps, START), START, 66, ASCII)).isascii()


def test_a_bar_begins_where_the_one_before_it_ends() -> None:
    model = drawn(weekdays(1), weekdays(2, TASK), UNREADABLE, weekdays(1))
    assert model.start == 2
    assert tuple(model.bars) == (
        Bar(2, 14, at_earliest=False, is_weekend=False),
        Bar(14, 38, at_earliest=False, is_weekend=False),
        Bar(38, None, at_earliest=True, is_weekend=False),
        Bar(38, None, at_earliest=True, is_weekend=False),
    )


@pytest.mark.parametrize(
    ("bar", "text"),
    [
        (Bar(0, 0, at_earliest=False, is_weekend=False), "●"),
        (Bar(1, 3, at_earliest=False, is_weekend=True), " ──● !"),
        (Bar(0, 1, at_earliest=True, is_weekend=True), "─● ≥!"),
        (Bar(0, 1, at_earliest=True, is_weekend=False, held=True), "─● ≥ held"),
        (Bar(2, None, at_earliest=True, is_weekend=False), "  ?"),
    ],
)
def test_a_bar_needs_no_colour(bar: Bar, text: str) -> None:
    assert bar_text(bar) == text


@pytest.mark.parametrize(
    ("width", "ruler", "weekend"),
    [
        (
            132,
            (
                "Nov 2026                                        Dec",
                "Fri 27      Sat 28 ···· Sun 29 ···· Mon 30      Tue 1       Wed 2",
            ),
            ((12, 36),),
        ),
        (
            50,
            (
                "Nov 2026                        Dec",
                "Fri 27  ··· 28  ··· 29  Mon 30  Tue 1   Wed 2",
            ),
            ((8, 24),),
        ),
        (30, ("27 Nov 2026    30 Nov", "Fri  ···  ···  Mon  Tue  Wed"), ((5, 15),)),
        (20, ("27 Nov   30 Nov", "Fr ·· ·· Mo Tu We"), ((3, 9),)),
        (12, ("      30 Nov", "F · · M T W"), ((2, 6),)),
    ],
)
def test_a_day_has_as_much_of_its_name_as_there_is_room(
    width: int, ruler: tuple[str, str], weekend: tuple[tuple[int, int], ...]
) -> None:
    model = drawn(weekdays(3), start=datetime(2026, 11, 27, 9, tzinfo=WARSAW), width=width)
    assert (model.ruler, model.weekend) == (ruler, weekend)


def test_a_new_year_is_named_where_it_begins() -> None:
    steps, start = (weekdays(8),), datetime(2026, 12, 28, 9, tzinfo=WARSAW)
    assert drawn(*steps, start=start, width=40).ruler[0] == "28 Dec 2026          4 Jan 2027"
    assert drawn(*steps, start=start, width=100).ruler[0].split() == ["Dec", "2026", "Jan", "2027"]
    assert drawn(weekdays(60), start=start, width=80).ruler == (
        "Dec   Jan 2027                Feb                     Mar",
        "28    4     11    18    25    1     8     15    22    1     8     15    22",
    )


def test_a_day_by_the_hour_shows_when_the_clocks_change() -> None:
    spring = drawn(hours(5, TASK), start=datetime(2026, 3, 29, tzinfo=WARSAW), width=31)
    autumn = drawn(hours(5, TASK), start=datetime(2026, 10, 25, tzinfo=WARSAW), width=31)
    assert spring.ruler == ("Sun 29 Mar ····················", "00:00 01:00 03:00 04:00 05:00")
    assert autumn.ruler == ("Sun 25 Oct ····················", "00:00 01:00 02:00       03:00")
    assert spring.weekend == autumn.weekend == ((0, 31),)


@pytest.mark.parametrize(
    ("hour", "ruler"),
    [
        (0, ("Wed 25", "00:00")),
        (8, ("      Thu 26", "      00:00")),
        (22, (" Thu 26", " 00:00")),
    ],
)
def test_a_label_without_room_is_left_out(hour: int, ruler: tuple[str, str]) -> None:
    start = datetime(2026, 11, 25, hour, tzinfo=WARSAW)
    assert drawn(hours(33), start=start, width=12).ruler == ruler


def test_hours_from_friday_into_saturday_mark_the_weekend_from_midnight_on() -> None:
    model = drawn(hours(6, TASK), start=datetime(2026, 11, 27, 21, 7, tzinfo=WARSAW), width=40)
    assert model.ruler == (
        "Fri 27 Nov        Sat 28 Nov ········",
        "21:00 22:00 23:00 00:00 01:00 02:00",
    )
    assert model.weekend == ((18, 37),)


@pytest.mark.parametrize("width", [-5, 0, 1, 2, 3, 7])
@pytest.mark.parametrize("name", SEQUENCES)
def test_the_narrowest_places_still_hold_every_bar(name: str, width: int) -> None:
    model = drawn(*SEQUENCES[name], width=width)
    assert 1 <= model.columns <= max(width, 1)
    assert all(bar.end is None or bar.end < model.columns for bar in model.bars)


@pytest.mark.parametrize(
    "start",
    [
        datetime(1, 1, 1, tzinfo=WARSAW),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 30, tzinfo=ZoneInfo("America/New_York")),
        datetime(9990, 12, 31, 23, tzinfo=UTC),
        datetime(9999, 1, 4, 23, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize(
    "step", [hours(0.5), hours(20), weekdays(20), weekdays(259), weekdays(2600)]
)
def test_the_first_and_the_last_year_are_years_too(start: datetime, step: Step) -> None:
    for width in (1, 12, 66):
        model = drawn(hours(0), step, start=start, width=width)
        assert len(model.bars) == 2
        assert max(map(len, model.ruler)) <= model.columns <= width
        assert all(bar.end is None or bar.end < model.columns for bar in model.bars)


def test_clocks_that_go_back_over_midnight_put_no_bar_before_an_earlier_one() -> None:
    # At 00:01 the clocks of Newfoundland went back to 23:01 of the day before.
    start = datetime(2010, 11, 6, 23, 30, tzinfo=ZoneInfo("America/St_Johns"))
    steps = [hours(0), hours(0.5), hours(0.25), *[hours(0)] * 3]
    for width in (2, 5, 12, 66):
        model = drawn(*steps, weekdays(0), start=start, width=width)
        ends = [bar.end for bar in model.bars if bar.end is not None]
        assert ends == sorted(ends)
        assert ends[-1] < model.columns


WIDTHS = st.integers(-1, 160)


@STEADY
@given(ANY_STEPS | sound_steps(), st.datetimes(timezones=st.timezones()), WIDTHS)
def test_whatever_the_steps_everything_is_within_the_width(
    steps: list[Step], start: datetime, width: int
) -> None:
    landed = landings(steps, start)
    model = timeline(landed, start, width)
    assert 1 <= model.columns <= max(width, 1)
    assert all(len(line) <= model.columns for line in model.ruler)
    assert all(0 <= begin < end <= model.columns for begin, end in model.weekend)
    assert all(before[1] < after[0] for before, after in pairwise(model.weekend))
    place = model.start
    assert 0 <= place < model.columns
    for bar, landing in zip(model.bars, landed, strict=True):
        assert bar.begin == place
        assert (bar.end is None) == (landing.at is None)
        assert bar[2:] == (landing.at_earliest, landing.is_weekend, landing.held)
        if bar.end is not None:
            assert place <= bar.end < model.columns
            place = bar.end
    lines = timeline_lines(steps, landed, start, max(width, 20), UNICODE)
    assert max(map(cell_len, lines), default=0) <= max(width, 20)


@STEADY
@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2050, 1, 1), timezones=st.just(WARSAW)),
    st.integers(37, 2_000),
    st.integers(1, 160),
)
def test_where_a_week_has_three_columns_its_weekends_are_the_calendar_s(
    start: datetime, length: int, width: int
) -> None:
    steps = [hours(1, TASK)] * length
    landed = landings(steps, start)
    model = timeline(landed, start, width)
    last = landed[-1].at
    assert last is not None
    weekend = {column for span in model.weekend for column in range(*span)}
    days = last.toordinal() - start.toordinal() + 1
    weeks = (last.toordinal() - 1) // 7 - (start.toordinal() - 1) // 7 + 1
    if width < 2 * days and width < 3 * weeks:
        assert not weekend
        return
    for bar, landing in zip(model.bars, landed, strict=True):
        assert (bar.end in weekend) == landing.is_weekend


@STEADY
@given(sound_steps(), st.datetimes(timezones=st.timezones()), WIDTHS)
def test_steps_at_the_same_time_share_a_column(
    steps: list[Step], start: datetime, width: int
) -> None:
    twice = [each for step in steps for each in (step, hours(0, TASK))]
    bars = timeline(landings(twice, start), start, width).bars
    assert [bar.end for bar in bars[::2]] == [bar.end for bar in bars[1::2]]


@pytest.mark.no_cover  # with coverage, it takes two to four times as long (measured)
@pytest.mark.parametrize("step", [weekdays(1), hours(0.003), hours(0.1)])
def test_a_timeline_of_ten_thousand_steps_is_made_in_a_blink(step: Step) -> None:
    landed = landings([step] * 10_000, START)
    began = time.process_time()
    model = timeline(landed, START, 110)
    assert time.process_time() - began < 0.5
    assert len(model.bars) == 10_000
