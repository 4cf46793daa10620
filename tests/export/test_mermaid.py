"""Tests of sequences as a Gantt chart, against the grammar of Mermaid.

Mermaid itself (11.17.2, ``mermaid.parse`` and ``mermaid.render`` in a browser) was tried by hand
and draws them all. `LINES` are the patterns of its lexer, in the order in which it tries them.
"""

from __future__ import annotations

import html
import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.delay import Delay
from seq_tui.domain.schedule import landings
from seq_tui.domain.sequence import Sequence, Step, TaskAction, UnknownAction
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export import mermaid
from seq_tui.export.formats import FORMATS
from seq_tui.export.mermaid import (
    MAX_HEADING,
    MAX_LABEL,
    MAX_SECTIONS,
    MAX_TITLE,
    Chart,
    MermaidCharts,
    MermaidDocument,
    SequenceDrawer,
)
from seq_tui.export.mermaid_text import MAX_EDGES, MAX_TEXT, escape
from seq_tui.presentation.layout import cut
from seq_tui.presentation.wording import name_text
from seq_tui.sanitize import sanitize
from tests.export.cases import CASES, TEN_THOUSAND, write_all
from tests.presentation.sequences import CALL, EMAIL, START, hours, weekdays

if TYPE_CHECKING:
    from seq_tui.export.mermaid_flow import FlowChart

FRONT_MATTER = re.compile(
    r"---\n(?:displayMode: compact\n)?config:\n  gantt:\n    leftPadding: \d+\n---\n"
)

LINES = (
    r"%%(?!\{)[^\n]*",
    r"dateFormat YYYY-MM-DDTHH:mm",
    r"axisFormat [%a-zA-Z: ]+",
    r"tickInterval 1(?:day|week)",
    r"todayMarker off",
    r"weekday monday",
    r"title [^\n]+",
    r"section [^\n]+",
    r"(?P<label>(?!click|call|href|\d{4}-\d\d-\d\d)[^:\n#;%]*(?:#\d+;[^:\n#;%]*)*) "
    r":(?P<tags>(?:[a-z]+, )*)(?P<begin>[-0-9T:]{16}), (?P<end>0d|[-0-9T:]{16})",
)


def render(sequence: Sequence, start: datetime | None) -> bytes:
    return SequenceDrawer(start).render(sequence)


class Task(NamedTuple):
    label: str
    is_diamond: bool
    begin: str
    end: str


def unescape(text: str) -> str:
    """Decode an escaped text as Mermaid does."""
    return html.unescape(re.sub(r"#(\d+);", r"&#\1;", text))


def parse(data: bytes) -> tuple[str, list[tuple[str, list[Task]]]]:
    """Return the title and each section with its tasks; fail on a line that Mermaid rejects."""
    text = FRONT_MATTER.sub("", data.decode(), count=1)
    first, *lines = text.splitlines()
    assert first == "gantt"
    title, sections = "", list[tuple[str, list[Task]]]()
    for line in lines:
        matches = (re.fullmatch(f"    {form}", line) for form in LINES)
        match = next((match for match in matches if match), None)
        assert match, line
        if line.startswith("    title "):
            title = unescape(line[10:])
        elif line.startswith("    section "):
            sections.append((unescape(line[12:]), []))
        elif "label" in match.groupdict():
            is_diamond = "milestone" in match["tags"]
            task = Task(unescape(match["label"]), is_diamond, match["begin"], match["end"])
            sections[-1][1].append(task)
    heading, (start,) = sections.pop(0)
    assert heading == "start"
    assert start[1:] == (True, "2026-11-23T09:00", "0d") or "Nov 2026" not in start.label
    assert start.label.startswith("if started ")
    return title, sections


def test_the_first_row_is_the_start_and_the_title_the_name() -> None:
    lines = render(CASES["ordinary"], START).decode().splitlines()
    assert "    title Trial · long" in lines
    first = lines.index("    section start")
    assert unescape(lines[first + 1]) == (
        "    if started Mon 23 Nov 2026 09:00 Europe/Warsaw :milestone, 2026-11-23T09:00, 0d"
    )


