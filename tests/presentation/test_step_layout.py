"""The columns of a table of steps, its dates and its calendar, at any width."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.schedule import landings
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.presentation.step_columns import FEW_BARS, TextWidths
from seq_tui.presentation.step_layout import DateForm, StepLayout, step_layout
from seq_tui.presentation.timeline import timeline
from seq_tui.presentation.wording import DAYS, MONTHS
from tests.domain.records import ANY_STEPS, STEADY, TASK, sound_steps
from tests.presentation.sequences import CALL, SEQUENCES, START, hours, weekdays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seq_tui.domain.sequence import Step

WARSAW = ZoneInfo("Europe/Warsaw")

A_MIX = SEQUENCES["a mix"]

MONTH, DAY = "|".join(MONTHS), "|".join(DAYS)
LABEL = (
    rf"(?:(?:{DAY}) )?\d\d?(?: (?:{MONTH})(?: \d{{4}})?)?"
    rf"|(?:{MONTH})(?: \d{{4}}| '\d\d)?|\d{{1,4}}|\d\d:\d\d"
    rf"|{DAY}|{'|'.join(day[:2] for day in DAYS)}|[MTWFS]"
)
"""What a ruler says, in full."""


def layout_of(
    steps: Sequence[Step], width: int, start: datetime = START
) -> tuple[TextWidths, StepLayout]:
    texts = TextWidths.of(steps, cumulative_delays(steps), UNICODE)
    return texts, step_layout(texts, landings(steps, start), start, width, UNICODE)


def ends(layout: StepLayout) -> list[int]:
    """The cells of the calendar that each row takes."""
    return [layout.end(index) for index in range(len(layout.timeline.bars))]


@STEADY
@given(sound_steps() | ANY_STEPS, st.datetimes(timezones=st.timezones()), st.integers(33, 200))
def test_no_date_is_cut_at_any_width(steps: list[Step], start: datetime, width: int) -> None:
    if not steps:
        return
    texts, (columns, model, dates) = layout_of(steps, width, start)
    assert columns.calendar_column + columns.calendar == width
    assert 1 <= columns.action <= texts.action
    if columns.has_bars:
        assert max(ends(StepLayout(columns, model, dates))) <= columns.calendar
        assert max(map(len, model.ruler)) <= columns.calendar
        assert model.columns >= min(FEW_BARS, model.days)
    elif columns.calendar_column > 24:
        assert max(map(dates.width, range(len(steps)))) <= columns.calendar


@STEADY
@given(
    st.datetimes(datetime(1, 1, 8), datetime(9990, 1, 1), timezones=st.just(WARSAW)),
    st.floats(0, 20_000) | st.floats(0, 60 * 24),
    st.integers(1, 200),
    st.integers(0, 20),
)
def test_labels_of_a_ruler_are_whole_and_apart(
    start: datetime, length: float, width: int, beside: int
) -> None:
    steps = [hours(length)]
    room = width + beside
    model = timeline(landings(steps, start), start, width, "", room=room)
    for line in model.ruler:
        assert re.fullmatch(rf"(?:\s*(?:{LABEL})(?:\s+(?:{LABEL}))*)?", line)
        assert len(line) <= room


@pytest.mark.parametrize("name", ["three e-mails", "a mix", "nine months"])
def test_a_narrower_table_has_no_more_columns(name: str) -> None:
    def present(width: int) -> list[bool]:
        columns = layout_of(SEQUENCES[name], width)[1].columns
        return [
            *(bool(cells) for cells in (columns.day, columns.from_start)),
            columns.has_bars,
            *(bool(cells) for cells in (columns.wait, columns.rank)),
        ]

    for width in range(200, 30, -1):
        now = present(width)
        assert now == sorted(now), "the day goes first, the rank last"
        assert sum(now) <= sum(present(width + 1))


@pytest.mark.parametrize("width", range(40, 200, 3))
def test_an_action_is_not_cut_beside_empty_cells(width: int) -> None:
    steps = (weekdays(0), weekdays(1, CALL), *A_MIX)
    texts, layout = layout_of(steps, width)
    if layout.columns.action < texts.action and layout.columns.has_bars:
        used = max(*ends(layout), *map(len, layout.timeline.ruler), layout.timeline.columns)
        assert used == layout.columns.calendar


def test_dates_say_the_year_where_there_is_room_or_it_changes() -> None:
    texts: dict[DateForm, list[str]] = {}
    start = datetime(2026, 12, 29, 9, tzinfo=WARSAW)
    for width in (60, 160):
        dates = layout_of([weekdays(1) for _ in range(25)], width, start)[1].dates
        texts[dates.form] = [dates.texts(index)[0] for index in range(4)]
    assert texts[DateForm.FULL][:2] == ["Wed 30 Dec 09:00", "Thu 31 Dec 09:00"]
    assert texts[DateForm.SHORT] == [
        "Wed 30 Dec 09:00",
        "Thu 31 Dec 09:00",
        "Fri 1 Jan 2027 09:00",
        "Mon 4 Jan 09:00",
    ]


def test_dates_stand_on_both_sides_where_that_gives_more_columns() -> None:
    steps = [weekdays(0), *(weekdays(3, CALL) for _ in range(8))]
    layout = layout_of(steps, 74)[1]
    columns = [layout.date_column(index) for index in range(len(steps))]
    bars = [(bar.begin, bar.end or 0) for bar in layout.timeline.bars]
    after = [column > end for column, (_, end) in zip(columns, bars, strict=True)]
    assert after == sorted(after, reverse=True)
    assert set(after) == {True, False}
    assert len(layout.timeline.weekend) == 5
    assert layout.timeline.columns == 30
    assert layout.columns.calendar == 38, "a date and a space take 19"
    for index, (column, (begin, end)) in enumerate(zip(columns, bars, strict=True)):
        if column < end:
            visible = end - max(begin, column + layout.dates.width(index) + 1)
            assert 2 * visible >= end - begin, "a date hides no more than half of a wait"


@pytest.mark.parametrize("width", [50, 66, 80])
def test_a_weekend_has_a_column_where_a_week_has_three(width: int) -> None:
    steps = [weekdays(0), *(weekdays(3) for _ in range(8))]
    layout = layout_of(steps, width)[1]
    assert len(layout.timeline.weekend) == 5 * layout.columns.has_bars
    assert layout.columns.has_bars == (width >= 66)


def test_a_held_email_says_so_in_words_where_there_is_room() -> None:
    steps = (hours(122), weekdays(1))
    remarks = [layout_of(steps, width)[1].dates.texts(0)[1] for width in (60, 160)]
    assert remarks == [" held", ", held over the weekend"]


def test_a_calendar_can_be_fitted_to_a_few_rows() -> None:
    layout = layout_of([weekdays(20, TASK) for _ in range(40)], 80)[1]
    rows = range(10, 20)
    fitted = layout.fitted_to(rows)
    assert fitted.columns == layout.columns
    bars = [fitted.timeline.bars[index] for index in rows]
    assert bars[0].begin < 7, "its wait is part of the time that is shown"
    assert [bar.begin for bar in bars[1:]] == [bar.end for bar in bars[:-1]]
    assert max(map(fitted.end, rows)) <= layout.columns.calendar
    assert len({bar.end for bar in bars}) == len(rows)


def test_steps_without_a_date_can_be_fitted_too() -> None:
    layout = layout_of(SEQUENCES["an unknown unit"], 80)[1]
    assert layout.fitted_to(range(2, 4)).timeline.bars[3].end is None
