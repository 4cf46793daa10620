"""Copying, and opening the page in Sell: what is said, and that it is true."""

from __future__ import annotations

import json
import os
import threading
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.export.json import sequence_json
from seq_tui.system import child_processes, desktop_services
from seq_tui.system.desktop_environment import DesktopEnvironment
from seq_tui.ui.screens.selection import SelectionScreen
from tests.fake_source import FakeSource, sequence, steps
from tests.ui.browsing import Browsing, browse

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio

NO_PAGES = SourceInfo(SourceKind.ARCHIVE, "demo.seqtui", has_pages=False)
PAGE = "https://app.futuresimple.com/settings/sequences/1001"
DUMB = DesktopEnvironment({"TERM": "linux"})
"""A place without any clipboard."""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was written to the terminal besides the screen."""
    found: list[str] = []
    monkeypatch.setattr(
        "seq_tui.ui.app.SeqTuiApp.write_control", lambda _, text: found.append(text)
    )
    return found


def desk(folder: Path, **programs: str) -> DesktopEnvironment:
    """A desktop with these programs only, each a line of shell."""
    for name, script in programs.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return DesktopEnvironment(
        {
            "PATH": path,
            "DISPLAY": ":0",
            "WAYLAND_DISPLAY": "wayland-0",
            "OUT": str(folder / "out"),
            "SELL_ACCESS_TOKEN": "canary",
        },
        "linux",
    )


async def done(browsing: Browsing) -> None:
    """Wait until nothing is being copied or opened."""
    while any(worker.group in ("copy", "open") for worker in browsing.app.workers):
        await browsing.pilot.pause(0.005)
    await browsing.settle()


async def said(browsing: Browsing) -> str:
    """What the newest toast says, when all work is done."""
    await done(browsing)
    return [toast.message for toast in browsing.app._notifications][-1]


async def press(browsing: Browsing, key: str) -> None:
    """A key on the second of the sequences."""
    await browsing.settle()
    browsing.list.cursor = 1
    await browsing.press(key)


async def test_without_a_desktop_the_terminal_is_asked_and_nobody_says_copied(
    sent: list[str],
) -> None:
    async with browse(FakeSource(3)) as browsing:
        await press(browsing, "y")
        assert await said(browsing) == (
            "Sent id 1001 to the terminal (OSC 52). If it is not there, copy again to see it."
        )
        assert sent == ["\x1b]52;c;MTAwMQ==\x07"]


async def test_the_json_is_that_of_the_command_line(sent: list[str]) -> None:
    async with browse(FakeSource(3)) as browsing:
        await press(browsing, "Y")
        assert "Sent the JSON of 1001 to" in await said(browsing)
    text = b64decode(sent[0].removeprefix("\x1b]52;c;").removesuffix("\x07"))
    assert json.loads(text) == sequence_json(sequence(1))


async def test_no_key_waits_for_the_json(sent: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    makers: list[threading.Thread] = []

    def make(made: Sequence) -> dict[str, Json]:
        makers.append(threading.current_thread())
        return sequence_json(made)

    monkeypatch.setattr("seq_tui.export.json.sequence_json", make)
    async with browse(FakeSource(3)) as browsing:
        await press(browsing, "Y")
        await done(browsing)
    assert len(makers) == len(sent) == 1
    assert makers[0] is not threading.main_thread()


async def test_a_second_try_shows_what_did_not_arrive(sent: list[str]) -> None:
    async with browse(FakeSource(3)) as browsing:
        await press(browsing, "y")
        await said(browsing)
        await browsing.press("y")
        assert isinstance(browsing.app.screen, SelectionScreen)
        assert browsing.text().startswith("1001\n")
        assert not list(browsing.app._notifications)
        await browsing.press("escape", "y")
        assert len(sent) == 2


async def test_the_same_text_much_later_is_another_copy(
    sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop_services, "RETRY_WINDOW", 0)
    async with browse(FakeSource(3)) as browsing:
        await press(browsing, "y")
        await said(browsing)
        await browsing.press("y")
        assert "Sent id 1001 to the terminal" in await said(browsing)
    assert sent == ["\x1b]52;c;MTAwMQ==\x07"] * 2


@pytest.mark.parametrize(
    ("refused", "success"),
    [
        ("none", " to tmux, and asked it to tell the terminal."),
        ("-w", " to the buffer of tmux only."),
    ],
)
async def test_tmux_gets_the_text_and_an_old_one_gets_it_another_way(
    tmp_path: Path, sent: list[str], refused: str, success: str
) -> None:
    script = f'[ "$2" = "{refused}" ] && exit 1; cat >"$OUT"; echo " $*" >>"$OUT"'
    environ = desk(tmp_path, tmux=script).environ
    desktop = DesktopEnvironment(
        {"PATH": environ["PATH"], "OUT": environ["OUT"], "TMUX": "x"}, "linux"
    )
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "y")
        assert await said(browsing) == f"Copied id 1001{success}"
    flag = "" if refused == "-w" else "-w "
    assert (tmp_path / "out").read_text() == f"1001 load-buffer {flag}-\n"
    assert sent == []


async def test_a_program_of_the_system_copies_and_sees_no_token(
    tmp_path: Path, sent: list[str]
) -> None:
    desktop = desk(tmp_path, wl_copy='cat >"$OUT"; echo " $* $SELL_ACCESS_TOKEN" >>"$OUT"')
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "y")
        assert await said(browsing) == "Copied id 1001 with wl-copy."
    assert (tmp_path / "out").read_text() == "1001 --type text/plain \n"
    assert sent == []


async def test_one_that_fails_or_hangs_gives_way_to_the_next(
    tmp_path: Path, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_processes, "FEED_TIMEOUT", 1.0)
    desktop = desk(tmp_path, wl_copy="exit 1", xclip="sleep 60", xsel='cat >"$OUT"')
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "y")
        assert await said(browsing) == "Copied id 1001 with xsel."
    assert (tmp_path / "out").read_text() == "1001"
    assert sent == []


async def test_where_no_program_works_the_terminal_is_asked(
    tmp_path: Path, sent: list[str]
) -> None:
    desktop = desk(tmp_path, wl_copy="exit 1", xclip="exit 1", xsel="exit 1")
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "y")
        assert "Sent id 1001 to the terminal" in await said(browsing)
    assert sent == ["\x1b]52;c;MTAwMQ==\x07"]


async def test_of_two_copies_the_later_one_is_wanted(
    tmp_path: Path, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_processes, "FEED_TIMEOUT", 60)
    script = 'text=$(cat); [ "$text" = 1001 ] && sleep 60; echo "$text" >"$OUT"'
    desktop = desk(tmp_path, wl_copy=script)
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "y")
        await browsing.press("n", "y")
        assert await said(browsing) == "Copied id 1002 with wl-copy."
    assert (tmp_path / "out").read_text() == "1002\n"
    assert sent == []


async def test_without_any_way_the_text_is_shown_and_obeyed_by_nothing() -> None:
    hostile = Sequence(id=1001, name="a\x1b]52;c;eA==\x07[/b]\u202e", steps=())
    async with browse(FakeSource(sequences=(hostile,)), desktop=DUMB) as browsing:
        await browsing.settle()
        await browsing.press("Y")
        assert isinstance(browsing.app.screen, SelectionScreen)
        assert r'"name": "a\u001b]52;c;eA==\u0007[/b]⟨U+202E⟩"' in browsing.text()
        assert browsing.text().startswith("{\n")


async def test_a_text_too_long_for_every_way_is_not_claimed_to_be_copied(sent: list[str]) -> None:
    long = Sequence(id=1001, name="long", steps=steps(1_000))
    async with browse(FakeSource(sequences=(long,))) as browsing:
        await browsing.settle()
        await browsing.press("Y")
        text = await said(browsing)
    assert text.startswith("Not copied: ")
    assert text.endswith(
        " characters are too many for a terminal's clipboard. Export the JSON of 1001 to a file."
    )
    assert sent == []


@pytest.mark.parametrize("key", ["y", "Y", "o", "e"])
async def test_where_no_sequence_is_highlighted_a_key_says_so(key: str, sent: list[str]) -> None:
    async with browse(FakeSource(0)) as browsing:
        await browsing.settle()
        await browsing.press(key)
        assert await said(browsing) == "No sequence is highlighted."
    assert sent == []


@pytest.mark.parametrize("key", ["y", "o"])
async def test_a_sequence_without_an_id_says_so(key: str, sent: list[str]) -> None:
    async with browse(FakeSource(sequences=(Sequence(name="nameless"),))) as browsing:
        await browsing.settle()
        await browsing.press(key)
        assert await said(browsing) == "The service sent no id for this sequence."
    assert sent == []


async def test_in_the_search_box_the_keys_are_letters(sent: list[str]) -> None:
    async with browse(FakeSource(3)) as browsing:
        await browsing.press("slash", "y", "Y", "o", "e")
        assert browsing.screen.query_one(Input).value == "yYoe"
    assert sent == []


async def test_the_page_is_opened_where_there_are_windows(tmp_path: Path) -> None:
    desktop = desk(tmp_path, xdg_open='echo "$* $SELL_ACCESS_TOKEN" >"$OUT"')
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "o")
        assert await said(browsing) == f"Asked the browser for {PAGE}"
    assert (tmp_path / "out").read_text() == f"{PAGE} \n"


@pytest.mark.parametrize("script", ["", "exit 4"])
async def test_elsewhere_its_address_is_shown(tmp_path: Path, script: str) -> None:
    desktop = desk(tmp_path, xdg_open=script) if script else DesktopEnvironment()
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "o")
        await done(browsing)
        assert isinstance(browsing.app.screen, SelectionScreen)
        assert browsing.text().startswith(f"{PAGE}\n")


async def test_where_sell_has_no_pages_a_grey_key_says_so(tmp_path: Path) -> None:
    desktop = desk(tmp_path, xdg_open='echo opened >"$OUT"')
    async with browse(FakeSource(3), source_info=NO_PAGES, desktop=desktop) as browsing:
        await press(browsing, "o")
        assert browsing.screen.active_bindings["o"].enabled is False
        assert await said(browsing) == "No page in Sell is known for this account's sequences."
    assert not (tmp_path / "out").exists()
