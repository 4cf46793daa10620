"""A book, files for other tools and tables, written by the export dialog."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from seq_tui.cli.template_texts import TEXT_FORMATS
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.moving.target_names import TARGET_NAMES
from seq_tui.ui.export_kinds import KINDS, Exported
from tests.ui.browsing import Browsing, browse
from tests.ui.exporting import dialog, message, names, where, write
from tests.ui.test_template_texts import Texts

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

START = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def choose(browsing: Browsing, name: str) -> None:
    await browsing.settle()
    await dialog(browsing)
    await browsing.press(KINDS[name].letter)


async def test_a_book_of_the_sequence_has_its_texts(folder: Path) -> None:
    async with browse(Texts()) as browsing:
        await choose(browsing, "book")
        await write(browsing)
        assert where(browsing).endswith(f"{folder}/1-one.html")
    page = (folder / "1-one.html").read_text(encoding="utf-8")
    assert "Welcome to" in page
    assert "line 40" in page
    assert page.count("Rebuild book")


@pytest.mark.parametrize("name", sorted(TEXT_FORMATS))
async def test_a_file_has_the_texts_as_the_command_line_writes_them(
    name: str, folder: Path
) -> None:
    async with browse(Texts()) as browsing:
        await choose(browsing, name)
        await write(browsing)
    (written,) = names(folder)
    assert "line 40" in (folder / written).read_text(encoding="utf-8")


def test_a_book_names_a_sequence_without_an_id(tmp_path: Path) -> None:
    exported = Exported(
        Sequence(None, "One"), START, WeekendRule.HOLD, SourceInfo(SourceKind.DEMO, "d"), START
    )
    KINDS["book"].write(exported, tmp_path / "a.html", False)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Only part of the account: sequence One" in page
    assert "None" not in page


@pytest.mark.parametrize("name", TARGET_NAMES)
async def test_the_files_for_a_tool_are_in_a_folder_of_their_own(name: str, folder: Path) -> None:
    async with browse(Texts()) as browsing:
        await choose(browsing, name)
        await write(browsing)
        assert where(browsing).endswith(f"{folder}/1-one-{name}")
    written = folder / f"1-one-{name}"
    assert {"README.md", "losses.json", "losses.md", "sequences"} <= names(written)
    (payload,) = (written / "sequences").glob("*.json")
    assert json.loads(payload.read_bytes())
    every = "".join(each.read_text() for each in written.rglob("*") if each.is_file())
    assert "line 40" in every


async def test_a_folder_that_is_there_is_replaced_only_when_asked_twice(folder: Path) -> None:
    (folder / "1-one-apollo").mkdir()
    async with browse(Texts()) as browsing:
        await choose(browsing, "apollo")
        await write(browsing)
        assert message(browsing).startswith("1-one-apollo is there already. Press ")
        assert names(folder / "1-one-apollo") == set()
        await write(browsing)
        assert "README.md" in names(folder / "1-one-apollo")


async def test_a_folder_with_files_of_the_user_is_not_replaced(folder: Path) -> None:
    mine = folder / "1-one-apollo" / "README.md"
    mine.parent.mkdir()
    mine.write_text("mine")
    async with browse(Texts()) as browsing:
        await choose(browsing, "apollo")
        await write(browsing)
        await write(browsing)
        assert "it has files that are not from such an export" in message(browsing)
    assert mine.read_text() == "mine"


async def test_a_second_export_leaves_nothing_of_the_first_behind(folder: Path) -> None:
    async with browse(Texts()) as browsing:
        await choose(browsing, "hubspot")
        await write(browsing)
        templates = folder / "1-one-hubspot" / "templates"
        before = names(templates)
        only = next(each for each in templates.iterdir() if each.suffix == ".json")
        manifest = templates / ".seq-tui-manifest.jsonl"
        stale = templates / "99.json"
        stale.write_bytes(only.read_bytes())
        line = next(each for each in manifest.read_text().splitlines() if only.name in each)
        manifest.write_text(f"{manifest.read_text()}{line.replace(only.name, stale.name)}\n")
        await browsing.press("escape")
        await choose(browsing, "hubspot")
        await write(browsing)
        await write(browsing)
        assert names(templates) == before


async def test_tables_have_the_sequence_and_its_steps(folder: Path) -> None:
    async with browse(Texts()) as browsing:
        await choose(browsing, "parquet")
        await write(browsing)
    steps = pd.read_parquet(folder / "1-one-tables" / "steps.parquet")
    assert list(steps["email_template_id"].dropna()) == [11, 12]
    tables = {each for each in names(folder / "1-one-tables") if not each.startswith(".")}
    assert tables == {"sequences.parquet", "steps.parquet"}


async def test_without_the_library_of_tables_the_dialog_says_how_to_install_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    async with browse(Texts()) as browsing:
        await choose(browsing, "parquet")
        await write(browsing)
        assert "pip install 'seq-tui[parquet]'" in message(browsing)
    assert names(folder) == set()
