"""Tests of ``--archive FILE``: an account read from a file by every command."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.cli.accounts import archive_account
from seq_tui.cli.main import main
from seq_tui.domain.source import SourceKind
from seq_tui.server.demo.vocabulary import NAMES
from tests.archive.saved_items import HOST, item, saved, saved_demo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> str:
    saved_demo(tmp_path / "mine.seqtui", 342).close()
    writer = ArchiveWriter.open_or_create(tmp_path / "mine.seqtui", HOST)
    writer.save_creator_names(NAMES)
    writer.finish()
    return str(tmp_path / "mine.seqtui")


@pytest.mark.parametrize(
    "command",
    [
        ["list", "--format", "raw"],
        ["list", "--format", "json", "trial"],
        ["list", "--format", "jsonl", "id:21132,21143"],
        ["list"],
        ["show", "21132"],
        ["show", "21132", "--format", "json", "--start", "2026-11-26 15:00", "--zone", "UTC"],
    ],
    ids=" ".join,
)
def test_an_archive_gives_the_same_output_as_the_account(
    path: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--demo"]) == 0
    expected = capsys.readouterr()
    assert main([*command, "--archive", path]) == 0
    out, err = capsys.readouterr()
    assert out == expected.out != ""
    assert err == expected.err


def test_an_archive_gives_the_same_item_as_the_account(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["show", "21132", "--format", "raw"]
    assert main([*command, "--demo"]) == 0
    expected = json.loads(capsys.readouterr().out)
    assert main([*command, "--archive", path]) == 0
    assert json.loads(capsys.readouterr().out) == expected


@pytest.mark.parametrize("options", [[], ["--quiet"], ["-q"]])
@pytest.mark.parametrize("is_terminal", [True, False])
def test_the_age_of_an_archive_is_told_only_on_a_terminal(
    path: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    is_terminal: bool,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    assert main(["list", "--archive", path, "--format", "csv", *options]) == 0
    has_age = "mine.seqtui, saved 24 Nov 2026" in capsys.readouterr().err
    assert has_age == (is_terminal and not options)


def test_the_option_may_stand_before_the_command(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--archive", path, "list", "--limit", "1", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == 21128


def test_an_incomplete_archive_reports_its_warnings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "part.seqtui"
    writer = ArchiveWriter.open_or_create(path, HOST)
    writer.put([item(1)])
    warnings = ("page 2 was refused", "\x1b[31mpage 3")
    writer.set_metadata(
        writer.metadata._replace(started_at="2026-11-24T18:30:05Z", warnings=warnings)
    )
    writer.finish()
    assert main(["list", "--archive", str(path), "--format", "json"]) == 0
    assert capsys.readouterr().err == (
        "seq-tui: Something may be missing in this archive; page 2 was refused; ␛[31mpage 3\n"
    )


@pytest.mark.parametrize("command", [["list"], ["show", "1"]], ids=" ".join)
def test_a_file_that_is_not_an_archive_is_one_sentence(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "\x1b]0;x\x07.db").write_bytes(b"no archive")
    for name in ("none", "\x1b]0;x\x07.db", "."):
        assert main([*command, "--archive", str(tmp_path / name)]) == 6
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert "\x1b" not in err


def test_a_sequence_that_is_not_in_the_archive_is_not_found(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "7", "--archive", path]) == 5
    assert "There is no sequence 7 in the archive" in capsys.readouterr().err


@pytest.mark.parametrize("other", [["--demo"], ["--api-url", "https://sell.test"]])
def test_one_command_reads_one_account(
    path: str, other: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--archive", path, *other]) == 2
    err = capsys.readouterr().err
    assert err.endswith("choose different accounts.\n")
    assert "--archive" in err
    assert other[0] in err


@pytest.mark.anyio
async def test_the_source_info_names_the_file_and_its_date(tmp_path: Path) -> None:
    path = tmp_path / "mine.seqtui"
    saved(path, [item(1)]).close()
    account = archive_account(path)
    await account.close()
    source_info = account.source_info
    assert (source_info.kind, source_info.name, source_info.as_of, source_info.advice) == (
        SourceKind.ARCHIVE,
        "mine.seqtui",
        "saved 24 Nov 2026",
        "",
    )


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("host", "has_pages"),
    [
        ("api.getbase.com", True),
        ("sell.test:8443", True),
        ("demo account", False),
        ("127.0.0.1:8080", False),
        ("localhost", False),
        ("[::1]:8080", False),
        ("[", True),
    ],
)
async def test_only_an_account_of_the_service_has_pages(
    tmp_path: Path, host: str, has_pages: bool
) -> None:
    saved(tmp_path / "a", [item(1)], host=host).close()
    account = archive_account(tmp_path / "a")
    await account.close()
    assert account.source_info.has_pages is has_pages
