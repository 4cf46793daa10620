"""Tests of ``--quiet``, and of the short names of options."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main
from seq_tui.domain.page import Page
from tests.cli.pages import Pages
from tests.fake_source import NO_ANSWER, FakeSource, sequence

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import OwnAccount


@pytest.mark.parametrize("option", ["-q", "--quiet"])
@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "-n", "2"], ["list", "zzz"], ["list", "not x"]]
)
def test_quiet_silences_what_is_no_problem(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], option: str, arguments: list[str]
) -> None:
    assert main([*arguments, option]) == 0
    assert main([option, *arguments]) == 0
    assert capsys.readouterr().err == ""
    assert main(arguments) == 0
    assert capsys.readouterr().err != ""


def test_quiet_silences_the_result_of_an_export_and_its_progress(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    path = tmp_path / "all.json"
    assert main(["export", "-q", "-o", str(path)]) == 0
    assert capsys.readouterr() == ("", "")
    assert len(json.loads(path.read_text(encoding="utf-8"))) == 342


def test_quiet_silences_the_result_of_a_save_that_is_whole(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for _ in ("saved", "brought up to date"):
        assert main(["archive", "-q", "--demo", str(tmp_path / "acme.seqtui")]) == 0
        assert capsys.readouterr() == ("", "")


def test_quiet_does_not_silence_that_an_account_shows_nothing(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    account.source = FakeSource()
    assert main(["archive", "-q", str(tmp_path / "acme.seqtui")]) == 0
    assert "the account shows no sequences" in capsys.readouterr().err


def test_quiet_silences_no_problem(account: OwnAccount, capsys: pytest.CaptureFixture[str]) -> None:
    account.source = Pages(Page(1, (sequence(1),), is_last=True, dropped=3))
    assert main(["list", "-q"]) == 0
    assert "items that are not a sequence" in capsys.readouterr().err
    assert main(["list", "-q", "id:1001,7"]) == 5
    assert "there is no sequence 7" in capsys.readouterr().err


def test_quiet_silences_no_failure_and_no_advice(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.advice = "The access token has 3 characters"
    account.source.failures = [NO_ANSWER]
    assert main(["-q", "list"]) == 3
    advice, failure = capsys.readouterr().err.splitlines()
    assert advice == "seq-tui: The access token has 3 characters"
    assert failure.startswith("seq-tui: The service failed (503)")
    assert main(["-q", "list", "--format", "yaml"]) == 2
    assert "yaml" in capsys.readouterr().err


def test_options_have_the_short_names_that_people_expect(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["list", "-n", "2", "-f", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert main(["show", "1004", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == 1004
    path = tmp_path / "x"
    assert main(["export", "Sequence", "-n", "3", "-f", "jsonl", "-o", str(path)]) == 0
    assert len(path.read_bytes().splitlines()) == 3
    capsys.readouterr()
    assert main(["--version"]) == 0
    version = capsys.readouterr().out
    assert main(["-V"]) == 0
    assert capsys.readouterr().out == version


@pytest.mark.parametrize("form", ["json", "csv", "raw", "text"])
def test_an_export_reads_no_page_beyond_its_limit(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path, form: str
) -> None:
    path = tmp_path / "x"
    assert main(["export", "--limit", "7", "--format", form, "--output", str(path)]) == 0
    assert [number for _, number in account.source.requested] == [1]
    err = capsys.readouterr().err
    assert "7 sequences written to one file" in err
    assert "only 7 are listed; --limit 7 left out more" in err