def test_texts_are_cut_to_the_width_of_a_chart_and_bars_have_no_label() -> None:
    words = "Call about the renewal of the contract and more " * 4
    task = TaskAction(properties={"task_content": words})
    sequence = Sequence(name=words, steps=(Step(delay=Delay(3, "weekdays"), action=task),))
    title, [(heading, [bar, diamond])] = parse(render(sequence, START))
    assert title == f"{words[: MAX_TITLE - 1].rstrip()}…"
    assert heading == "1 ☐ 3 wd"
    assert bar.label == "\u200b"
    assert diamond.label.startswith("1 ☐ task Call about the ren")
    assert diamond.label.endswith("… · Thu 26 Nov 09:00")
    assert len(diamond.label) <= MAX_LABEL
    assert ":done" not in render(sequence, START).decode()


@pytest.mark.parametrize("amount", [1, 10_000, 10**20])
def test_a_heading_is_cut_to_the_room_beside_the_chart(amount: int) -> None:
    sequence = Sequence(name="long " * 20, steps=(Step(delay=Delay(amount, "x" * 20)),))
    _, [(heading, _)] = parse(render(sequence, START))
    assert len(heading) <= MAX_HEADING
    _, [(heading, _)] = parse(write_all(MermaidDocument(START), [sequence]))
    assert len(heading) <= MAX_HEADING


def test_a_heading_has_a_line_for_each_row_but_one() -> None:
    name = "Winback of customers who left in the last ninety days"
    steps = (weekdays(1, EMAIL),)
    chart = write_all(
        MermaidDocument(START), [Sequence(name=name, steps=n * steps) for n in (1, 3, 9)]
    )
    assert [heading for heading, _ in parse(chart)[1]] == [
        "Winback of cus…",
        "Winback of<br/>customers who…",
        "Winback of<br/>customers who<br/>left in the<br/>last ninety<br/>days",
    ]


def test_each_step_is_a_bar_for_its_wait_and_a_diamond_at_its_landing() -> None:
    title, sections = parse(render(CASES["ordinary"], START))
    assert title == "Trial · long"
    assert [heading for heading, _ in sections][:3] == ["1 ✉ at once", "2 ↩ 1 wd", "3 ☐ 4 h"]
    steps = CASES["ordinary"].steps or ()
    times = [START, *(landing.at for landing in landings(steps, START) if landing.at)]
    clocks = [at.replace(tzinfo=None).isoformat(timespec="minutes") for at in times]
    for (_, tasks), begin, end in zip(sections, clocks, clocks[1:], strict=False):
        *bars, diamond = tasks
        assert diamond[1:] == (True, end, "0d")
        assert [bar[1:] for bar in bars] == ([(False, begin, end)] if begin != end else [])
    labels = [tasks[-1].label for _, tasks in sections]
    assert labels[3] == "4 ✉ e-mail 398744 · ≥ Thu 26 Nov 13:00"
    assert labels[4] == "5 ↩ reply 398745 · ≥ Mon 30 Nov 00:00 held"


def test_an_unknown_landing_is_labelled_and_has_the_time_of_the_last_known_one() -> None:
    _, sections = parse(render(CASES["incomplete"], START))
    assert [tasks for _, tasks in sections][2:] == [
        [Task("3 ☐ task Call about the price · landing not known", True, "2026-11-25T09:00", "0d")],
        [Task("4 ✉ e-mail 398744 · landing not known", True, "2026-11-25T09:00", "0d")],
    ]


def test_a_sequence_without_steps_has_a_diamond_at_the_start() -> None:
    for sequence, words in ((CASES["empty"], "0 steps"), (Sequence(), "steps not included")):
        _, sections = parse(render(sequence, START))
        assert sections == [("·", [Task(words, True, "2026-11-23T09:00", "0d")])]


def test_no_bar_runs_backwards_where_the_clocks_go_back() -> None:
    start = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Warsaw"))
    _, sections = parse(render(Sequence(steps=(hours(0.5, CALL), hours(0.25, CALL))), start))
    tasks = [task for _, tasks in sections for task in tasks]
    assert all(task.end == "0d" or task.begin < task.end for task in tasks)
    assert [task.begin for task in tasks if task.is_diamond] == ["2026-10-25T02:30"] * 2


