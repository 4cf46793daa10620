"""Copying, and opening the page in Sell: the effect, and the message about it."""

from __future__ import annotations

import json
import os
import threading
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.json import sequence_json
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.system import child_processes, desktop_services
from seq_tui.system.desktop_environment import DesktopEnvironment
from seq_tui.system.desktop_services import DesktopServices
from seq_tui.ui.screens.selection import SelectionScreen
from seq_tui.ui.sequence_actions import SequenceActions
from tests.fake_source import FakeSource, sequence, steps
from tests.ui.browsing import Browsing, browse

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio

NO_PAGES = SourceInfo(SourceKind.ARCHIVE, "demo.seqtui", has_pages=False)
PAGE = "https://app.futuresimple.com/settings/sequences/leads"
DUMB = DesktopEnvironment({"TERM": "linux"})
"""An environment without any clipboard."""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The control sequences written to the terminal."""
    found: list[str] = []
    monkeypatch.setattr(
        "seq_tui.ui.app.SeqTuiApp.write_control", lambda _, text: found.append(text)
    )
    return found


def desktop_with(folder: Path, **programs: str) -> DesktopEnvironment:
    """A desktop with some programs, each a shell script."""
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


async def wait_for_workers(browsing: Browsing) -> None:
    """Wait until copying and opening are finished."""
    while any(worker.group in ("copy", "open") for worker in browsing.app.workers):
        await browsing.pilot.pause(0.005)
    await browsing.settle()


async def notification(browsing: Browsing) -> str:
    """The newest notification, after all workers have finished."""
    await wait_for_workers(browsing)
    return browsing.messages[-1]


async def press(browsing: Browsing, key: str) -> None:
    """Press a key on the second sequence."""
    await browsing.settle()
    browsing.list.cursor = 1
    await browsing.press(key)


async def test_without_a_desktop_the_terminal_is_asked_and_success_is_not_claimed(
    sent: list[str],
) -> None:
    async with browse(FakeSource(3)) as browsing:
        await press(browsing, "y")
        assert await notification(browsing) == "Sent 1001 to the terminal's clipboard"
        assert sent == ["\x1b]52;c;MTAwMQ==\x07"]


async def test_the_copied_json_is_that_of_the_command_line(sent: list[str]) -> None:
    async with browse(FakeSource(3)) as browsing:
        await press(browsing, "Y")
        assert "Sent the JSON of 1001 to" in await notification(browsing)
    text = b64decode(sent[0].removeprefix("\x1b]52;c;").removesuffix("\x07"))
    assert json.loads(text) == sequence_json(sequence(1))


async def test_the_json_is_made_in_a_thread(
    sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    makers: list[threading.Thread] = []

    def make(made: Sequence, *, weekend: WeekendRule) -> dict[str, Json]:
        makers.append(threading.current_thread())
        return sequence_json(made, weekend=weekend)

    monkeypatch.setattr("seq_tui.export.json.sequence_json", make)
    async with browse(FakeSource(3)) as browsing:
        await press(browsing, "Y")
        await wait_for_workers(browsing)
    assert len(makers) == len(sent) == 1
    assert makers[0] is not threading.main_thread()


async def test_a_second_copy_shows_the_text_for_selection(sent: list[str]) -> None:
    async with browse(FakeSource(3)) as browsing:
        await press(browsing, "y")
        await notification(browsing)
        await browsing.press("y")
        assert isinstance(browsing.app.screen, SelectionScreen)
        assert browsing.text().startswith("1001\n")
        assert browsing.messages == []
        await browsing.press("escape", "y")
        assert len(sent) == 2


async def test_the_same_text_much_later_is_copied_again(
    sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop_services, "RETRY_WINDOW", 0)
    async with browse(FakeSource(3)) as browsing:
        await press(browsing, "y")
        await notification(browsing)
        await browsing.press("y")
        assert "Sent 1001 to the terminal" in await notification(browsing)
    assert sent == ["\x1b]52;c;MTAwMQ==\x07"] * 2


@pytest.mark.parametrize(
    ("refused", "success"),
    [
        ("none", " in tmux"),
        ("-w", " to the buffer of tmux only"),
    ],
)
async def test_tmux_gets_the_text_and_an_old_one_without_the_option(
    tmp_path: Path, sent: list[str], refused: str, success: str
) -> None:
    script = f'[ "$2" = "{refused}" ] && exit 1; cat >"$OUT"; echo " $*" >>"$OUT"'
    environ = desktop_with(tmp_path, tmux=script).environ
    desktop = DesktopEnvironment(
        {"PATH": environ["PATH"], "OUT": environ["OUT"], "TMUX": "x"}, "linux"
    )
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "y")
        assert await notification(browsing) == f"Copied 1001{success}"
    flag = "" if refused == "-w" else "-w "
    assert (tmp_path / "out").read_text() == f"1001 load-buffer {flag}-\n"
    assert sent == []


async def test_a_clipboard_program_copies_and_sees_no_token(
    tmp_path: Path, sent: list[str]
) -> None:
    desktop = desktop_with(tmp_path, wl_copy='cat >"$OUT"; echo " $* $SELL_ACCESS_TOKEN" >>"$OUT"')
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "y")
        assert await notification(browsing) == "Copied 1001 with wl-copy"
    assert (tmp_path / "out").read_text() == "1001 --type text/plain \n"
    assert sent == []


async def test_a_program_that_fails_or_hangs_is_followed_by_the_next(
    tmp_path: Path, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_processes, "FEED_TIMEOUT", 1.0)
    desktop = desktop_with(tmp_path, wl_copy="exit 1", xclip="sleep 60", xsel='cat >"$OUT"')
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "y")
        assert await notification(browsing) == "Copied 1001 with xsel"
    assert (tmp_path / "out").read_text() == "1001"
    assert sent == []


async def test_if_no_program_works_the_terminal_is_asked(tmp_path: Path, sent: list[str]) -> None:
    desktop = desktop_with(tmp_path, wl_copy="exit 1", xclip="exit 1", xsel="exit 1")
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "y")
        assert "Sent 1001 to the terminal" in await notification(browsing)
    assert sent == ["\x1b]52;c;MTAwMQ==\x07"]


async def test_of_two_copies_the_later_one_wins(
    tmp_path: Path, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_processes, "FEED_TIMEOUT", 60)
    script = 'text=$(cat); [ "$text" = 1001 ] && sleep 60; echo "$text" >"$OUT"'
    desktop = desktop_with(tmp_path, wl_copy=script)
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "y")
        await browsing.press("n", "y")
        assert await notification(browsing) == "Copied 1002 with wl-copy"
    assert (tmp_path / "out").read_text() == "1002\n"
    assert sent == []


async def test_without_any_clipboard_the_text_is_shown_inertly() -> None:
    hostile = Sequence(id=1001, name="a\x1b]52;c;eA==\x07[/b]\u202e", steps=())
    async with browse(FakeSource(sequences=(hostile,)), desktop=DUMB) as browsing:
        await browsing.settle()
        await browsing.press("Y")
        assert isinstance(browsing.app.screen, SelectionScreen)
        assert r'"name": "a\u001b]52;c;eA==\u0007[/b]⟨U+202E⟩"' in browsing.text()
        assert browsing.text().startswith("{\n")


async def test_a_text_too_long_for_the_terminal_is_reported_as_not_copied(sent: list[str]) -> None:
    long = Sequence(id=1001, name="long", steps=steps(1_000))
    async with browse(FakeSource(sequences=(long,))) as browsing:
        await browsing.settle()
        await browsing.press("Y")
        text = await notification(browsing)
    assert text.startswith("Not copied: ")
    assert text.endswith(
        " characters are too many for a terminal's clipboard. Export the JSON of 1001 to a file."
    )
    assert sent == []


@pytest.mark.parametrize("key", ["y", "c", "Y", "e"])
async def test_without_a_highlighted_sequence_a_key_says_so(key: str, sent: list[str]) -> None:
    async with browse(FakeSource(0)) as browsing:
        await browsing.settle()
        await browsing.press(key)
        assert await notification(browsing) == "No sequence is highlighted."
    assert sent == []


@pytest.mark.parametrize("key", ["y", "c"])
async def test_a_sequence_without_an_id_says_so(key: str, sent: list[str]) -> None:
    async with browse(FakeSource(sequences=(Sequence(name="nameless"),))) as browsing:
        await browsing.settle()
        await browsing.press(key)
        assert await notification(browsing) == "The service sent no id for this sequence."
    assert sent == []


async def test_in_the_search_box_the_keys_type_letters(sent: list[str]) -> None:
    async with browse(FakeSource(3)) as browsing:
        await browsing.press("slash", "y", "Y", "o", "e")
        assert browsing.screen.query_one(Input).value == "yYoe"
    assert sent == []


async def test_the_page_is_opened_on_a_desktop(tmp_path: Path) -> None:
    desktop = desktop_with(tmp_path, xdg_open='echo "$* $SELL_ACCESS_TOKEN" >"$OUT"')
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "o")
        assert (
            await notification(browsing) == f"Asked the browser for {PAGE.removeprefix('https://')}"
        )
    assert (tmp_path / "out").read_text() == f"{PAGE} \n"


@pytest.mark.parametrize("script", ["", "exit 4"])
async def test_without_a_desktop_the_url_is_shown(tmp_path: Path, script: str) -> None:
    desktop = desktop_with(tmp_path, xdg_open=script) if script else DesktopEnvironment()
    async with browse(FakeSource(3), desktop=desktop) as browsing:
        await press(browsing, "o")
        await wait_for_workers(browsing)
        assert isinstance(browsing.app.screen, SelectionScreen)
        assert browsing.text().startswith(f"{PAGE}\n")


async def test_a_disabled_key_says_that_sell_has_no_page(tmp_path: Path) -> None:
    desktop = desktop_with(tmp_path, xdg_open='echo opened >"$OUT"')
    async with browse(FakeSource(3), source_info=NO_PAGES, desktop=desktop) as browsing:
        await press(browsing, "o")
        assert browsing.screen.active_bindings["o"].enabled is False
        assert await notification(browsing) == "These sequences are on no page of Sell."
    assert not (tmp_path / "out").exists()


TEXT = "Call [b]about[/b] the price,\n\x1b[31mand\u202e ask. " * 4
FOCUSED = Sequence(
    id=9,
    name="One",
    steps=(
        Step(id=50, action=EmailAction(properties={"email_template_id": 398744})),
        Step(id=51, action=TaskAction(properties={"task_content": TEXT})),
    ),
)


def copied(sent: list[str]) -> str:
    """The text that was last sent to the terminal's clipboard."""
    return b64decode(sent[-1].removeprefix("\x1b]52;c;").removesuffix("\x07")).decode()


