"""The export dialog: what it writes, where, and its errors."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest
from textual.events import Key
from textual.widgets import Button, OptionList

from seq_tui.domain.sequence import Sequence
from seq_tui.export.formats import FORMATS, SLIDE
from seq_tui.export.moving.target_names import TARGET_NAMES
from seq_tui.system.desktop_environment import DesktopEnvironment
from seq_tui.ui.export_kinds import KINDS
from seq_tui.ui.widgets.format_list import FormatList
from seq_tui.ui.widgets.path_input import PathInput
from tests.fake_source import FakeSource, NamedSource, sequence
from tests.ui.browsing import NOW, browse
from tests.ui.exporting import (
    FIRST,
    dialog,
    message,
    names,
    wait_for_workers,
    where,
    write,
    write_to,
)

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.export.formats import Format

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(tmp_path))
    return here


@pytest.mark.parametrize("form", [*FORMATS.values(), SLIDE], ids=lambda form: form.name)
async def test_each_format_is_chosen_by_its_letter_and_written_with_the_start_on_the_screen(
    form: Format, folder: Path
) -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.press("right_square_bracket")
        screen = await dialog(browsing, 4)
        await browsing.press(KINDS[form.name].letter)
        assert screen.query_one(FormatList).chosen.name == form.name
        await write(browsing)
        path = folder / f"1004-sequence-4{form.suffix}"
        expected = form.render(sequence(4), NOW.replace(day=24))
        assert where(browsing) == f"Wrote {len(expected):,} bytes:{path}"
        assert path.read_bytes() == expected
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        await browsing.press("enter")
        assert browsing.app.screen is browsing.screen
    assert names(folder) == {path.name}


async def test_an_export_names_the_creator_as_the_screen_does(folder: Path) -> None:
    async with browse(NamedSource(3, {7: "Ada Byron"})) as browsing:
        await browsing.press("enter")
        await dialog(browsing)
        await write(browsing)
        (name,) = names(folder)
        assert "creator Ada Byron" in (folder / name).read_text()


def test_letters_are_unique_and_every_format_is_offered() -> None:
    assert set(KINDS) == {*FORMATS, SLIDE.name, "book", "parquet", *TARGET_NAMES}
    letters = {each.letter for each in KINDS.values()}
    assert len(letters) == len(KINDS)


async def test_letters_are_typed_into_the_name(folder: Path) -> None:
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        await browsing.press("tab", "tab", *"jof")
        assert screen.query_one("#name", PathInput).value == f"{FIRST}jof"
        assert screen.query_one(FormatList).chosen.name == "text"
        await write(browsing)
    assert names(folder) == {f"{FIRST}jof"}


@pytest.mark.parametrize("keys", [[], ["home"]], ids=["end", "start"])
async def test_a_long_path_ends_in_a_sign_where_it_is_cut(keys: list[str]) -> None:
    async with browse(FakeSource(3), size=(60, 20)) as browsing:
        screen = await dialog(browsing)
        line = screen.query_one("#folder", PathInput)
        line.value = "/" + "x" * 80 + "/end"
        await browsing.press("tab", "end", *keys)
        text = browsing.text(line)
        assert text.startswith("/xxx" if keys else "\u2026xxx")
        assert text.rstrip().endswith("x\u2026" if keys else "/end")


async def test_a_file_is_replaced_only_after_a_second_enter(folder: Path) -> None:
    (folder / FIRST).write_text("old")
    async with browse(FakeSource(3)) as browsing:
        await dialog(browsing)
        await write(browsing)
        assert message(browsing) == f"{FIRST} is there already. Press enter again to replace it."
        assert (folder / FIRST).read_text() == "old"
        await write(browsing)
        assert where(browsing).endswith(f"{folder / FIRST}")
    assert (folder / FIRST).read_text().startswith("Sequence 0\n")


async def test_another_file_needs_another_confirmation(folder: Path) -> None:
    (folder / FIRST).write_text("old")
    (folder / "1000-sequence-0.json").write_text("old")
    async with browse(FakeSource(3)) as browsing:
        await dialog(browsing)
        await write(browsing)
        await browsing.press("down")
        assert message(browsing) == ""
        await write(browsing)
        assert "1000-sequence-0.json is there already." in message(browsing)
        await browsing.press("up")
        await write(browsing)
        assert f"{FIRST} is there already." in message(browsing)
        await browsing.press("escape")
    assert names(folder) == {FIRST, "1000-sequence-0.json"}
    assert all((folder / name).read_text() == "old" for name in names(folder))


async def test_a_typed_path_keeps_its_name_and_follows_the_format(folder: Path) -> None:
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        await browsing.press("tab", "tab")
        path = screen.query_one("#name", PathInput)
        assert path.has_focus
        path.value = "mine.txt"
        await browsing.press("shift+tab", "shift+tab", "down")
        assert path.value == "mine.json"
        path.value = "mine.of-my-own"
        await browsing.press("down")
        assert path.value == "mine.of-my-own"
        path.value = "mine.json"
        await browsing.press("up", "tab")
        await write(browsing)
    assert json.loads((folder / "mine.json").read_text())["id"] == 1000


async def test_in_a_folder_the_file_gets_its_default_name(folder: Path) -> None:
    (folder / "sub").mkdir()
    async with browse(FakeSource(3)) as browsing:
        for typed, place in (("", FIRST), ("sub", f"sub/{FIRST}"), ("~", f"../{FIRST}")):
            screen = await dialog(browsing)
            await write_to(browsing, screen, typed)
            await browsing.press("escape")
            assert (folder / place).read_text().startswith("Sequence 0\n")


async def test_a_file_in_a_folder_is_replaced_only_after_a_second_enter(folder: Path) -> None:
    place = folder / "sub" / FIRST
    place.parent.mkdir()
    place.write_text("old")
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        await write_to(browsing, screen, "sub/")
        assert message(browsing) == f"{FIRST} is there already. Press enter again to replace it."
        await write(browsing)
    assert place.read_text().startswith("Sequence 0\n")


async def test_a_file_of_another_format_in_a_folder_needs_another_confirmation(
    folder: Path,
) -> None:
    other = folder / FIRST.replace(".txt", ".json")
    other.write_text("old")
    (folder / FIRST).touch()
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        await write_to(browsing, screen, ".")
        assert message(browsing).startswith(FIRST)
        await browsing.press("down")
        assert message(browsing) == ""
        await write(browsing)
        assert (
            message(browsing) == f"{other.name} is there already. Press enter again to replace it."
        )
        assert other.read_text() == "old"
        await write(browsing)
    assert other.read_text().startswith("{")


async def test_keys_that_arrive_together_write_the_chosen_format(folder: Path) -> None:
    async with browse(FakeSource(3)) as browsing:
        await dialog(browsing)
        for key in ("down", "down", "enter"):
            browsing.app.post_message(Key(key, None))
        await browsing.settle()
        await wait_for_workers(browsing)
    assert names(folder) == {FIRST.replace(".txt", ".md")}


async def test_a_failed_write_is_explained_in_the_dialog(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "elsewhere")
    wrong = "cannot be written:"
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        for typed, reason in (
            ("link.txt", f"link.txt {wrong} it is a link. Name the file that it leads to."),
            ("~nobody-at-all/a.txt", f"~nobody-at-all/a.txt {wrong} there is no such user."),
            ("x" * 300, f"x {wrong} file name too long."),
        ):
            await write_to(browsing, screen, typed)
            # A long path is wrapped where it has no blank.
            assert message(browsing).replace(" ", "").endswith(reason.replace(" ", ""))
            assert browsing.app.screen is screen
        await write_to(browsing, screen, "good.txt")
    assert names(folder) == {"link.txt", "good.txt"}


async def test_escape_writes_nothing(folder: Path) -> None:
    async with browse(FakeSource(3)) as browsing:
        await dialog(browsing)
        await browsing.press("escape")
        assert browsing.app.screen is browsing.screen
        assert browsing.messages == []
    assert names(folder) == set()


async def test_the_mouse_writes_and_cancels(folder: Path) -> None:
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        write, cancel, _ = screen.query(Button)
        await browsing.pilot.click(cancel)
        await browsing.settle()
        assert browsing.app.screen is browsing.screen
        screen = await dialog(browsing)
        await browsing.pilot.click(screen.query_one(OptionList), offset=(4, 1))
        await browsing.settle()
        assert names(folder) == set()
        write, _, close = screen.query(Button)
        await browsing.pilot.click(write)
        await wait_for_workers(browsing)
        await browsing.pilot.click(close)
        await browsing.settle()
        assert browsing.app.screen is browsing.screen
    assert names(folder) == {"1000-sequence-0.json"}


@pytest.mark.parametrize(("code", "failures"), [(0, []), (3, ["No program opened it."])])
@pytest.mark.parametrize(("key", "opened"), [("enter", FIRST), ("o", FIRST), ("f", "")])
async def test_the_written_file_and_its_folder_can_be_opened_on_a_desktop(
    key: str, opened: str, folder: Path, tmp_path: Path, code: int, failures: list[str]
) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$* $SELL_ACCESS_TOKEN" >"$HOME/opened"\nexit {code}\n')
    opener.chmod(0o700)
    environ = {"PATH": str(tmp_path), "DISPLAY": ":0", "HOME": str(tmp_path)}
    desktop = DesktopEnvironment(environ | {"SELL_ACCESS_TOKEN": "canary"}, "linux")
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await dialog(browsing)
        await write(browsing)
        assert not (tmp_path / "opened").exists()
        await browsing.press(key)
        await wait_for_workers(browsing)
        assert browsing.app.screen is browsing.screen
        assert browsing.messages == failures
    assert (tmp_path / "opened").read_text() == f"{folder / opened} \n"


async def test_without_a_desktop_opening_is_not_offered(folder: Path) -> None:
    async with browse(FakeSource(3)) as browsing:
        screen = await dialog(browsing)
        await write(browsing)
        assert "Open" not in browsing.text()
        await browsing.press("o", "f")
        assert screen.is_current
        await browsing.press("enter")
        assert browsing.app.screen is browsing.screen


async def test_a_hostile_name_is_shown_and_makes_a_safe_path(folder: Path) -> None:
    hostile = Sequence(id=7, name="../[/b]\x1b]0;x\x07[@click=app.quit]q[/]", steps=())
    async with browse(FakeSource(sequences=(hostile,))) as browsing:
        await dialog(browsing)
        assert "Export ../[/b]␛]0;x␇[@click=app.quit]q" in browsing.text()
        await write(browsing)
    assert names(folder) == {"7-b-0-x-click-app-quit-q.txt"}


@pytest.mark.parametrize("size", [(40, 10), (60, 20), (40, 24), (80, 24), (200, 50)])
async def test_the_dialog_fits_any_terminal(size: tuple[int, int], folder: Path) -> None:
    (folder / FIRST).write_text("old")
    async with browse(FakeSource(3), size=size) as browsing:
        screen = await dialog(browsing)
        await browsing.press("end")
        assert screen.query_one(OptionList).highlighted == len(KINDS) - 1
        await browsing.press("home")
        text = " ".join(browsing.text().split())
        for words in ("t text ", f"as {FIRST}", "Write", "Cancel", "enter writes", "esc cancels"):
            assert words in text
        await write(browsing)
        assert "Press enter again to replace it." in " ".join(message(browsing).split())
        await write(browsing)
        assert where(browsing).endswith(str(folder / FIRST))
        assert "enter closes" in browsing.text()
