"""Tests of ``export --for``: the folder it writes, what it says, and what it refuses."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli import exit_codes
from seq_tui.cli.main import main
from seq_tui.domain.sequence import Sequence
from seq_tui.export.manifest import NAME
from seq_tui.export.moving.target_names import TARGET_NAMES
from tests.archive.saved_items import item
from tests.archive.saves import Saves
from tests.export.moving.drafted import email, sequence, task, text
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from seq_tui.domain.template_text import TemplateText
    from tests.cli.conftest import OwnAccount


class SourceWithTexts(FakeSource):
    """An account that knows some texts, and records which it was asked for."""

    def __init__(self, *sequences: Sequence, subject: str = "Subject") -> None:
        super().__init__(sequences=sequences)
        self.asked: list[set[int]] = []
        self._subject = subject

    async def template_texts(self, ids: Collection[int]) -> dict[int, TemplateText]:
        self.asked.append(set(ids))
        return {each: text(each, f"{self._subject} {each}") for each in ids if each < 10}


def export(name: str, folder: Path, *arguments: str) -> int:
    return main(["export", "--for", name, "--output", str(folder), *arguments])


def paths(folder: Path) -> list[str]:
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name != NAME
    )


def reported(folder: Path) -> list[int]:
    """The ids of the sequences in the loss report."""
    sequences = json.loads((folder / "losses.json").read_text())["sequences"]
    return [each["id"] for each in sequences]


@pytest.mark.parametrize("name", TARGET_NAMES)
def test_the_demo_account_becomes_a_folder(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert export(name, folder, "--demo", "--limit", "20") == 0
    written = paths(folder)
    assert {"README.md", "losses.json", "losses.md"} <= {*written}
    assert len([each for each in written if each.startswith("sequences/")]) == 20
    assert all(json.loads((folder / each).read_text()) for each in written if ".json" in each)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")} == {0o600, 0o700}
    out, err = capsys.readouterr()
    assert out == ""
    assert "templates without a text: see losses.md" in err
    assert f"20 sequences written for {name}" in err.casefold()


def test_texts_are_asked_once_a_template(account: OwnAccount, tmp_path: Path) -> None:
    account.source = source = SourceWithTexts(
        sequence(email(5), task(), email(40)), sequence(email(5), number=22)
    )
    assert export("apollo", tmp_path / "out") == 0
    assert source.asked == [{5, 40}]
    document = (tmp_path / "out" / "sequences" / "21-trial.json").read_text()
    assert "Subject 5" in document
    assert "[text of template 40 is missing]" in document
    assert account.closed == 1


def test_merge_tags_are_mapped_by_a_file(account: OwnAccount, tmp_path: Path) -> None:
    account.source = SourceWithTexts(sequence(email(5)), subject="Hi {{first_name}}")
    tags = tmp_path / "tags.toml"
    tags.write_text('"{{first_name}}" = "{{contact.first}}"\n')
    assert export("apollo", tmp_path / "out", "--tags", str(tags)) == 0
    assert "Hi {{contact.first}} 5" in (tmp_path / "out/sequences/21-trial.json").read_text()


def test_merge_tags_without_a_counterpart_and_mappings_without_a_text_are_said(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = SourceWithTexts(sequence(email(5)), subject="{{a_b}} {{c_d}}")
    tags = tmp_path / "tags.toml"
    tags.write_text('"{{a_b}}" = "x"\n"{{nosuch}}" = "y"\n')
    assert export("apollo", tmp_path / "out", "--tags", str(tags)) == 0
    err = capsys.readouterr().err
    assert "tags of --tags that are in no text: {{nosuch}}" in err
    assert "1 merge tag written as in Sell: see README.md" in err


def test_a_second_export_replaces_all_files_of_the_first(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    account.source = FakeSource(
        sequences=(sequence(email(5)), sequence(email(6), number=22), sequence(number=23))
    )
    assert export("hubspot", folder) == 0
    account.source = FakeSource(sequences=(sequence(email(5), name="New name"),))
    assert export("hubspot", folder) == 0
    assert paths(folder) == [
        "README.md",
        "losses.json",
        "losses.md",
        "sequences/21-new-name.json",
        "templates/5.json",
    ]
    assert "3 files of an earlier export removed" in capsys.readouterr().err


def test_a_file_that_was_changed_is_not_replaced(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = FakeSource(sequences=(sequence(email(5)),))
    folder = tmp_path / "out"
    assert export("apollo", folder) == 0
    (folder / "sequences" / "21-trial.json").write_text("mine")
    readme = (folder / "README.md").read_bytes()
    account.source = FakeSource(sequences=(sequence(email(5)), sequence(number=22)))
    assert export("apollo", folder) == exit_codes.FILE
    assert "it was changed since it was exported" in capsys.readouterr().err
    assert (folder / "sequences" / "21-trial.json").read_text() == "mine"
    assert (folder / "README.md").read_bytes() == readme
    assert paths(folder)[3:] == ["sequences/21-trial.json"]


def test_a_readme_of_somebody_else_is_not_replaced(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = FakeSource(sequences=(sequence(email(5)),))
    (tmp_path / "README.md").write_text("mine")
    assert export("apollo", tmp_path) == exit_codes.FILE
    assert "README.md cannot be written: it is not from seq-tui" in capsys.readouterr().err
    assert paths(tmp_path) == ["README.md"]
    assert (tmp_path / "README.md").read_text() == "mine"


def test_one_folder_has_the_files_for_one_tool(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = FakeSource(size=3)
    assert export("apollo", tmp_path / "out") == 0
    before = paths(tmp_path / "out")
    assert export("hubspot", tmp_path / "out") == exit_codes.FILE
    assert "it has files for another tool or of another account" in capsys.readouterr().err
    assert paths(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--for", "apollo", "--format", "csv", "-o", "x/"], "--for and --format exclude"),
        (["--for", "apollo", "--start", "now", "-o", "x/"], "--for and --start exclude"),
        (["--for", "apollo", "--zone", "UTC", "-o", "x/"], "--for and --zone exclude"),
        (["--for", "apollo", "--bom", "-o", "x/"], "--bom needs --format csv or tsv"),
        (["--for", "apollo", "--size", "16:9", "-o", "x/"], "--size needs --format svg"),
        (["--for", "apollo", "-o", "-"], "--for writes a folder"),
        (["--for", "apollo", "-o", "no/a.json"], "--for writes a folder: end no/a.json with /"),
        (["--for", "pipedrive", "-o", "x/"], "'pipedrive' is not one of"),
        (["--tags", "a.toml", "-o", "x.json"], "--tags needs --for, or --format book"),
    ],
    ids=str,
)
def test_options_that_cannot_be(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--demo", *arguments]) == exit_codes.USAGE
    assert message in capsys.readouterr().err


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("mine")
    assert export("apollo", tmp_path / "out", "--demo") == exit_codes.FILE
    assert "it is not a folder" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "mine"


def test_deleted_sequences_are_left_out_unless_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saves = Saves(tmp_path, monkeypatch)
    saves.save(item(1, "One"), item(2, "Two"))
    saves.save(item(1, "One"))
    archive = str(saves.path)
    assert export("apollo", tmp_path / "out", "--archive", archive) == 0
    assert "1 deleted sequence left out, since the account has" in capsys.readouterr().err
    assert reported(tmp_path / "out") == [1]
    assert export("apollo", tmp_path / "all", "--archive", archive, "--deleted", "yes") == 0
    assert reported(tmp_path / "all") == [1, 2]


def test_a_sequence_without_steps_is_said(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = FakeSource(sequences=(Sequence(1, "Lost"), sequence(email())))
    assert export("outreach", tmp_path / "out") == 0
    assert "1 sequence received without steps: no file is written" in capsys.readouterr().err
