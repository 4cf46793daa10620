"""Tests of what an archive knows of earlier times: ``log``, and ``--as-of``."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.as_of_option import parse_moment
from seq_tui.cli.main import main
from tests.archive.saved_items import item
from tests.archive.saves import Saves, day

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.json import Json

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Three saves: sequence 1 is renamed and emptied, then deleted; 3 comes late."""
    monkeypatch.setenv("TZ", "UTC")
    saves = Saves(tmp_path, monkeypatch)
    steps: list[Json] = [{"id": 7, "position": 1}, {"id": 8, "position": 2}]
    full: Json = {"data": {"id": 1, "name": "Trial\x1b[31m", "steps": steps, "updated_at": "x"}}
    saves.save(full, item(2, "Other"))
    saves.save({"data": {"id": 1, "name": "Old", "steps": [], "updated_at": "y"}}, item(2, "Other"))
    saves.save(item(2, "Other"), item(3, "Third"))
    return str(saves.path)


def test_the_log_tells_each_change(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--archive", file, "log", "1"]) == 0
    assert capsys.readouterr().out == (
        "#1 Old\n"
        "2026-10-01 08:00  first saved: Trial␛[31m, 2 steps\n"
        "2026-10-02 08:00  changed name, steps: Old, 0 steps\n"
        "2026-10-03 08:00  deleted\n"
    )


def test_the_log_as_json_has_each_form(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "#1", "id:2", "--archive", file, "--format", "json"]) == 0
    first, second, other = json.loads(capsys.readouterr().out)
    assert first["sequence"]["name"] == "Trial\x1b[31m"
    assert [len(each["sequence"]["steps"]) for each in (first, second)] == [2, 0]
    assert (first["since"], first["until"]) == ("2026-10-01T08:00:00+00:00", second["since"])
    assert [each["changed"] for each in (first, second, other)] == [[], ["name", "steps"], []]
    assert [each["deleted"] for each in (first, second, other)] == [False, True, False]
    assert other["until"] is None


def test_what_the_archive_never_had_is_named(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "9", "--archive", file]) == 5
    assert "There is no sequence 9" in capsys.readouterr().err
    assert main(["log", "2", "9", "--archive", file]) == 5
    out, err = capsys.readouterr()
    assert out.startswith("#2 Other\n")
    assert "There is no sequence 9" in err


@pytest.mark.parametrize("command", [["log", "1"], ["show", "1", "--as-of", "2026-10-01"]])
@pytest.mark.parametrize("account", [["--demo"], []])
def test_only_an_archive_knows_earlier_times(
    command: list[str], account: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, *account]) == 2
    assert "--archive FILE" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("when", "name"),
    [("2026-10-01", "Trial"), ("2026-10-02 07:59", "Trial"), ("2026-10-02T08:00Z", "Old")],
)
def test_show_as_of_a_time_shows_the_form_of_then(
    file: str, capsys: pytest.CaptureFixture[str], when: str, name: str
) -> None:
    command = ["show", "1", "--archive", file, "--format", "json", "--as-of", when]
    assert main(command) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["name"].startswith(name)
    assert "deleted_at" not in shown


def test_show_as_of_a_time_after_the_deletion_marks_it(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "1", "--archive", file, "--as-of", "2026-10-03", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["deleted_at"] == day(3)


def test_list_and_export_as_of_a_time_have_the_account_of_then(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "all.json"
    options = ["--archive", file, "--as-of", "2026-10-02"]
    assert main(["list", "--format", "json", *options]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in listed] == ["Other", "Old"]
    assert main(["export", "--output", str(target), "--format", "json", *options]) == 0
    assert [each["name"] for each in json.loads(target.read_text())] == ["Other", "Old"]


@pytest.mark.parametrize("name", ["table", "json", "csv", "raw"])
def test_a_list_of_the_time_before_the_first_save_is_not_empty_but_refused(
    file: str, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["list", "--archive", file, "--as-of", "2026-09-01", "--format", name]) == 5
    out, err = capsys.readouterr()
    assert out == ""
    assert "Nothing is known of that time" in err


@pytest.mark.parametrize("when", ["yesterday", "2026-13-01", "", "2999-01-01", "01.10.2026"])
def test_a_time_that_cannot_be_is_refused(
    file: str, capsys: pytest.CaptureFixture[str], when: str
) -> None:
    assert main(["show", "1", "--archive", file, "--as-of", when]) == 2
    assert "--as-of" in capsys.readouterr().err


def test_a_day_means_its_end_and_today_means_now() -> None:
    end = parse_moment("2026-10-01", NOW)
    assert end < datetime(2026, 10, 2, tzinfo=UTC) < end + timedelta(milliseconds=1)
    assert parse_moment("2026-11-28", NOW) == NOW
    assert parse_moment("2026-10-01 15:00+02:00", NOW) == datetime(2026, 10, 1, 13, tzinfo=UTC)
    assert parse_moment(" 2026-10-01T15:00 ", NOW) == datetime(2026, 10, 1, 15, tzinfo=UTC)
