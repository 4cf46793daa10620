"""Tests of what exports say and contain: equal documents, slides, charts without room for all."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from seq_tui.cli import start_options
from seq_tui.cli.main import main
from seq_tui.cli.output_formats import EXPORT_FORMATS
from seq_tui.domain.sequence import Sequence
from seq_tui.export.formats import FORMATS
from tests.export.cases import TEN_THOUSAND
from tests.fake_source import NO_ANSWER, FakeSource
from tests.presentation.sequences import EMAIL, weekdays

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import OwnAccount

CALENDARS = [name for name, each in FORMATS.items() if each.draws_calendar]


def export(path: Path | str, form: str, *arguments: str) -> int:
    return main(["export", "--format", form, "--output", str(path), *arguments])


def freeze(monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    """Make it a time on the clock of whatever zone is asked about."""
    at = datetime.fromisoformat(now)

    def frozen(zone: tzinfo) -> datetime:
        return at.replace(tzinfo=zone)

    monkeypatch.setattr(start_options, "_now", frozen)


@pytest.mark.parametrize("form", EXPORT_FORMATS)
@pytest.mark.parametrize("zone", [{}, {"TZ": "Pacific/Kiritimati"}])
def test_two_exports_of_a_day_are_equal(
    account: OwnAccount,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    form: str,
    zone: dict[str, str],
) -> None:
    for name, value in zone.items():
        monkeypatch.setenv(name, value)
    times = ("2026-11-27 00:00", "2026-11-27 08:59:59", "2026-11-27 09:01", "2026-11-27 23:59:59")
    documents = set()
    for number, now in enumerate(times):
        freeze(monkeypatch, now)
        assert export(tmp_path / str(number), form, "Sequence 34") == 0
        documents.add((tmp_path / str(number)).read_bytes())
    assert len(documents) == 1


@pytest.mark.parametrize("form", CALENDARS)
def test_the_default_start_is_a_morning_after_today(
    account: OwnAccount,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    form: str,
) -> None:
    for now, start in (
        ("2026-11-27 08:00", "Mon 30 Nov 2026 09"),
        ("2026-11-30 00:10", "Tue 1 Dec 2026 09"),
    ):
        freeze(monkeypatch, now)
        assert main(["show", "1004", "--format", form]) == 0
        assert start in capsys.readouterr().out


@pytest.mark.parametrize("form", [*EXPORT_FORMATS, "slide"])
def test_without_a_start_the_day_does_not_matter(
    account: OwnAccount, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str
) -> None:
    size = ["--size", "16:9"] if form == "slide" else []
    form = "svg" if form == "slide" else form
    documents = set()
    for now in ("2026-11-27 08:00", "2027-02-03 10:00"):
        freeze(monkeypatch, now)
        assert export(tmp_path / "a", form, "Sequence 34", "--start", "None", *size) == 0
        assert export(f"{tmp_path}/each/", form, "Sequence 34", "--start", "none", *size) == 0
        each = b"".join(path.read_bytes() for path in sorted((tmp_path / "each").iterdir()))
        documents.add((tmp_path / "a").read_bytes() + each)
    assert len(documents) == 1


def test_no_start_has_no_zone(account: OwnAccount, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "1004", "--start", "none", "--zone", "UTC"]) == 2
    assert capsys.readouterr().err == "seq-tui: --zone needs --start.\n"


def test_a_slide_is_16_by_9_and_has_no_table(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "1004", "--format", "svg", "--size", "16:9"]) == 0
    root = ElementTree.fromstring(capsys.readouterr().out)
    assert root.get("viewBox") == "0 0 1600 900"
    assert (root.get("width"), root.get("height")) == ("1600", "900")
    heads = [each for each in root.iter() if each.get("class") == "head"]
    assert heads == []


@pytest.mark.parametrize("command", [["show", "1004"], ["export", "--output", "x"]])
def test_other_formats_have_no_size(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main([*command, "--format", "html", "--size", "16:9"]) == 2
    assert capsys.readouterr().err == "seq-tui: --size needs --format svg.\n"
    assert account.source.requested == []


@pytest.mark.parametrize(
    ("form", "size", "left_out"),
    [
        ("mermaid", [], "steps left out, Mermaid reads 50,000 characters"),
        ("svg", [], "9,750 later steps are not drawn"),
        ("svg", ["--size", "16:9"], "later steps are not drawn"),
    ],
)
@pytest.mark.no_cover  # measured, ten thousand steps take three times as long
def test_a_picture_without_room_for_all_steps_is_told_with_exit_code_6(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    form: str,
    size: list[str],
    left_out: str,
) -> None:
    account.source = FakeSource(sequences=(TEN_THOUSAND,))
    for command in (["show", "23"], ["export", "--output", f"{tmp_path}/each/"]):
        assert main([*command, "--format", form, *size, "--start", "2026-11-30"]) == 6
        last = capsys.readouterr().err.splitlines()[-1]
        assert "left out" in last or "not drawn" in last
        assert left_out in last or "1 sequence left out" in last


@pytest.mark.no_cover
def test_json_of_a_list_is_never_left_out(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = FakeSource(sequences=(TEN_THOUSAND,))
    for form in ("json", "html", "csv", "text", "markdown"):
        assert main(["show", "23", "--format", form]) == 0
    assert capsys.readouterr().err == ""


def numbered(count: int, name: str = "Number") -> FakeSource:
    steps = (weekdays(1, EMAIL),)
    rows = (Sequence(id=n, name=f"{name} {n}", steps=steps) for n in range(1, count + 1))
    return FakeSource(sequences=tuple(rows))


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_a_folder_keeps_no_file_of_a_former_name(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    account.source = numbered(3)
    assert export(f"{tmp_path}/all/", "json") == 0
    (tmp_path / "all" / "3-number-3.json").write_bytes(b"changed by hand")
    (tmp_path / "all" / "notes.json").write_bytes(b"mine")
    account.source = numbered(3, "New")
    capsys.readouterr()
    assert export(f"{tmp_path}/all/", "json") == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "seq-tui: 2 files of an earlier export removed"
    assert told[1].startswith("seq-tui: 3-number-3.json is from an earlier export; kept")
    assert visible(tmp_path / "all") == [
        *("1-new-1.json", "2-new-2.json", "3-new-3.json"),
        *("3-number-3.json", "notes.json"),
    ]


def test_files_of_sequences_that_were_not_asked_for_stay(
    account: OwnAccount, tmp_path: Path
) -> None:
    account.source = numbered(4)
    folder = tmp_path / "all"
    assert export(f"{folder}/", "json") == 0
    for query in (["id:1,2"], ["Number 3"], ["--limit", "1"]):
        assert export(folder, "json", *query) == 0
        assert len(visible(folder)) == 4
    account.source = numbered(3)
    assert export(folder, "json") == 0
    assert len(visible(folder)) == 3


def test_an_export_that_fails_removes_nothing(account: OwnAccount, tmp_path: Path) -> None:
    account.source = numbered(150)
    folder = tmp_path / "all"
    assert export(f"{folder}/", "json") == 0
    account.source = numbered(150, "New")
    account.source.later_failures = [NO_ANSWER]
    assert export(folder, "json") == 3
    assert {f"{n}-number-{n}.json" for n in range(1, 151)} <= set(visible(folder))


def test_mermaid_writes_as_many_files_as_it_takes(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    account.source = numbered(250)
    assert export(tmp_path / "all.mmd", "mermaid") == 0
    assert visible(tmp_path) == ["all-2.mmd", "all-3.mmd", "all.mmd"]
    told = capsys.readouterr().err
    assert f"250 sequences written to 3 files, {tmp_path}/all.mmd to {tmp_path}/all-3.mmd" in told
    text = "".join((tmp_path / name).read_text() for name in visible(tmp_path))
    assert all(f"Number {n}\n" in text for n in range(1, 251))
    account.source = numbered(150)
    assert export(tmp_path / "all.mmd", "mermaid") == 0
    assert visible(tmp_path) == ["all-2.mmd", "all.mmd"]
    account.source = numbered(5)
    assert export(tmp_path / "all.mmd", "mermaid") == 0
    assert visible(tmp_path) == ["all.mmd"]


def test_mermaid_replaces_no_file_that_was_not_named(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    account.source = numbered(250)
    (tmp_path / "all-3.mmd").write_bytes(b"mine")
    assert export(tmp_path / "all.mmd", "mermaid") == 6
    assert "all-3.mmd cannot be written: there is a file of that name" in capsys.readouterr().err
    assert visible(tmp_path) == ["all-3.mmd"]
    assert (tmp_path / "all-3.mmd").read_bytes() == b"mine"


def test_a_chart_on_standard_output_says_what_it_leaves_out(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = numbered(250)
    assert export("-", "mermaid") == 6
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "seq-tui: 250 sequences written in part to standard output"
    assert told[1].startswith("seq-tui: 150 sequences left out, Mermaid reads 50,000 characters")
