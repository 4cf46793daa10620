"""Tests of a sequence as a picture for a slide."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from seq_tui.domain.sequence import Sequence
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.slide import EDGE, MIN_ROW_HEIGHT, SCALES, SLIDE, SLIDE_HEIGHT, SLIDE_WIDTH
from seq_tui.export.svg import SvgDocument, omission, render
from seq_tui.export.timeline_drawing import CELL_WIDTH
from tests.export.cases import CASES, TEN_THOUSAND
from tests.presentation.sequences import CALL, EMAIL, START, weekdays

SVG = "{http://www.w3.org/2000/svg}"

LONG = "Winback of customers who left in the last ninety days and had open deals in Europe or Asia"


def sequence_of(count: int, name: str = "Trial") -> Sequence:
    steps = tuple(weekdays(n % 3, (EMAIL, CALL)[n % 2]) for n in range(count))
    return Sequence(id=1, name=name, steps=steps)


def slide(sequence: Sequence, *, has_start: bool = True) -> ElementTree.Element:
    return ElementTree.fromstring(render(sequence, START if has_start else None, layout=SLIDE))


def scale(root: ElementTree.Element) -> float:
    (group,) = [each for each in root.iter(f"{SVG}g") if "scale" in each.get("transform", "")][:1]
    return float(group.get("transform", "").partition("scale(")[2].removesuffix(")"))


@pytest.mark.parametrize("has_start", [True, False])
@pytest.mark.parametrize("count", [0, 1, 6, 14, 26, 200])
@pytest.mark.parametrize("name", ["Trial", LONG, LONG * 9])
def test_everything_is_on_the_slide_and_letters_are_readable(
    count: int, name: str, *, has_start: bool
) -> None:
    root = slide(sequence_of(count, name), has_start=has_start)
    factor = scale(root)
    assert SCALES[-1] <= factor <= SCALES[0]
    height = (SLIDE_HEIGHT - 2 * EDGE) / factor
    (body,) = [each for each in root.iter(f"{SVG}g") if "scale" in each.get("transform", "")][:1]
    for group in [body, *body.findall(f"{SVG}g")]:
        top = 0.0
        if group is not body:
            words = group.get("transform", "").removeprefix("translate(0 ").split(")")
            top = float(words[0])
        for element in group.findall(f"{SVG}text"):
            y = top + float(element.get("y", ""))
            assert 0 <= y <= height
            if element.get("text-anchor") is None and "name" not in element.get("class", ""):
                x = float(element.get("x", ""))
                assert x + CELL_WIDTH * len(element.text or "") <= SLIDE_WIDTH / factor


def test_fewer_steps_have_larger_letters() -> None:
    scales = [scale(slide(sequence_of(count))) for count in (3, 12, 20, 200)]
    assert scales == sorted(scales, reverse=True)
    assert scales[0] > scales[-1] == SCALES[-1]
    assert MIN_ROW_HEIGHT * SCALES[-1] >= 20


def test_a_long_name_has_two_lines_and_a_longer_one_ends_in_dots() -> None:
    for name, last in ((LONG, "Asia"), (LONG * 9, "…")):
        names = [
            e.text or "" for e in slide(sequence_of(3, name)).iter() if e.get("class") == "name"
        ]
        assert len(names) == 2
        assert names[1].endswith(last)


def test_what_days_count_is_explained_and_the_table_left_out() -> None:
    shown = [each.text for each in slide(CASES["ordinary"]).iter(f"{SVG}text")]
    days = "Day 1 is the day of the start; the last step is at the earliest 20–24 days later"
    assert days in " ".join(text or "" for text in shown)
    assert "FROM START" not in shown
    without = [each.text for each in slide(CASES["ordinary"], has_start=False).iter(f"{SVG}text")]
    assert "FROM START" in without
    assert "LANDS" not in without


def test_steps_without_room_are_counted_in_the_picture_and_told() -> None:
    shown = [each.text or "" for each in slide(TEN_THOUSAND).iter(f"{SVG}text")]
    (note,) = [text for text in shown if "not drawn" in text]
    told = omission(TEN_THOUSAND, START, WeekendRule.HOLD, SLIDE)
    assert told == f"Ten thousand: {note}"
    assert omission(sequence_of(12), START, WeekendRule.HOLD, SLIDE) == ""


def test_many_slides_are_below_each_other() -> None:
    document = SvgDocument(START, layout=SLIDE)
    assert b"".join(map(document.add, CASES.values())) == b""
    root = ElementTree.fromstring(b"".join(document.end()))
    assert root.get("height") == str(4 * SLIDE_HEIGHT)
    tops = [e.get("transform") for e in root.iter(f"{SVG}g") if e.get("role") == "img"]
    assert tops == [f"translate(0 {number * SLIDE_HEIGHT})" for number in range(4)]