@pytest.mark.parametrize(
    ("steps", "axis"),
    [
        ((hours(20),), "axisFormat %a %H:%M"),
        ((weekdays(5),), "axisFormat %a %e %b\n    tickInterval 1day\n    weekday monday"),
        ((weekdays(30),), "axisFormat %e %b\n    tickInterval 1week\n    weekday monday"),
        ((weekdays(300),), "axisFormat %b %Y\n    todayMarker"),
    ],
)
def test_the_axis_depends_on_the_length_of_the_chart(steps: tuple[Step, ...], axis: str) -> None:
    assert axis in render(Sequence(steps=steps), START).decode()


@given(st.text(alphabet=st.characters(codec=None)))
def test_no_text_is_read_as_syntax(text: str) -> None:
    step = Step(delay=Delay(1, "hours"), action=UnknownAction(text))
    unknown = Step(delay=Delay(text, text), action=UnknownAction(text))
    sequence = Sequence(id=1, name=text, steps=(step, unknown))
    title, sections = parse(render(sequence, START))
    assert title == cut(name_text(sequence), MAX_TITLE, "…")
    assert [len(tasks) for _, tasks in sections] == [2, 1]
    assert unescape(escape(sanitize(text))) == sanitize(text)


@pytest.mark.parametrize("case", CASES)
def test_mermaid_reads_every_case(case: str) -> None:
    _, sections = parse(render(CASES[case], START))
    assert len(sections) == max(len(CASES[case].steps or ()), 1)


def test_ten_thousand_steps_are_drawn_up_to_the_limit() -> None:
    drawer = SequenceDrawer(START)
    data = drawer.render(TEN_THOUSAND)
    assert MAX_TEXT - 1_000 < len(data.decode()) <= MAX_TEXT
    _, sections = parse(data)
    *_, (_, (note,)) = sections
    left_out = 10_000 - (len(sections) - 1)
    assert note.label == f"{left_out:,} steps left out, Mermaid reads 50,000 characters"
    assert drawer.omission(TEN_THOUSAND) == f"Ten thousand: {note.label}"
    assert drawer.omission(CASES["ordinary"]) == ""


