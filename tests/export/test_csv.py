"""Tests of sequences as CSV.

That spreadsheets run no formula was tried by hand: LibreOffice 7.4.7 read none of the texts below
as a formula, and read some of them as one when their apostrophes were removed.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime, timedelta, timezone
from math import inf, nan
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.export.csv import COLUMNS, neutralise_formula, new_document, render
from seq_tui.export.json import sequence_json
from seq_tui.sanitize import sanitize
from tests.export.cases import CASES
from tests.presentation.sequences import START

TEXTS = st.text(alphabet=st.characters(codec=None), max_size=30)


def parse(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_each_step_has_a_row_that_agrees_with_json() -> None:
    sequence = CASES["ordinary"]
    steps = json.loads(json.dumps(sequence_json(sequence, START)["steps"]))
    read = parse(render(sequence, START))
    assert [row["step"] for row in read] == [str(rank) for rank in range(1, 10)]
    for row, step in zip(read, steps, strict=True):
        total = step["cumulative_delay"]
        assert row["sequence_id"] == "21143"
        assert row["sequence_name"] == "Trial · long"
        assert (int(row["step_id"]), int(row["position"])) == (step["id"], step["position"])
        assert row["action"] == step["action_type"]
        assert int(row["delay"]) == step["delay_from_previous_step"]
        assert row["unit"] == step["delay_from_previous_step_unit"]
        assert int(row["cumulative_weekdays"]) == total["weekdays"]
        assert int(row["cumulative_hours"]) == total["hours"]
        assert row["complete"] == json.dumps(total["complete"])
        assert row["at_earliest"] == json.dumps(total["at_earliest"])
        lands_at = datetime.fromisoformat(step["lands_at"])
        assert row["lands_at"] == f"{lands_at:%Y-%m-%d %H:%M:%S}"
        assert row["zone"] == "Europe/Warsaw"
        assert row["utc_offset"] == str(lands_at.tzinfo)
        assert row["lands_at_earliest"] == json.dumps(step["lands_at_earliest"])
        assert row["held"] == json.dumps(step["held"])
    assert [row["day"] for row in read] == ["1", "2", "2", "4", "8", "11", "15", "22", "22"]


def test_an_action_fills_the_columns_of_its_kind() -> None:
    email, reply, task = parse(render(CASES["ordinary"]))[:3]
    kinds = ("email_template_id", "is_reply", "task_content")
    assert [email[name] for name in kinds] == ["398744", "false", ""]
    assert [reply[name] for name in kinds] == ["398745", "true", ""]
    assert [task[name] for name in kinds] == ["", "", "Call about the price"]


def test_without_a_start_landings_are_empty() -> None:
    assert {(row["lands_at"], row["day"]) for row in parse(render(CASES["ordinary"]))} == {("", "")}


def landing_columns(start: datetime, hours: float = 0) -> list[tuple[str, str, str]]:
    steps = (Step(delay=Delay(hours, "hours")), Step(delay=Delay(1, "hours")))
    read = parse(render(Sequence(steps=steps), start))
    return [(row["lands_at"], row["zone"], row["utc_offset"]) for row in read]


def test_two_equal_local_times_have_different_offsets() -> None:
    start = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Warsaw"))
    assert landing_columns(start) == [
        ("2026-10-25 02:30:00", "Europe/Warsaw", "UTC+02:00"),
        ("2026-10-25 02:30:00", "Europe/Warsaw", "UTC+01:00"),
    ]


def test_a_zone_without_a_name_is_its_offset_and_a_part_of_a_second_is_dropped() -> None:
    start = datetime(2026, 11, 30, 9, tzinfo=timezone(timedelta(hours=-3)))
    first, second = landing_columns(start, hours=1 / 7)
    assert first == ("2026-11-30 09:08:34", "UTC-03:00", "UTC-03:00")
    assert second[0] == "2026-11-30 10:08:34"


def test_a_landing_that_is_not_known_has_no_zone() -> None:
    (row,) = parse(render(Sequence(steps=(Step(delay=Delay(1, "x")),)), START))
    after = COLUMNS[COLUMNS.index("lands_at") :]
    assert [row[name] for name in after] == [""] * len(after)


def test_tabs_hold_the_same_cells_one_line_a_row() -> None:
    content = "a\\b\tc\n=d"
    step = Step(delay=Delay(1, "hours"), action=TaskAction(properties={"task_content": content}))
    sequence = Sequence(id=1, name="\tx", steps=(step,))
    for case in (*CASES.values(), sequence):
        data = render(case, START, tabs=True).decode()
        rows = [line.split("\t") for line in data.removesuffix("\n").split("\n")]
        read = [[re.sub(r"\\(.)", unescape, cell) for cell in row] for row in rows]
        assert read == list(csv.reader(io.StringIO(render(case, START).decode(), newline="")))
    parts = new_document(tabs=True)
    assert parts.add(sequence) + b"".join(parts.end()) == render(sequence, tabs=True)


def unescape(match: re.Match[str]) -> str:
    return {"t": "\t", "n": "\n", "\\": "\\"}[match[1]]


def test_a_sequence_without_steps_has_a_row_that_is_complete_if_they_were_sent() -> None:
    unsent, none = parse(render(Sequence(id=1))) + parse(render(Sequence(id=2, steps=())))
    assert {name: text for name, text in unsent.items() if text} == {
        "sequence_id": "1",
        "complete": "false",
    }
    assert none["complete"] == "true"


def test_many_sequences_are_one_table() -> None:
    parts = new_document()
    data = parts.add(Sequence(id=1)) + parts.add(Sequence(id=2)) + b"".join(parts.end())
    assert [row["sequence_id"] for row in parse(data)] == ["1", "2"]
    assert b"".join(new_document().end()) == (",".join(COLUMNS) + "\n").encode()


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\tx", " =1", '"=1', "'=1", "' \"=1"],
)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutralise_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["\xa0=1", "\ufeff=1", "“=1", "＝1", "＋1", "－1", "＠SUM(A1)"])
def test_a_formula_of_only_some_spreadsheets_gets_an_apostrophe(text: str) -> None:
    assert neutralise_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Trial", "a=b", "1-2", "it's", "·", "x\n=1", "398744"])
def test_other_text_is_unchanged(text: str) -> None:
    assert neutralise_formula(text) == text


def test_numbers_are_plain_and_other_values_are_text() -> None:
    steps = tuple(Step(delay=Delay(amount, "hours")) for amount in (-3, 1.5, 10**20, "-3", True))
    amounts = [row["delay"] for row in parse(render(Sequence(steps=steps)))]
    assert amounts == ["-3", "1.5", "100000000000000000000", "'-3", "true"]


def test_a_non_finite_number_is_not_a_formula() -> None:
    steps = tuple(Step(delay=Delay(amount, "hours")) for amount in (inf, -inf, nan))
    amounts = [row["delay"] for row in parse(render(Sequence(steps=steps)))]
    assert amounts == ["Infinity", "'-Infinity", "NaN"]


@given(name=TEXTS, template=TEXTS, content=TEXTS, unit=TEXTS)
def test_any_text_is_read_back_and_is_not_a_formula(
    name: str, template: str, content: str, unit: str
) -> None:
    email = EmailAction(properties={"email_template_id": template})
    task = TaskAction(properties={"task_content": content})
    steps = (Step(delay=Delay(1, unit), action=email), Step(delay=Delay(1, unit), action=task))
    first, second = parse(render(Sequence(name=name, steps=steps)))
    cells = {
        "sequence_name": name,
        "email_template_id": template,
        "unit": unit,
    }
    for column, sent in cells.items():
        assert first[column] == neutralise_formula(sanitize(sent, lines=True))
        assert first[column].strip(" \"'")[:1] not in tuple("=+-@") or first[column][0] == "'"
    assert second["task_content"] == neutralise_formula(sanitize(content, lines=True))
