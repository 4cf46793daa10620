"""The folder of an export: where it is, that it is made if it does not exist, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.ui.widgets.format_list import FormatList
from seq_tui.ui.widgets.path_input import PathInput
from tests.fake_source import FakeSource
from tests.ui.browsing import browse
from tests.ui.exporting import FIRST, dialog, message, names, where, write, write_to

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(tmp_path))
    return here


async def test_the_folder_is_named_in_full_and_can_be_edited(folder: Path) -> None:
    (folder / "sub").mkdir()
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        line = screen.query_one("#folder", PathInput)
        assert line.value == str(folder)
        await browsing.press("tab", *"/sub")
        assert line.value == f"{folder}/sub"
        await write(browsing)
        assert where(browsing).endswith(f"{folder}/sub/{FIRST}")
    assert names(folder / "sub") == {FIRST}


async def test_a_folder_that_is_gone_is_said_and_no_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    async with browse(FakeSource(3)) as browsing:
        await dialog(browsing)
        await write(browsing)
        assert "cannot be written" in message(browsing)


@pytest.mark.parametrize("deep", ["new", "new/and/deeper"])
async def test_a_folder_is_made_only_after_a_second_enter(deep: str, folder: Path) -> None:
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        screen.query_one("#folder", PathInput).value = f"{folder}/{deep}"
        await browsing.settle()
        await write(browsing)
        question = f"There is no folder {folder}/{deep}. Press enter again to make it."
        assert message(browsing).replace(" ", "") == question.replace(" ", "")
        assert names(folder) == set()
        await write(browsing)
        assert where(browsing).endswith(f"{folder}/{deep}/{FIRST}")
    assert names(folder / deep) == {FIRST}


async def test_another_folder_is_asked_for_again(folder: Path) -> None:
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        await write_to(browsing, screen, "one/a.txt")
        await write_to(browsing, screen, "two/a.txt")
        assert "/two.Pressenteragain" in message(browsing).replace(" ", "")
    assert names(folder) == set()


async def test_a_folder_that_cannot_be_made_is_explained(folder: Path) -> None:
    (folder / "file").touch()
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        await write_to(browsing, screen, "file/sub/a.txt")
        await write(browsing)
        assert "cannot be written: not a directory." in message(browsing)
        assert browsing.app.screen is screen


async def test_the_folder_and_the_format_are_offered_again(folder: Path) -> None:
    (folder / "sub").mkdir()
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        screen.query_one("#folder", PathInput).value = str(folder / "sub")
        await browsing.press("j")
        await browsing.press("escape")
        screen = await dialog(browsing, 1)
        assert screen.query_one("#folder", PathInput).value == str(folder), "nothing was written"
        screen.query_one("#folder", PathInput).value = str(folder / "sub")
        await browsing.press("j")
        await write(browsing)
        await browsing.press("escape")
        screen = await dialog(browsing, 2)
        assert screen.query_one("#folder", PathInput).value == str(folder / "sub")
        assert screen.query_one(FormatList).chosen.name == "json"
        assert screen.query_one("#name", PathInput).value == "1002-sequence-2.json"
        await write(browsing)
    assert names(folder / "sub") == {"1001-sequence-1.json", "1002-sequence-2.json"}
