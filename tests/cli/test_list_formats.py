"""Tests of ``seq-tui list`` with --format and --columns."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main
from seq_tui.domain.page import RawPage
from seq_tui.domain.query import Query
from seq_tui.export.column_names import COLUMN_NAMES, DEFAULT_COLUMNS
from seq_tui.export.list_table import LIST_COLUMNS
from tests.cli.pages import RawPages
from tests.fake_source import NO_ANSWER

if TYPE_CHECKING:
    from seq_tui.domain.json import Json
    from tests.cli.conftest import OwnAccount


def test_raw_is_one_envelope_of_all_items_as_received(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    items: tuple[Json, ...] = (
        {"meta": {"type": "sequence", "version": 3}, "data": {"id": 1, "steps": {"items": []}}},
        {"id": 2, "name": "\x1b]0;x\x07", "steps_total": 1.50, "unknown": None},
        "no object",
    )
    account.source = RawPages(
        RawPage(1, items[:1], is_last=False), RawPage(2, items[1:], is_last=True)
    )
    assert main(["list", "--format", "raw"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "items": list(items),
        "meta": {"type": "collection", "count": 3},
    }
    assert "\x1b" not in out
    assert err == ""


def test_csv_rows_are_written_page_by_page(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source.later_failures = [NO_ANSWER]
    assert main(["list", "--format", "csv"]) == 3
    out, err = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["step"] for row in rows if row["sequence_id"] == "1099"] == list("1234")
    assert err.count("\n") == 1


@pytest.mark.parametrize("form", ["table", "raw"])
def test_the_first_page_is_requested_before_it_is_needed(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    assert main(["list", "Sequence", "341", "--format", form]) == 0
    assert account.first == Query(name="Sequence 341")


def test_raw_of_no_sequences_is_an_empty_envelope(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "zzz", "--format", "raw"]) == 0
    expected = {"items": [], "meta": {"type": "collection", "count": 0}}
    assert json.loads(capsys.readouterr().out) == expected


def test_the_table_has_the_chosen_columns_in_order(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "Sequence 4", "--limit", "1", "--columns", "Tasks, name,gap"]) == 0
    head, row, *_ = capsys.readouterr().out.splitlines()
    assert head.split() == ["TASKS", "NAME", "GAP"]
    assert row.split() == ["1", "Sequence", "4", "1", "wd"]


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        ("id,nmae", "there is no column 'nmae'; did you mean name?"),
        ("id,,name", "there is no column ''; the columns are id, name, steps, "),
        ("zzz", "there is no column 'zzz'; the columns are id, name, steps, "),
        ("x" * 99, f"there is no column '{'x' * 40}'; the columns are id, "),
    ],
)
def test_an_unknown_column_is_reported_with_a_suggestion_or_all_names(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], names: str, complaint: str
) -> None:
    assert main(["list", "--columns", names]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"seq-tui: Invalid value for '--columns': {complaint}")
    assert account.source.requested == []


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["-f", "raw", "--columns", "id"], "--columns needs another format than raw."),
        (["-f", "raw", "--sort", "id"], "--sort needs another format than raw."),
        (["-f", "json", "--no-header"], "--no-header needs --format table|csv|tsv."),
        (["-f", "jsonl", "--no-header"], "--no-header needs --format table|csv|tsv."),
        (["-f", "raw", "--no-header"], "--no-header needs --format table|csv|tsv."),
    ],
)
def test_what_a_format_has_no_place_for_is_refused(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], options: list[str], complaint: str
) -> None:
    assert main(["list", *options]) == 2
    assert capsys.readouterr() == ("", f"seq-tui: {complaint}\n")
    assert account.source.requested == []


def test_the_help_names_every_column(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--help"]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert tuple(LIST_COLUMNS) == COLUMN_NAMES
    assert f"separated by commas: {', '.join(LIST_COLUMNS)}. " in words
    assert f"[default of the table: {','.join(DEFAULT_COLUMNS)}, and deleted if any is]" in words


def test_a_full_temporary_folder_is_one_line_and_exit_code_6(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __init__(self, _size: int) -> None:
            pass

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def write(self, _piece: bytes) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("seq_tui.export.spool.SpooledTemporaryFile", Full)
    assert main(["list", "--format", "json"]) == 6
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("seq-tui: The temporary file cannot be written: No space left on device")
    assert account.closed == 1