@pytest.mark.parametrize("start", [START, None])
def test_a_sequence_is_drawn_once_also_if_it_is_asked_what_is_left_out(
    start: datetime | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, drawn = mermaid._draw, list[Sequence]()

    def record(
        sequence: Sequence, start: datetime | None, weekend: WeekendRule
    ) -> Chart | FlowChart:
        drawn.append(sequence)
        return draw(sequence, start, weekend)

    monkeypatch.setattr(mermaid, "_draw", record)
    sequences = [CASES["ordinary"], TEN_THOUSAND]
    writer = FORMATS["mermaid"].writer(start, WeekendRule.HOLD)
    for sequence in sequences:
        document = writer.render(sequence)
        writer.omission(sequence)
        assert writer.render(sequence) == document
    assert list(map(id, drawn)) == list(map(id, sequences))


def test_the_limit_counts_utf_16_code_units() -> None:
    step = Step(delay=Delay(1, "hours"), action=UnknownAction("\U00020000" * 40))
    data = render(Sequence(name="\U00020000" * 80, steps=(step,) * 1_000), START)
    assert MAX_TEXT - 1_000 < len(data.decode().encode("utf-16-le")) // 2 <= MAX_TEXT


def test_many_sequences_are_one_chart_with_a_section_each() -> None:
    chart = MermaidDocument(START)
    assert b"".join(map(chart.add, CASES.values())) == b""
    title, sections = parse(b"".join(chart.end()))
    assert title == "Sequences"
    assert [len(tasks) for _, tasks in sections] == [9, 1, 4, 4]
    assert all(task.is_diamond for _, tasks in sections for task in tasks)


def test_omitted_sequences_are_counted() -> None:
    chart = MermaidDocument(START)
    for number in range(2_000):
        chart.add(Sequence(id=number, name=f"Trial {number}", steps=(weekdays(1, EMAIL),)))
    data = b"".join(chart.end())
    assert len(data.decode()) <= MAX_TEXT
    *drawn, (_, (note,)) = parse(data)[1]
    assert len(drawn) == MAX_SECTIONS
    assert note.label == "1,900 sequences left out, Mermaid reads 50,000 characters"
    assert chart.omission == note.label


def test_a_document_says_whether_it_has_room() -> None:
    chart = MermaidDocument(START)
    added = [chart.try_add(Sequence(id=number, steps=())) for number in range(MAX_SECTIONS + 1)]
    assert added == [True] * MAX_SECTIONS + [False]
    long = MermaidDocument(START)
    assert not long.try_add(TEN_THOUSAND)
    assert long.omission == ""
    long.add(TEN_THOUSAND)
    assert long.omission.startswith("1 sequence left out")


@pytest.mark.parametrize("start", [START, None])
def test_charts_hold_every_sequence_but_those_that_are_longer_than_a_chart(
    start: datetime | None,
) -> None:
    charts = MermaidCharts(start)
    for number in range(250):
        charts.add(Sequence(id=number, name=f"Number {number}.", steps=(weekdays(1, EMAIL),)))
    charts.add(TEN_THOUSAND)
    charts.add(Sequence(id=9, name="Last", steps=()))
    documents = [unescape(chart.decode()) for chart in charts.end()]
    for number in range(250):
        assert [f"Number {number}." in each for each in documents].count(True) == 1
    assert "Last" in documents[-1]
    assert max(map(len, documents)) <= MAX_TEXT
    (omission,) = charts.omissions
    assert omission.startswith("1 sequence left out")
    assert [omission in each for each in documents].count(True) == 1


FLOW_LINES = (
    r"flowchart (?:TD|LR)",
    r" +direction LR",
    r' +subgraph q\d+\["[^"\n]*"\]',
    r" +end",
    r' +\w+\(\["(?P<start>[^"\n]*)"\]\)',
    r' +(?:\w+ -->\|"(?P<wait>[^"\n]*)"\| )?\w+\["(?P<label>[^"\n]*)"\]',
)


def parse_flow(data: bytes) -> tuple[str, list[tuple[str | None, str]]]:
    """Return the title and each box with the wait before it; fail on a line of another form."""
    first, title, last, *lines = data.decode().splitlines()
    assert (first, last) == ("---", "---")
    boxes = []
    for line in lines:
        match = next((m for m in (re.fullmatch(form, line) for form in FLOW_LINES) if m), None)
        assert match, line
        if "label" in match.groupdict():
            wait, label = match["wait"], match["label"]
            boxes.append((wait and unescape(wait), unescape(label)))
    return json.loads(title.removeprefix("title: ")), boxes


def test_without_a_start_each_step_is_a_box_with_its_sum() -> None:
    title, boxes = parse_flow(render(CASES["ordinary"], None))
    assert title == "Trial · long"
    assert boxes[:3] == [
        ("at once", "1 ✉ e-mail 398744<br/>at once"),
        ("1 wd", "2 ↩ reply 398745<br/>1 wd"),
        ("4 h", "3 ☐ task Call about the price<br/>1 wd 4 h"),
    ]


@given(st.text(alphabet=st.characters(codec=None)))
def test_no_text_is_syntax_of_a_flowchart(text: str) -> None:
    step = Step(delay=Delay(text, text), action=UnknownAction(text))
    sequence = Sequence(id=1, name=text, steps=(step, step))
    title, boxes = parse_flow(render(sequence, None))
    assert title == cut(name_text(sequence), 80, "…")
    assert len(boxes) == 2
    assert len(parse_flow(write_all(MermaidDocument(None), [sequence] * 3))[1]) == 6


def test_a_flowchart_stays_within_the_limits_of_arrows_and_characters() -> None:
    data = render(TEN_THOUSAND, None)
    assert data.count(b"-->") <= MAX_EDGES
    assert "9,500 steps left out" in unescape(data.decode())
    many = MermaidDocument(None)
    for number in range(200):
        many.add(Sequence(id=number, steps=(weekdays(1, CALL),) * 30))
    chart = b"".join(many.end())
    assert chart.count(b"-->") <= MAX_EDGES
    assert len(chart.decode()) <= MAX_TEXT
    assert many.omission in unescape(chart.decode())
