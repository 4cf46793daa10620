"""Tests of ``seq-tui export``."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli import output
from seq_tui.cli.main import main
from seq_tui.cli.output_formats import EXPORT_FORMATS
from seq_tui.domain.page import RawPage
from seq_tui.domain.sequence import Sequence
from seq_tui.export.manifest import NAME
from tests.cli.pages import RawPages
from tests.fake_source import NO_ANSWER, FakeSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import OwnAccount

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _restore_signals() -> Iterator[None]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def export(form: str, path: Path | str, *arguments: str) -> int:
    return main(["export", "--format", form, "--output", str(path), *arguments])


def files_in(folder: Path) -> list[Path]:
    """The files of a folder but for the manifest."""
    return sorted(path for path in folder.iterdir() if path.name != NAME)


def test_an_account_is_exported_to_one_file_and_reported(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "all.json"
    assert export("json", path) == 0
    assert capsys.readouterr() == ("", f"seq-tui: 342 sequences written to one file, {path}\n")
    assert [item["name"] for item in json.loads(path.read_bytes())][341] == "Sequence 341"
    assert account.closed == 1


def test_a_list_without_an_end_is_exported_as_far_as_it_was_read_with_exit_code_3(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pages = [RawPage(number, ({"id": 7}, "x"), is_last=False) for number in range(1, 9)]
    account.source = RawPages(*pages)
    assert export("raw", tmp_path / "all.json") == 3
    assert json.loads((tmp_path / "all.json").read_bytes())["items"] == [{"id": 7}, "x", "x"]
    assert "page 2 held no sequence with a new id" in capsys.readouterr().err


def test_a_folder_gets_one_file_per_sequence(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert export("raw", f"{tmp_path}/new/", "Sequence 34") == 0
    err = capsys.readouterr().err
    assert err == f"seq-tui: 6 sequences written to {tmp_path}/new/, a file for each\n"
    files = files_in(tmp_path / "new")
    assert [file.name for file in files] == [
        "1034-sequence-34.raw.json",
        "1134-sequence-134.raw.json",
        "1234-sequence-234.raw.json",
        "1334-sequence-334.raw.json",
        "1340-sequence-340.raw.json",
        "1341-sequence-341.raw.json",
    ]
    assert json.loads(files[0].read_bytes())["data"]["steps"]["meta"]["count"] == 4


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("a.json", b"[\n{"),
        ("a.CSV", b"sequence_id,"),
        ("a.jsonl", b'{"id"'),
        ("a.md", b"# Seq"),
        ("a.raw.json", b'{"items":'),
    ],
)
def test_the_suffix_chooses_the_format(
    account: OwnAccount, tmp_path: Path, name: str, beginning: bytes
) -> None:
    assert main(["export", "id:1004", "--output", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(beginning)


@pytest.mark.parametrize("form", EXPORT_FORMATS)
@pytest.mark.parametrize("start", [[], ["--start", "2026-11-26 15:00", "--zone", "UTC"]])
def test_every_format_can_be_one_file_or_one_per_sequence(
    account: OwnAccount, tmp_path: Path, form: str, start: list[str]
) -> None:
    assert export(form, tmp_path / "one", "Sequence 34", *start) == 0
    assert (tmp_path / "one").stat().st_size
    assert export(form, f"{tmp_path}/each/", "Sequence 34", *start) == 0
    each = files_in(tmp_path / "each")
    assert len(each) == 6
    assert len({file.suffix for file in each}) == 1
    assert all(file.stat().st_size for file in each)


def test_only_the_owner_can_read_a_new_folder_and_its_files(
    account: OwnAccount, tmp_path: Path
) -> None:
    mask = os.umask(0)
    try:
        assert export("json", f"{tmp_path}/new/", "id:1001") == 0
    finally:
        os.umask(mask)
    [file] = files_in(tmp_path / "new")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("target", ["all.json", ""])
def test_files_of_a_killed_export_are_removed(
    account: OwnAccount, tmp_path: Path, target: str
) -> None:
    hidden = tmp_path / ".seq-tui-0123abcd.partial"
    hidden.touch()
    os.utime(hidden, (0, 0))
    assert export("json", tmp_path / target, "Sequence 34") == 0
    assert not hidden.exists()


def test_a_start_adds_the_date_of_each_step(account: OwnAccount, tmp_path: Path) -> None:
    start = ["--start", "2026-11-26 15:00", "--zone", "UTC"]
    assert export("json", tmp_path / "a", "id:1004", *start) == 0
    [shown] = json.loads((tmp_path / "a").read_bytes())
    assert shown["steps"][0]["lands_at"] == "2026-11-27T15:00:00+00:00"


def test_hostile_names_stay_in_the_folder(account: OwnAccount, tmp_path: Path) -> None:
    names = ("../../x", "/etc/passwd", "a\x00b", "-rf", "x" * 500, "..", "CON")
    rows = tuple(Sequence(id=number, name=name) for number, name in enumerate(names))
    account.source = FakeSource(sequences=rows)
    (tmp_path / "in").mkdir()
    assert export("json", tmp_path / "in") == 0
    assert len(files_in(tmp_path / "in")) == len(names)
    assert list(tmp_path.iterdir()) == [tmp_path / "in"]


def test_raw_items_that_are_not_sequences_are_named_by_rank(
    account: OwnAccount, tmp_path: Path
) -> None:
    account.source = RawPages(RawPage(1, (None, {"data": {"id": 7, "name": "a"}}), is_last=True))
    assert export("raw", f"{tmp_path}/new/") == 0
    assert {file.name for file in files_in(tmp_path / "new")} == {
        "sequence-1.raw.json",
        "7-a.raw.json",
    }


def test_a_dash_writes_to_standard_output(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("jsonl", "-", "id:1001,1002") == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1001, 1002]
    assert err == "seq-tui: 2 sequences written to standard output\n"


def test_a_failure_keeps_the_old_file_and_writes_none(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    old = tmp_path / "all.json"
    old.write_bytes(b"old")
    account.source.later_failures = [NO_ANSWER, NO_ANSWER]
    assert export("json", old) == 3
    assert old.read_bytes() == b"old"
    assert capsys.readouterr().err.count("\n") == 1
    assert export("json", f"{tmp_path}/new/") == 3
    assert files_in(tmp_path / "new") == []
    assert capsys.readouterr().err.startswith("seq-tui: The service failed (503)")
    assert account.closed == 2


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("{}/socket", "it is not an ordinary file."),
        ("{}/link", "it is a link."),
        ("{}/missing/a.json", "there is no folder {}/missing."),
        ("{}/missing/a/", "there is no folder {}/missing."),
        ("/dev/null/", "it is not a folder."),
        ("/dev/null/a/", "not a directory."),
        ("{}/" + "x" * 300, "file name too long."),
        ("{}/" + "x" * 300 + "/", "file name too long."),
    ],
)
def test_a_failed_write_is_one_line_and_exit_code_6(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    path: str,
    reason: str,
) -> None:
    (tmp_path / "link").symlink_to("all.json")
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
    assert export("json", path.format(tmp_path)) == 6
    out, err = capsys.readouterr()
    assert out == ""
    assert f" cannot be written: {reason.format(tmp_path)}" in err
    assert err.count("\n") == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link", "socket"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "json"],
        ["--output", "x"],
        ["--output", "x.json/"],
        ["--format", "json", "--output", ""],
        ["--format", "json", "--output", "x", "--zone", "UTC"],
    ],
)
def test_a_missing_option_is_reported_before_anything_is_read(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["export", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert account.source.requested == []


def test_the_progress_line_is_erased_before_the_document_is_written(
    account: OwnAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("seq_tui.cli.progress.DELAY_S", 0)
    monkeypatch.setattr(output, "can_overwrite_line", lambda: True)
    monkeypatch.setattr(output, "overwrite_line", shown.append)
    monkeypatch.setattr(output, "write", lambda data: shown.append(data[:1].decode()))
    assert export("json", "-") == 0
    assert shown[0] == "100 sequences read"
    assert shown[-3:] == ["", "[", ""]


def signalled(path: Path, number: signal.Signals, before: str = "") -> tuple[int, str, str]:
    """The exit code and the output of an export that receives a signal on its second page."""
    script = (
        "import os, signal, sys\n"
        "from seq_tui.cli.main import main\n"
        "from seq_tui.server.demo.account import DemoAccount\n"
        "whole = DemoAccount.page\n"
        "async def page(self, query, number):\n"
        "    if number == 2:\n"
        f"        os.kill(os.getpid(), {int(number)})\n"
        "    return await whole(self, query, number)\n"
        "DemoAccount.page = page\n"
        f"{before}\n"
        f"sys.exit(main(['export', '--demo', '--output', {str(path)!r}]))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout, run.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_partial_file(tmp_path: Path, number: signal.Signals) -> None:
    assert signalled(tmp_path / "all.json", number) == (128 + number, "", "")
    assert list(tmp_path.iterdir()) == []


def test_an_export_under_nohup_survives_a_hangup(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    nohup = "signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    code, _, told = signalled(path, signal.SIGHUP, nohup)
    assert (code, told) == (0, f"seq-tui: 342 sequences written to one file, {path}\n")
    assert len(json.loads(path.read_bytes())) == 342