@pytest.mark.parametrize(
    ("keys", "text", "said"),
    [
        ("y", "9", "9"),
        ("enter y", "398744", "template 398744"),
        ("enter down y", TEXT, "the text of step 2"),
        ("enter down enter down y", TEXT, "the text of step 2"),
        ("enter enter down y", "? after the start: not a number of hours or weekdays", "waits"),
        ("enter enter down down down down y", "50", "50"),
        ("enter c", "9", "9"),
        ("enter enter c", "9", "9"),
    ],
)
async def test_what_has_the_focus_is_copied_exactly_and_said(
    keys: str, text: str, said: str, sent: list[str]
) -> None:
    async with browse(FakeSource(sequences=(FOCUSED,))) as browsing:
        await browsing.press(*keys.split())
        message = await notification(browsing)
    assert copied(sent) == text
    assert message == f"Sent {said} to the terminal's clipboard"


async def test_what_no_clipboard_can_hold_is_replaced(sent: list[str]) -> None:
    task = Step(action=TaskAction(properties={"task_content": "a \ud800 b"}))
    source = FakeSource(sequences=(Sequence(id=9, name="x", steps=(task,)),))
    async with browse(source) as browsing:
        await browsing.press("enter", "y")
        await notification(browsing)
    assert copied(sent) == "a ? b"


