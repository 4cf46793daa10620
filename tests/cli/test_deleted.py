"""Tests of ``--deleted``: what an archive has and the account has since deleted, in every form."""

from __future__ import annotations

import csv
import io
import json
from shutil import copy
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main
from seq_tui.cli.output_formats import EXPORT_FORMATS
from tests.archive.saved_items import item
from tests.archive.saves import Saves, day

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of sequences 1 and 3, and of the deleted 2 and 4."""
    with pytest.MonkeyPatch.context() as patch:
        saves = Saves(tmp_path_factory.mktemp("saved"), patch)
        saves.save(item(1, "One"), item(2, "Two"), item(3, "Three"), item(4, "Four"))
        saves.save(item(1, "One"), item(3, "Three"))
    return saves.path


@pytest.fixture
def file(saved: Path, tmp_path: Path) -> str:
    """A copy of the archive."""
    return str(copy(saved, tmp_path))


def listed(capsys: pytest.CaptureFixture[str], file: str, *options: str) -> str:
    assert main(["list", "--archive", file, *options]) == 0
    return capsys.readouterr().out


def test_a_table_marks_them_in_a_column(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = listed(capsys, file).splitlines()
    assert lines[0].split()[-1] == "DELETED"
    assert [line.split()[1] for line in lines[1:]] == ["One", "Three", "Two", "Four"]
    assert [line.endswith("2 Oct 2026") for line in lines[1:]] == [False, False, True, True]


def test_a_table_without_any_has_no_such_column(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "DELETED" not in listed(capsys, file, "--deleted", "no")
    assert main(["list", "--demo"]) == 0
    assert "DELETED" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_csv_marks_each_row(file: str, capsys: pytest.CaptureFixture[str], name: str) -> None:
    text = listed(capsys, file, "--format", name)
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t" if name == "tsv" else ","))
    assert [(row["sequence_name"], row["deleted_at"]) for row in rows] == [
        ("One", ""),
        ("Three", ""),
        ("Two", day(2)),
        ("Four", day(2)),
    ]


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_json_marks_each_by_a_field(
    file: str, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    text = listed(capsys, file, "--format", name)
    rows = json.loads(text) if name == "json" else [json.loads(line) for line in text.splitlines()]
    assert [row.get("deleted_at") for row in rows] == [None, None, day(2), day(2)]


@pytest.mark.parametrize("name", ["json", "csv"])
def test_the_column_can_be_chosen(file: str, capsys: pytest.CaptureFixture[str], name: str) -> None:
    text = listed(capsys, file, "--format", name, "--columns", "id,deleted")
    if name == "csv":
        assert text == f"id,deleted\n1,\n3,\n2,{day(2)}\n4,{day(2)}\n"
    else:
        assert json.loads(text)[2] == {"id": 2, "deleted": day(2)}


@pytest.mark.parametrize("name", ["table", "json", "jsonl", "csv", "tsv", "raw"])
@pytest.mark.parametrize("query", [[], ["o"], ["id:1,2,4"], ["4"]], ids=str)
@pytest.mark.parametrize("option", ["yes", "no", "only"])
def test_every_form_follows_the_option(
    file: str, capsys: pytest.CaptureFixture[str], name: str, query: list[str], option: str
) -> None:
    main(["list", *query, "--archive", file, "--format", name, "--deleted", option])
    out, err = capsys.readouterr()
    matching = {"[]": {1, 2, 3, 4}, "['o']": {1, 2, 4}, "['id:1,2,4']": {1, 2, 4}, "['4']": {4}}
    wanted = matching[str(query)] & {"yes": {1, 2, 3, 4}, "no": {1, 3}, "only": {2, 4}}[option]
    names = {1: "One", 2: "Two", 3: "Three", 4: "Four"}
    assert {each for each, text in names.items() if text in out} == wanted
    assert "left out" not in err


def test_raw_leaves_them_out_and_says_so(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--archive", file, "--format", "raw"]) == 0
    out, err = capsys.readouterr()
    assert [each["data"]["id"] for each in json.loads(out)["items"]] == [1, 3]
    assert "2 deleted sequences left out, since raw has no place to mark them" in err


def test_raw_as_of_a_time_leaves_them_out_and_says_so(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--archive", file, "--format", "raw", "--as-of"]
    assert main(["list", *options, "2026-10-02"]) == 0
    out, err = capsys.readouterr()
    assert [each["data"]["id"] for each in json.loads(out)["items"]] == [1, 3]
    assert "2 deleted sequences left out" in err
    assert main(["list", *options, "2026-10-01"]) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)["items"]) == 4
    assert "left out" not in err


def test_show_says_of_a_raw_one_that_it_is_deleted(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "2", "--archive", file, "--format", "raw"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == item(2, "Two")
    assert "the account had deleted sequence 2 by 2 Oct 2026" in err
    assert main(["show", "1", "--archive", file, "--format", "raw"]) == 0
    assert "deleted" not in capsys.readouterr().err


def test_export_follows_the_option(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for option, ids in (("yes", [1, 3, 2, 4]), ("no", [1, 3]), ("only", [2, 4])):
        target = tmp_path / f"{option}.json"
        command = ["export", "--archive", file, "--output", str(target), "--deleted", option]
        assert main(command) == 0
        assert [each["id"] for each in json.loads(target.read_text())] == ids
    assert "2 sequences" in capsys.readouterr().err


def test_many_pages_of_deleted_ones_are_read_once_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saves = Saves(tmp_path, monkeypatch)
    saves.save(*(item(each, f"Trial {each}") for each in range(1, 401)))
    saves.save(*(item(each, f"Trial {each}") for each in range(251, 401)))
    for query in ([], ["trial"]):
        text = listed(capsys, str(saves.path), *query, "--deleted", "only", "--format", "jsonl")
        assert [json.loads(line)["id"] for line in text.splitlines()] == list(range(1, 251))


def test_only_an_archive_has_deleted_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--demo", "--deleted", "only"]) == 2
    assert "--deleted needs --archive FILE" in capsys.readouterr().err


def test_an_export_of_some_keeps_the_files_of_the_others(file: str, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    for option in ("yes", "only", "no"):
        output = ["--output", f"{folder}/", "--format", "json"]
        assert main(["export", "--archive", file, *output, "--deleted", option]) == 0
        assert len(list(folder.glob("*.json"))) == 4


@pytest.mark.parametrize("name", [name for name in EXPORT_FORMATS if name != "raw"])
@pytest.mark.parametrize("start", ["default", "none", "2026-11-30 09:00"])
@pytest.mark.parametrize("ids", [["2"], ["2", "4"]], ids=str)
def test_every_format_of_show_marks_deleted_ones(
    file: str, capsys: pytest.CaptureFixture[str], name: str, start: str, ids: list[str]
) -> None:
    command = ["show", *ids, "--archive", file, "--format", name]
    options = [] if start == "default" else ["--start", start]
    assert main([*command, *options]) == 0
    text = capsys.readouterr().out
    assert text.count("2 Oct 2026") + text.count(day(2)) >= len(ids)
