"""Tests of ``seq-tui templates``."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from seq_tui.cli.main import main
from seq_tui.domain.sequence import EmailAction, Sequence, Step
from tests.archive.saved_items import saved_demo
from tests.fake_source import NO_ANSWER, FakeSource

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import OwnAccount

    Output = pytest.CaptureFixture[str]

FORMATS = ["table", "json", "csv"]


def email(template_id: int | None, *, is_reply: bool = False) -> Step:
    properties = {"email_template_id": template_id, "is_reply": is_reply}
    return Step(action=EmailAction(properties=properties))


def named(sequence_id: int, name: str | None, *steps: Step) -> Sequence:
    return Sequence(sequence_id, name, len(steps), steps=steps)


def reads(account: OwnAccount, *sequences: Sequence) -> None:
    account.source = FakeSource(sequences=sequences)


@pytest.fixture
def four(account: OwnAccount) -> OwnAccount:
    """Four sequences with two templates."""
    reads(
        account,
        named(1, "Welcome", email(7)),
        named(2, "Trial", email(7), email(8), email(7, is_reply=True)),
        named(3, None, email(7)),
        named(4, "Winback", email(7, is_reply=True)),
    )
    return account


def test_the_table_counts_names_two_sequences_and_says_how_many_more(
    four: OwnAccount, capsys: Output
) -> None:
    assert main(["templates"]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "TEMPLATE  SEQUENCES  STEPS  REPLIES  USED IN               MORE\n"
        "       7          4      5        2  #1 Welcome, #2 Trial    +2\n"
        "       8          1      1        0  #2 Trial\n"
    )
    assert err == "seq-tui: 2 templates in 4 sequences\n"
    assert four.closed == 1


@pytest.mark.usefixtures("four")
def test_json_names_all_sequences(capsys: Output) -> None:
    assert main(["templates", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out) == {
        "templates": [
            {
                "email_template_id": 7,
                "steps": 5,
                "replies": 2,
                "sequences": [
                    {"id": 1, "name": "Welcome", "steps": 1, "replies": 0},
                    {"id": 2, "name": "Trial", "steps": 2, "replies": 1},
                    {"id": 3, "name": None, "steps": 1, "replies": 0},
                    {"id": 4, "name": "Winback", "steps": 1, "replies": 1},
                ],
            },
            {
                "email_template_id": 8,
                "steps": 1,
                "replies": 0,
                "sequences": [{"id": 2, "name": "Trial", "steps": 1, "replies": 0}],
            },
        ],
        "sequences": 4,
        "sequences_without_steps": 0,
        "steps_without_template_id": 0,
    }


@pytest.mark.usefixtures("four")
def test_csv_has_a_row_for_each_sequence_of_a_template(capsys: Output) -> None:
    assert main(["templates", "--format", "csv"]) == 0
    assert capsys.readouterr() == (
        "email_template_id,sequence_id,sequence_name,steps,replies\n"
        "7,1,Welcome,1,0\n"
        "7,2,Trial,2,1\n"
        "7,3,,1,0\n"
        "7,4,Winback,1,1\n"
        "8,2,Trial,1,0\n",
        "",
    )


@pytest.mark.usefixtures("four")
def test_a_mark_for_excel_stands_before_csv_only(capsys: Output) -> None:
    assert main(["templates", "--format", "csv", "--bom"]) == 0
    assert capsys.readouterr().out.startswith("\ufeffemail_template_id,")
    assert main(["templates", "--format", "json", "--bom"]) == 2


@pytest.mark.usefixtures("four")
def test_a_query_chooses_what_is_read(capsys: Output) -> None:
    assert main(["templates", "trial", "--format", "csv"]) == 0
    assert [line.split(",")[:2] for line in capsys.readouterr().out.splitlines()[1:]] == [
        ["7", "2"],
        ["8", "2"],
    ]


def test_hostile_names_reach_neither_the_terminal_nor_a_formula(
    account: OwnAccount, capsys: Output
) -> None:
    name = "=1+1\x1b]0;x\x07\u202e[/b]"
    reads(account, named(1, name, email(7)))
    assert main(["templates"]) == 0
    table = capsys.readouterr().out
    assert "\x1b" not in table
    assert "\u202e" not in table
    assert "[/b]" in table
    assert main(["templates", "--format", "csv"]) == 0
    row = [*csv.reader(io.StringIO(capsys.readouterr().out))][1]
    assert row[2].startswith("'=1+1")
    assert "\x1b" not in row[2]
    assert main(["templates", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["templates"][0]["sequences"][0]["name"] == name


@pytest.mark.usefixtures("four")
def test_a_narrow_table_cuts_names_but_no_figure(capsys: Output) -> None:
    assert main(["templates", "--width", "60"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 60
    assert lines[1].split()[:4] == ["7", "4", "5", "2"]
    assert "…" in lines[1]
    assert lines[1].endswith("+2")


@pytest.mark.parametrize("form", FORMATS)
def test_steps_without_a_template_are_counted_on_standard_error(
    form: str, account: OwnAccount, capsys: Output
) -> None:
    reads(account, named(1, "A", email(None), email(7), email(None)))
    assert main(["templates", "--format", form]) == 0
    assert "without an id of a template: 2 e-mail steps\n" in capsys.readouterr().err
    assert main(["templates", "--format", form, "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_sequences_without_their_steps_are_a_problem_that_is_told(
    account: OwnAccount, capsys: Output
) -> None:
    reads(account, Sequence(1, "A", 3), named(2, "B", email(7)))
    assert main(["templates", "--quiet"]) == 0
    assert capsys.readouterr().err == (
        "seq-tui: received without steps, so templates may be missing: 1 sequence\n"
    )


@pytest.mark.parametrize(
    ("form", "nothing"),
    [
        ("table", ""),
        ("csv", "email_template_id,sequence_id,sequence_name,steps,replies\n"),
    ],
)
def test_an_account_without_templates(
    form: str, nothing: str, account: OwnAccount, capsys: Output
) -> None:
    reads(account, named(1, "A"))
    assert main(["templates", "--format", form]) == 0
    out, err = capsys.readouterr()
    assert out == nothing
    assert err == ("seq-tui: no templates in 1 sequence\n" if form == "table" else "")


@pytest.mark.parametrize("form", FORMATS)
def test_a_failure_prints_nothing_and_keeps_its_exit_code(
    form: str, account: OwnAccount, capsys: Output
) -> None:
    account.source = FakeSource(size=342)
    account.source.later_failures = [NO_ANSWER] * 9
    assert main(["templates", "--format", form]) == 3
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("four")
def test_an_id_that_is_not_there_ends_with_5(capsys: Output) -> None:
    assert main(["templates", "id:3,99"]) == 5
    out, err = capsys.readouterr()
    assert "#3 (unnamed)" in out
    assert "there is no sequence 99" in err


def test_the_published_schema_holds_for_the_demo_account(capsys: Output) -> None:
    assert main(["schema", "templates"]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == "seq-tui templates --format json"
    assert main(["--demo", "templates", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema).validate(document)
    assert document["sequences"] == 342
    assert document["templates"]


def test_the_schema_refuses_a_template_without_its_steps(capsys: Output) -> None:
    assert main(["schema", "templates"]) == 0
    validator = Draft202012Validator(json.loads(capsys.readouterr().out))
    assert not validator.is_valid({"templates": [{"email_template_id": 7}], "sequences": 1})


@pytest.mark.parametrize("option", ["--start", "--columns=id"])
def test_the_schema_of_templates_has_no_options(option: str, capsys: Output) -> None:
    assert main(["schema", "templates", option]) == 2
    assert "templates has no --columns and no --start." in capsys.readouterr().err


def without_texts(form: str, out: str) -> object:
    """A document without what only one of an archive has."""
    if form == "json":
        document = json.loads(out)
        del document["templates_without_text"]
        for each in document["templates"]:
            assert each.pop("text") is None
        return document
    if form == "csv":
        return [row[:-2] for row in csv.reader(io.StringIO(out))]
    return re.sub(r"  TEXT   |  missing", "", out)


@pytest.mark.parametrize("form", FORMATS)
def test_an_archive_gives_the_same_as_its_account_and_that_texts_are_missing(
    form: str, tmp_path: Path, capsys: Output
) -> None:
    path = tmp_path / "mine.seqtui"
    saved_demo(path, 342).close()
    assert main(["templates", "--format", form, "--demo"]) == 0
    out, err = capsys.readouterr()
    assert main(["templates", "--format", form, "--archive", str(path)]) == 0
    archived, said = capsys.readouterr()
    expected: object = out
    if form == "json":
        expected = json.loads(out)
    elif form == "csv":
        expected = list(csv.reader(io.StringIO(out)))
    assert without_texts(form, archived) == expected
    end = "; the text of 137 of 137 is still missing\n" if form == "table" else ""
    assert said == err.rstrip("\n") + end
