"""Tests of who created a sequence, in what is written for people and for programs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.creator_names import NAMED_FORMATS
from seq_tui.cli.main import main
from tests.fake_sell import TOKEN
from tests.fake_source import NamedSource, sequence
from tests.serving import SourceCatalogue, serving

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serving import Served

Output = pytest.CaptureFixture[str]

NAME = "Ines <b>Mo\x1b[31mreau</b> & [x](y)"


class Account(NamedSource, SourceCatalogue):
    """A served account whose users have names."""


def choose(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", TOKEN)
    monkeypatch.setenv("SELL_API_URL", served.address)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An archive that knows the name of the only creator."""
    folder = tmp_path_factory.mktemp("archive")
    path = str(folder / "saved.seqtui")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEQ_TUI_CONFIG", os.devnull)
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder))
        with serving(Account(250, {7: "Ines Moreau"})) as served:
            choose(served, patch)
            assert main(["archive", path, "--quiet"]) == 0
    return path


@pytest.mark.parametrize("form", ["text", "markdown", "html", "svg", "json", "csv", "raw"])
def test_people_get_the_name_that_an_archive_knows_and_programs_the_id(
    form: str, saved: str, tmp_path: Path, capsys: Output
) -> None:
    assert main(["show", "1004", "--archive", saved, "--format", form]) == 0
    shown = capsys.readouterr().out
    target = tmp_path / "out"
    arguments = ["export", "--archive", saved, "--format", form, "--output", str(target)]
    assert main(arguments) == 0
    exported = target.read_text()
    has_name = form in NAMED_FORMATS
    assert ("creator Ines Moreau" in shown) is has_name
    assert exported.count("Ines Moreau") == (250 if has_name else 0)
    if form in ("json", "raw"):
        assert sequence(4).creator_id == 7
        assert '"creator_id":7' in exported.replace(" ", "")


def test_the_service_is_asked_once_for_all_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for form, count in (("text", 1), ("json", 0)):
        with serving(Account(250, {7: "Ines Moreau"})) as served:
            choose(served, monkeypatch)
            target = str(tmp_path / form)
            assert main(["export", "--format", form, "--output", target]) == 0
            asked = [query for query in served.queries if query.startswith("/v2/users")]
            assert len(asked) == count


def test_without_a_name_the_id_is_shown_and_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    with serving(SourceCatalogue(9)) as served:
        choose(served, monkeypatch)
        assert main(["show", "1004"]) == 0
    shown, said = capsys.readouterr()
    assert "creator 7" in shown
    assert said == ""


@pytest.mark.parametrize("form", sorted(NAMED_FORMATS))
def test_a_name_can_control_neither_a_terminal_nor_a_document(
    form: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    with serving(Account(9, {7: NAME})) as served:
        choose(served, monkeypatch)
        assert main(["show", "1004", "--format", form]) == 0
    shown = capsys.readouterr().out
    assert "Ines" in shown
    assert "\x1b" not in shown
    assert ("<b>" in shown) is (form == "text")
    assert "[x](y)" not in shown or form != "markdown"
