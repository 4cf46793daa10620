"""The aligned steps of two sequences as rows of words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from seq_tui.domain.comparison.compare import compare
from seq_tui.domain.comparison.step_pairs import Change
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.presentation.comparison_rows import ComparedRow, comparison_rows
from tests.compared import NEW, OLD


def rows(
    start: datetime | None = None, weekend: WeekendRule = WeekendRule.HOLD, *, short: bool = True
) -> list[ComparedRow]:
    compared = compare(OLD, NEW)
    return list(comparison_rows(compared, start=start, weekend=weekend, short=short))


def test_each_row_says_what_stands_on_either_side() -> None:
    shown = [
        (row.change, row.left and row.left.rank, row.right and row.right.rank) for row in rows()
    ]
    assert shown == [
        (Change.EQUAL, "1", "1"),
        (Change.REMOVED, "2", None),
        (Change.MOVED, None, "2"),
        (Change.CHANGED, "3", "3"),
        (Change.CHANGED, "4", "4"),
        (Change.MOVED_AWAY, "5", None),
        (Change.ADDED, None, "5"),
    ]


def test_a_moved_step_names_its_other_place() -> None:
    assert [row.place for row in rows()] == ["", "", "was 5", "", "", "now 2", ""]


def test_the_difference_is_that_of_the_delays_or_of_the_landings() -> None:
    assert [row.difference for row in rows()] == [
        *("", "", "was 5, -3 wd -4 h", "-1 wd +1 h", "+1 h", "now 2", "")
    ]
    start = datetime(2026, 11, 26, 15, tzinfo=ZoneInfo("Europe/Warsaw"))
    assert [row.later for row in rows(start)] == ["", "", "-5 d 4 h", "-23 h", "+1 h", "", ""]
    assert rows(start, short=False)[3].later == "23 hours earlier"


def test_the_weekend_rule_decides_the_landings() -> None:
    saturday = datetime(2026, 11, 28, 15, tzinfo=ZoneInfo("Europe/Warsaw"))
    held, ignored = (rows(saturday, rule)[0].left for rule in WeekendRule)
    assert held is not None
    assert ignored is not None
    assert (held.when, ignored.when) == ("≥ Mon 30 Nov 00:00 held", "Sat 28 Nov 15:00 !")


def test_a_row_knows_which_cells_differ() -> None:
    changed, removed = rows()[4], rows()[1]
    cells = ("mark", "action", "wait")
    assert [changed.differs(cell) for cell in cells] == [False, True, True]
    assert [removed.differs(cell) for cell in cells] == [False] * 3


def test_the_wait_is_a_cell_and_no_field() -> None:
    assert [field.name for row in rows() for field in row.fields] == [
        *("task_content", "email_template_id")
    ]
