"""Tests of ``list --columns`` in the formats for programs, and of ``--no-header``."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from seq_tui.cli.main import main
from seq_tui.domain.delay import Delay
from seq_tui.domain.page import Page
from seq_tui.domain.sequence import Sequence, Step
from seq_tui.export.list_table import LIST_COLUMNS
from seq_tui.server.demo.account import demo_sequence
from seq_tui.server.demo.vocabulary import NAMES
from tests.cli.pages import Pages
from tests.export.cases import CASES
from tests.fake_source import NO_ANSWER, sequence

if TYPE_CHECKING:
    from tests.cli.conftest import OwnAccount

ALL = ",".join(LIST_COLUMNS)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["list", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_json_has_one_object_a_sequence_with_exactly_the_columns(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads(printed(capsys, "-f", "json", "--columns", "name,tasks,id"))
    assert len(rows) == 342
    assert rows[4] == {"name": "Sequence 4", "tasks": 1, "id": 1004}
    assert list(rows[4]) == ["name", "tasks", "id"]


def test_values_in_json_are_exact_and_typed(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    line = printed(capsys, "id:1004", "-f", "jsonl", "--columns", ALL)
    assert json.loads(line) == {
        "id": 1004,
        "name": "Sequence 4",
        "steps": 4,
        "length": {"weekdays": 2, "hours": 4, "complete": True, "at_earliest": True},
        "days": [2, 5],
        "emails": 3,
        "replies": 1,
        "tasks": 1,
        "gap": {"weekdays": 1, "hours": 0},
        "creator": 7,
        "created": "2020-06-03T11:06:30Z",
        "updated": "2026-10-12T08:00:00Z",
        "deleted": None,
    }


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_a_row_is_a_sequence_if_columns_are_chosen(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], form: str, delimiter: str
) -> None:
    out = printed(capsys, "-f", form, "--columns", "id,name,steps,length,days,gap,updated")
    rows = list(csv.reader(io.StringIO(out), delimiter=delimiter))
    assert rows[0] == ["id", "name", "steps", "length", "days", "gap", "updated"]
    assert len(rows) == 343
    assert rows[5] == [
        *("1004", "Sequence 4", "4", "≥ 2 wd 4 h", "2–5", "1 wd", "2026-10-12T08:00:00Z"),
    ]


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize("columns", [[], ["--columns", "id,name"]])
@pytest.mark.parametrize("query", [[], ["zzz"]])
def test_rows_without_a_header_are_the_same_rows(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    form: str,
    columns: list[str],
    query: list[str],
) -> None:
    whole = printed(capsys, *query, "-f", form, *columns)
    rows = printed(capsys, *query, "-f", form, *columns, "--no-header")
    assert rows == whole.partition("\n")[2]
    assert whole.startswith(("id", "sequence_id"))


@pytest.mark.parametrize(("form", "empty"), [("json", "[]\n"), ("jsonl", ""), ("csv", "id\n")])
def test_no_sequences_are_a_document_too(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], form: str, empty: str
) -> None:
    assert printed(capsys, "zzz", "-f", form, "--columns", "id") == empty


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_hostile_name_is_no_formula_and_one_row(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    name = "=HYPERLINK(1)\t\x1b[2J"
    account.source = Pages(Page(1, (Sequence(id=1, name=name, steps=()),), is_last=True))
    out = printed(capsys, "-f", form, "--columns", "id,name", "--no-header")
    assert out.startswith("1,'=" if form == "csv" else "1\t'=")
    assert "\x1b" not in out
    assert out.count("\n") == 1


def test_what_was_not_received_is_null_and_empty(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = Sequence(id=1, steps_total=4)
    unreadable = Sequence(id=2, steps=(Step(delay=Delay("soon", "hours")),))
    account.source = Pages(Page(1, (bare, unreadable), is_last=True))
    first, second = json.loads(printed(capsys, "-f", "json", "--columns", ALL))
    assert (first["steps"], first["length"], first["days"], first["emails"]) == (
        4,
        None,
        None,
        None,
    )
    assert (first["name"], first["gap"]) == (None, None)
    assert second["length"]["complete"] is False
    assert second["days"] is None
    assert printed(capsys, "-f", "csv", "--columns", "name,gap,tasks").splitlines()[1] == ",,"


@pytest.mark.parametrize("form", ["csv", "jsonl", "tsv"])
def test_columns_are_written_page_by_page(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    account.source.later_failures = [NO_ANSWER]
    assert main(["list", "--columns", "id", "--format", form]) == 3
    assert len(capsys.readouterr().out.splitlines()) == (100 if form == "jsonl" else 101)


@pytest.mark.parametrize("names", [ALL, "id", "gap,length,id", "days,name,updated"])
def test_the_schema_of_columns_is_true_of_what_is_listed(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], names: str
) -> None:
    rows = (*CASES.values(), sequence(4), Sequence(steps_total=3))
    account.source = Pages(Page(1, rows, is_last=True))
    assert main(["schema", "--columns", names]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    listed = json.loads(printed(capsys, "-f", "json", "--columns", names))
    Draft202012Validator(schema).validate(listed)
    assert not Draft202012Validator(schema).is_valid([{**listed[0], "other": 1}])
    assert not Draft202012Validator(schema).is_valid([{}])
    assert main(["schema", "show", "--columns", names]) == 0
    line = Draft202012Validator(json.loads(capsys.readouterr().out))
    for text in printed(capsys, "-f", "jsonl", "--columns", names).splitlines():
        line.validate(json.loads(text))


def test_a_schema_of_columns_has_no_start(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--columns", "id", "--start"]) == 2
    assert capsys.readouterr().err == "seq-tui: --columns has no landings, and so no --start.\n"


def test_a_table_names_creators_and_programs_get_their_ids(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def listed(*arguments: str) -> str:
        assert main(["--demo", "list", "--limit", "1", "--columns", "creator", *arguments]) == 0
        return capsys.readouterr().out

    demo = demo_sequence(0).creator_id or 0
    assert listed().split("\n")[1].strip() == NAMES[demo]
    assert listed("--format", "csv").split() == ["creator", str(demo)]
    assert json.loads(listed("--format", "json")) == [{"creator": demo}]
