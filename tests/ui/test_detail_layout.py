"""How the lines of a detail are divided, and how its figures are wrapped."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from seq_tui.domain.sequence import Sequence
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.presentation.glyphs import ASCII, UNICODE
from seq_tui.presentation.header import build_header
from seq_tui.presentation.wording import rule_forms
from seq_tui.ui.widgets.detail_layout import Lines, Wanted, divide_lines
from seq_tui.ui.widgets.figures import Figures, wrap_evenly, wrap_texts

ORDINARY = Wanted(name=0, figures=3, start=1, ruler=2, steps=5, rule=1, has_properties=True)

SMALL = ORDINARY._replace(is_roomy=False)


@pytest.mark.parametrize(
    ("height", "wanted", "lines"),
    [
        pytest.param(32, ORDINARY, Lines(0, 4, 1, 7, 1, 19), id="properties get what is left"),
        pytest.param(
            32, ORDINARY._replace(steps=24), Lines(0, 1, 1, 26, 0, 4), id="24 steps at once"
        ),
        pytest.param(32, ORDINARY._replace(steps=999), Lines(0, 1, 1, 26, 0, 4), id="steps scroll"),
        pytest.param(20, SMALL, Lines(0, 4, 1, 7, 1, 7), id="small: enough is left"),
        pytest.param(
            20,
            SMALL._replace(start=3, typed=2),
            Lines(0, 4, 3, 7, 1, 5),
            id="small: properties stay while the start is typed",
        ),
        pytest.param(18, SMALL, Lines(0, 4, 1, 7, 6, 0), id="small: the rest is below the rule"),
        pytest.param(6, SMALL, Lines(0, 0, 0, 6, 0, 0), id="small: steps first"),
        pytest.param(9, SMALL, Lines(0, 1, 1, 7, 0, 0), id="small: then start and figures"),
        pytest.param(
            6,
            SMALL._replace(start=3, typed=2, name=1),
            Lines(0, 0, 3, 3, 0, 0),
            id="small: the start while it is typed",
        ),
        pytest.param(
            9,
            Wanted(0, 1, 0, 2, 0, 0, has_properties=False),
            Lines(0, 2, 0, 7, 0, 0),
            id="no steps",
        ),
    ],
)
def test_the_lines_of_a_detail(height: int, wanted: Wanted, lines: Lines) -> None:
    assert divide_lines(height, wanted) == lines


@pytest.mark.parametrize("wanted", [ORDINARY, SMALL, SMALL._replace(has_properties=False)])
@pytest.mark.parametrize("steps", [0, 1, 5, 24, 1000])
@pytest.mark.parametrize("height", range(1, 60))
def test_no_line_is_lost_and_none_is_given_twice(height: int, steps: int, wanted: Wanted) -> None:
    wanted = wanted._replace(name=2, steps=steps)
    lines = divide_lines(height, wanted)
    assert sum(lines) == height
    assert min(lines) >= 0
    if lines.steps < wanted.ruler + steps:
        assert (lines.figures, lines.rule) <= (1, 0)
    if lines.rule:
        assert lines.steps == wanted.ruler + steps


TEXTS = ["#21132", "5 steps", "4 weekdays 4 hours", "4–7 days"]


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (80, ["#21132 · 5 steps · 4 weekdays 4 hours · 4–7 days"]),
        (47, ["#21132 · 5 steps · 4 weekdays 4 hours", "4–7 days"]),
        (36, ["#21132 · 5 steps", "4 weekdays 4 hours · 4–7 days"]),
        (18, ["#21132 · 5 steps", "4 weekdays 4 hours", "4–7 days"]),
        (10, ["#21132", "5 steps", "4 weekday…", "4–7 days"]),
    ],
)
def test_figures_are_wrapped_between_texts(width: int, lines: list[str]) -> None:
    assert list(wrap_texts(TEXTS, width, UNICODE)) == lines


COUNTS = ["2 e-mails", "1 reply", "2 tasks", "longest gap 2 weekdays", "60 % automated"]


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (72, [" · ".join(COUNTS)]),
        (60, [" · ".join(COUNTS[:3]), " · ".join(COUNTS[3:])]),
        (30, [" · ".join(COUNTS[:3]), COUNTS[3], COUNTS[4]]),
    ],
)
def test_no_figure_is_alone_where_lines_can_be_even(width: int, lines: list[str]) -> None:
    assert wrap_evenly(COUNTS, width, UNICODE) == lines


@pytest.mark.parametrize("width", range(1, 80))
def test_even_lines_are_no_more_and_lose_nothing(width: int) -> None:
    lines, even = list(wrap_texts(COUNTS, width, UNICODE)), wrap_evenly(COUNTS, width, UNICODE)
    assert " · ".join(even) == " · ".join(lines)
    assert len(even) == len(lines)


def test_what_was_not_sent_has_no_line() -> None:
    figures = Figures(UNICODE)
    figures.show(build_header(Sequence(id=9, name="x", steps=(), creator_id=7)))
    assert figures.get_content_height(Size(80, 9), Size(80, 9), 80) == 2
    figures.show(build_header(Sequence(id=9, name="x", steps=())))
    assert figures.get_content_height(Size(80, 9), Size(80, 9), 80) == 1


@pytest.mark.parametrize("weekend", WeekendRule)
def test_the_rule_is_one_line_in_ever_fewer_words(weekend: WeekendRule) -> None:
    widths = [cell_len(form) for form in rule_forms(UNICODE, weekend)]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] <= 76
    assert widths[-2] <= 56
    assert widths[-1] <= 36
    assert all("≥ at the earliest" in form for form in rule_forms(UNICODE, weekend)[1:])


@pytest.mark.parametrize("width", range(1, 60))
def test_no_line_of_figures_is_too_wide(width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap_texts(TEXTS, width, ASCII))
