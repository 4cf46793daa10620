"""Tests of ``archive --verify`` and ``doctor --archive``: whole, complete, from when, how much."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.cli.main import main
from tests.archive.saved_items import HOST, item, make_version_1, saved_demo
from tests.archive.saves import Saves
from tests.archive.texts.text_samples import put, sample

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    saved_demo(tmp_path / "a.seqtui", 342).close()
    return tmp_path / "a.seqtui"


def facts(capsys: pytest.CaptureFixture[str], file: Path, code: int) -> dict[str, object]:
    assert main(["archive", "--verify", str(file), "--format", "json"]) == code
    out, err = capsys.readouterr()
    assert err == ""
    found: dict[str, object] = json.loads(out)
    return found


def test_a_whole_and_complete_archive_is_0(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file.read_bytes()
    found = facts(capsys, file, 0)
    assert (found["whole"], found["complete"], found["items"]) == (True, True, 342)
    assert (found["host"], found["finished_at"]) == (HOST, "2026-11-24T18:30:05Z")
    assert (found["deleted"], found["earlier_forms"], found["damaged"]) == (0, 0, 0)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["a.seqtui"]


def test_the_text_says_the_same(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["archive", "--verify", str(file)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[0] == str(file)
    assert lines[1:3] == ["whole       yes", "complete    yes"]
    assert lines[3].startswith(f"saved       24 Nov 2026, from {HOST}, by seq-tui ")
    assert "sequences   342" in lines
    assert not [line for line in lines if line.startswith("texts")]


def test_texts_of_templates_are_counted(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(file, sample(0), sample(1))
    assert facts(capsys, file, 0)["template_texts"] == 2
    assert main(["archive", "--verify", str(file)]) == 0
    assert "texts       of 2 e-mail templates\n" in capsys.readouterr().out


def test_deleted_ones_and_earlier_forms_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saves = Saves(tmp_path, monkeypatch)
    saves.save(item(1, "A"), item(2), item(3))
    saves.save(item(1, "B"), item(2))
    found = facts(capsys, saves.path, 3)
    assert (found["items"], found["deleted"], found["earlier_forms"]) == (2, 1, 1)


def test_an_archive_that_is_not_proven_complete_is_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "part.seqtui"
    with closing(ArchiveWriter.open_or_create(path, HOST)) as writer:
        writer.put([item(1)])
        writer.set_metadata(writer.metadata._replace(warnings=("page 2\x1b[31m was refused",)))
    found = facts(capsys, path, 3)
    assert (found["whole"], found["complete"]) == (True, False)
    assert found["warnings"] == ["page 2\x1b[31m was refused"]
    assert main(["archive", "--verify", str(path)]) == 3
    out = capsys.readouterr().out
    assert "complete    not known: page 2␛[31m was refused" in out


@pytest.mark.parametrize("digit", ["398744", "21143"])
def test_one_digit_that_changed_inside_an_item_is_6(
    file: Path, capsys: pytest.CaptureFixture[str], digit: str
) -> None:
    with closing(sqlite3.connect(file)) as connection:
        update = "UPDATE sequence SET item = replace(item, ?, ?) WHERE id = 21143"
        connection.execute(update, (digit, digit[:-1] + "9"))
        connection.commit()
    found = facts(capsys, file, 6)
    assert (found["whole"], found["damaged"]) == (False, 1)
    assert found["problems"] == ["sequence 21143 is not as it was saved"]
    assert main(["archive", "--verify", str(file)]) == 6
    assert "problem     sequence 21143 is not as it was saved" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"my thesis", b"SQLite format 3\x00" + b"\xff" * 500, None])
def test_what_cannot_be_read_is_6_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path = tmp_path / "a.seqtui"
    if content is not None:
        path.write_bytes(content)
    assert main(["archive", "--verify", str(path), "-f", "json"]) == 6
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


def test_an_older_format_is_verified_as_far_as_it_can_be(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_version_1(file)
    found = facts(capsys, file, 0)
    assert (found["format"], found["without_checksum"], found["whole"]) == (1, 342, True)
    assert main(["archive", "--verify", str(file)]) == 0
    assert "unchecked   342 items of a format without checksums" in capsys.readouterr().out


def test_format_without_verify_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["archive", str(tmp_path / "a"), "--format", "json", "--demo"]) == 2
    assert "--format needs --verify" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def doctor(capsys: pytest.CaptureFixture[str], file: Path, code: int) -> dict[str, str]:
    assert main(["doctor", "--archive", str(file), "--format", "json"]) == code
    groups = json.loads(capsys.readouterr().out)
    return {each["name"]: each["value"] for each in groups["archive"]}


def test_doctor_tells_the_same_of_an_archive(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = doctor(capsys, file, 0)
    assert (found["whole"], found["complete"], found["sequences"]) == ("yes", "yes", "342")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE about SET is_complete = 0")
        connection.execute("DELETE FROM progress WHERE name = 'table checksums'")
        connection.commit()
    assert doctor(capsys, file, 3)["complete"].startswith("not known")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE sequence SET item = item || ' ' WHERE id = 21143")
        connection.commit()
    found = doctor(capsys, file, 6)
    assert found["whole"] == "no: 1 problem"
    assert found["problem"] == "sequence 21143 is not as it was saved"
    file.write_bytes(b"my thesis")
    assert "is not a seq-tui archive" in doctor(capsys, file, 6)["archive"]


def test_doctor_without_an_archive_has_no_such_group(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--demo", "--format", "json"]) == 0
    assert "archive" not in json.loads(capsys.readouterr().out)
