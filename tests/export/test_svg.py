"""Tests of sequences as a picture."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.delay import Delay
from seq_tui.domain.schedule import landings
from seq_tui.domain.sequence import Sequence, Step, UnknownAction
from seq_tui.domain.summary import summarise
from seq_tui.export.step_rows import scheduled_rows
from seq_tui.export.svg import MARGIN, SvgDocument, render
from seq_tui.export.timeline_drawing import (
    CALENDAR_LEFT,
    CELL_WIDTH,
    COLUMN_WIDTH,
    MAX_CALENDAR_WIDTH,
    MAX_STEPS,
    WIDTH,
    draw_timeline,
)
from seq_tui.presentation.header import build_header
from seq_tui.presentation.timeline import timeline
from seq_tui.presentation.wording import (
    days_rule_text,
    landing_text,
    name_text,
    rule_text,
    start_text,
)
from tests.export.cases import CASES, TEN_THOUSAND
from tests.presentation.sequences import CALL, SEQUENCES, START, hours, weekdays

SVG = "{http://www.w3.org/2000/svg}"


def position(element: ElementTree.Element) -> tuple[float, float]:
    """Return the position of a mark or a group."""
    x, y = element.get("transform", "")[len("translate(") : -1].split()
    return float(x), float(y)


def timeline_of(steps: tuple[Step, ...]) -> ElementTree.Element:
    drawing = draw_timeline(steps, landings(steps, START), START)
    return ElementTree.fromstring(f"<g>{drawing.content}</g>")


def texts(root: ElementTree.Element, tag: str = f"{SVG}text") -> list[str]:
    return [element.text or "" for element in root.iter(tag)]


@pytest.mark.parametrize("case", CASES)
def test_a_picture_describes_its_name_and_every_row_of_the_table(case: str) -> None:
    sequence = CASES[case]
    root = ElementTree.fromstring(render(sequence, START))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == name_text(sequence)
    description = (root.findtext(f"{SVG}desc") or "").split("\n")
    figures, actions, origins = build_header(sequence)
    assert description[0] == " · ".join([*figures, *actions])
    steps = sequence.steps or ()
    rows = list(scheduled_rows(steps, landings(steps, START), START))
    if steps:
        assert description[1] == f"{start_text(START)}:"
        assert description[2:-2] == [
            f"{r.rank}. {r.action}, {r.wait}, {r.lands}, {r.day}" for r in rows
        ]
        assert description[-2:] == [rule_text(), days_rule_text(summarise(sequence))]
    shown = texts(root)
    for row in rows:
        assert {row.rank, row.lands, row.day} <= set(shown)
    joined = " ".join(shown)
    assert all(word in joined for fact in (*figures, *actions, *origins) for word in fact.split())


@pytest.mark.parametrize("name", [name for name in SEQUENCES if name != "empty"])
def test_a_mark_is_at_the_end_of_its_bar_and_so_is_its_wait(name: str) -> None:
    steps = SEQUENCES[name]
    landed = landings(steps, START)
    model = timeline(landed, START, MAX_CALENDAR_WIDTH // COLUMN_WIDTH)
    root = timeline_of(steps)
    marks = [position(each) for each in root.iter("g") if each.get("class", "").startswith("mark")]
    on_calendar = [(x, y) for x, y in marks if x > CALENDAR_LEFT]
    ends = [bar.end for bar in model.bars if bar.end is not None]
    assert [(x - CALENDAR_LEFT) // COLUMN_WIDTH for x, _ in on_calendar] == ends
    waits = [line for line in root.iter("line") if line.get("class", "").startswith("wait")]
    bars = [bar for bar in model.bars if bar.end is not None and bar.begin < bar.end]
    assert [
        tuple((float(line.get(edge, "")) - CALENDAR_LEFT) // COLUMN_WIDTH for edge in ("x1", "x2"))
        for line in waits
    ] == [(bar.begin, bar.end) for bar in bars]
    assert [line.get("class") == "wait open" for line in waits] == [bar.at_earliest for bar in bars]


def test_a_step_is_below_the_name_of_its_day_and_beside_its_landing() -> None:
    steps = SEQUENCES["a mix"]
    root = timeline_of(steps)
    weekends = [
        (float(each.get("x", "")), float(each.get("x", "")) + float(each.get("width", "")))
        for each in root.iter("rect")
        if each.get("class") == "weekend"
    ]
    days = sorted(
        float(each.get("x", ""))
        for each in root.iter("text")
        if (each.text or "") in ("Mo", "Tu", "We", "Th", "Fr")
    ) + [begin for begin, _ in weekends]
    marks = [position(each)[0] for each in root.iter("g") if "mark" in each.get("class", "")]
    landed = landings(steps, START)
    shown = set(texts(root, "text"))
    for x, landing in zip([x for x in marks if x > CALENDAR_LEFT], landed, strict=True):
        assert landing.at is not None
        assert any(begin <= x < end for begin, end in weekends) == landing.is_weekend
        if not landing.is_weekend:
            column = max(day for day in days if day <= x)
            name = {round(float(e.get("x", "")), 1): e.text for e in root.iter("text")}
            assert name[round(column, 1)] == f"{landing.at:%a}"[:2]
        assert landing_text(landing, START) in shown


@pytest.mark.parametrize(
    ("step", "labels"),
    [
        (weekdays(7), ["Nov 2026", "Dec", "Mon 23", "Tue 24", "Wed 25", "Thu 26", "Fri 27"]),
        (hours(20), ["Mon 23 Nov", "Tue 24 Nov"]),
        (weekdays(14), ["23 Nov 2026", "30 Nov", "7 Dec", "Mo", "Tu", "We", "Th", "Fr", "Mo"]),
        (weekdays(50), ["Nov 2026", "Dec", "Jan 2027", "23", "30", "7", "14"]),
        (weekdays(190), ["2026", "2027", "Nov", "Dec", "Jan", "Feb"]),
        (weekdays(9_000), ["2026", "2029", "2032"]),
    ],
)
def test_each_label_of_a_ruler_is_at_its_column(step: Step, labels: list[str]) -> None:
    columns = MAX_CALENDAR_WIDTH // COLUMN_WIDTH
    ruler = timeline(landings((step,), START), START, columns, room=2 * columns).ruler
    shown = [
        (each.text or "", (float(each.get("x", "")) - CALENDAR_LEFT) // COLUMN_WIDTH)
        for each in timeline_of((step,)).iter("text")
        if each.get("y") in ("16", "36")
    ]
    for text, column in shown:
        assert any(line[int(column) :].startswith(text) for line in ruler)
    texts = [text for text, _ in shown]
    assert [text for text in texts if text in labels][: len(labels)] == labels


def test_no_landing_overflows_the_right_edge() -> None:
    anchors = set()
    for length in range(1, 400, 7):
        root = timeline_of((weekdays(0, CALL), weekdays(length)))
        *_, lands = [each for each in root.iter("text") if "small" in each.get("class", "")]
        anchors.add(anchor := lands.get("text-anchor", "start"))
        width = CELL_WIDTH * len(lands.text or "") if anchor == "start" else 0
        assert float(lands.get("x", "")) + width <= WIDTH
        assert ("halo" in lands.get("class", "")) == (anchor == "end")
    assert anchors == {"start", "end"}


def test_a_start_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        render(CASES["ordinary"], START.replace(tzinfo=None))


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_makes_valid_xml(text: str) -> None:
    step = Step(delay=Delay(text, text), action=UnknownAction(text, {text: text}))
    sequence = Sequence(name=text, created_at=text, steps=(step,))
    root = ElementTree.fromstring(render(sequence, START))
    assert root.findtext(f"{SVG}title") == name_text(sequence)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "style", "g", "rect", "line", "path", "circle", "text",
    }  # fmt: skip


def test_a_picture_is_self_contained() -> None:
    document = render(CASES["hostile"], START).decode()
    assert "href" not in document
    assert "url(" not in document
    assert document.count("http") == 1  # the namespace of SVG


def test_of_ten_thousand_steps_the_first_are_drawn_and_the_others_counted() -> None:
    root = ElementTree.fromstring(render(TEN_THOUSAND, START))
    assert f"{10_000 - MAX_STEPS:,} later steps are not drawn" in texts(root)
    marks = [each for each in root.iter(f"{SVG}g") if "mark" in each.get("class", "")]
    assert len(marks) == 3 * MAX_STEPS


def test_many_sequences_are_below_each_other_in_one_picture() -> None:
    document = SvgDocument(START)
    assert b"".join(map(document.add, CASES.values())) == b""
    root = ElementTree.fromstring(b"".join(document.end()))
    groups = [each for each in root.iter(f"{SVG}g") if each.get("role") == "img"]
    assert [each.findtext(f"{SVG}title") for each in groups] == list(map(name_text, CASES.values()))
    tops = [position(each)[1] for each in groups]
    heights = [
        float(ElementTree.fromstring(render(sequence, START)).get("height", ""))
        for sequence in CASES.values()
    ]
    assert tops == [sum(heights[:index]) for index in range(len(heights))]
    assert float(root.get("height", "")) == sum(heights)
    assert ElementTree.fromstring(b"".join(SvgDocument(START).end())).get("height") == str(
        2 * MARGIN
    )


def test_a_picture_depends_on_its_start() -> None:
    later = START + timedelta(days=1)
    assert render(CASES["ordinary"], START) != render(CASES["ordinary"], later)
    assert start_text(later).encode() in render(CASES["ordinary"], later)
