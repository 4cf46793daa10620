"""Tests of what exports say and contain: equal documents, slides, charts without room for all."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from seq_tui.cli import start_options
from seq_tui.cli.main import main
from seq_tui.cli.output_formats import EXPORT_FORMATS
from seq_tui.export.formats import FORMATS
from tests.export.cases import TEN_THOUSAND
from tests.fake_source import FakeSource

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
def test_a_picture_without_room_for_all_steps_is_told_with_exit_code_6(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    form: str,
    size: list[str],
    left_out: str,
) -> None:
    account.source = FakeSource(sequences=(TEN_THOUSAND,))
    for command in (
        ["show", "23"],
        ["export", "--output", "-"],
        ["export", "--output", f"{tmp_path}/a.svg"],
        ["export", "--output", f"{tmp_path}/each/"],
    ):
        assert main([*command, "--format", form, *size, "--start", "2026-11-30"]) == 6
        last = capsys.readouterr().err.splitlines()[-1]
        assert "left out" in last or "not drawn" in last
        assert left_out in last or "1 sequence left out" in last


def test_json_of_a_list_is_never_left_out(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = FakeSource(sequences=(TEN_THOUSAND,))
    for form in ("json", "html", "csv", "text", "markdown"):
        assert main(["show", "23", "--format", form]) == 0
    assert capsys.readouterr().err == ""