async def test_a_text_without_a_clipboard_is_shown_from_the_steps_too() -> None:
    async with browse(FakeSource(sequences=(FOCUSED,)), desktop=DUMB) as browsing:
        await browsing.press("enter", "down", "y")
        await wait_for_workers(browsing)
        assert isinstance(browsing.app.screen, SelectionScreen)
        assert browsing.text().startswith("Call [b]about[/b] the price,\n␛[31mand⟨U+202E⟩ ask.")


async def test_without_a_sequence_the_page_is_not_opened(tmp_path: Path) -> None:
    desktop = desktop_with(tmp_path, xdg_open='echo "$*" >"$OUT"')
    async with browse(FakeSource(0), desktop=desktop) as browsing:
        await browsing.settle()
        await browsing.press("o")
        assert await notification(browsing) == "No sequence is highlighted."
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("sequence_id", "said"),
    [
        (9, "Asked the browser for sell.example/9"),
        (None, "The service sent no id for this sequence."),
    ],
)
async def test_a_page_of_each_sequence_has_its_id(
    sequence_id: int | None, said: str, tmp_path: Path
) -> None:
    services = DesktopServices(desktop_with(tmp_path, xdg_open='echo "$*" >"$OUT"'), str)
    async with browse(FakeSource(3)) as browsing:
        await browsing.settle()
        actions = SequenceActions(
            browsing.screen,
            lambda: services,
            has_pages=True,
            sequence=lambda: Sequence(id=sequence_id, name="x"),
            may_have_rows=lambda: True,
            focused=lambda: None,
            exported=lambda _: pytest.fail("nothing is exported"),
            weekend=WeekendRule.HOLD,
            glyphs=UNICODE,
            page="https://sell.example/{id}",
        )
        actions.open_page()
        assert await notification(browsing) == said
    assert (tmp_path / "out").exists() is (sequence_id is not None)
