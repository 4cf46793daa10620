"""What the user can choose of the screen, on the screen."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.server.demo.account import DemoAccount
from seq_tui.server.demo.vocabulary import NAMES
from seq_tui.ui import app as app_module
from seq_tui.ui.options import ScreenOptions
from seq_tui.ui.screens.selection import SelectionScreen
from tests.fake_source import FakeSource, NamedSource
from tests.pseudo_terminal import Terminal
from tests.settings.files import FULL, in_folder
from tests.ui.browsing import NARROW, WIDE, app_over, browse, settled

if TYPE_CHECKING:
    from seq_tui.ui.app import SeqTuiApp

PROGRAM = str(Path(sys.executable).parent / "seq-tui")

pytestmark = pytest.mark.anyio


async def test_the_list_has_the_chosen_columns_in_their_order() -> None:
    options = ScreenOptions(columns=("updated", "steps", "marks", "id"))
    async with browse(DemoAccount(), size=(200, 24), options=options) as browsing:
        await browsing.settle()
        head, row = browsing.text(browsing.list).splitlines()[:2]
    assert head.split() == ["name", "updated", "count", "steps", "id"]
    assert row.split()[-6:] == ["5", "Jul", "2022", "4", "✉↩☐✉", "21128"]
    assert head.index("count") + len("count") == row.index(" 4 ") + 2


async def test_the_column_of_creators_has_the_names_that_are_known() -> None:
    options = ScreenOptions(columns=("creator",))
    async with browse(DemoAccount(), size=WIDE, options=options) as browsing:
        for keys in ((), ("2", "0", "0", "G")):
            await browsing.press(*keys)
            head, *rows = browsing.text(browsing.list).splitlines()
            assert head.split() == ["name", "creator"]
            assert all(any(name in row for name in NAMES.values()) for row in rows if row.strip())
        await browsing.press("z")
        assert "Lindqvist" in browsing.text(browsing.list)


async def test_a_creator_is_an_id_until_the_name_is_known() -> None:
    source = NamedSource(2, {7: "Zoë \x1b[31m" + "Z" * 90})
    options = ScreenOptions(columns=("creator",))
    async with browse(source, options=options) as browsing:
        await browsing.settle()
        assert browsing.text(browsing.list).splitlines()[1].split() == ["▌", "Sequence", "0", "7"]
        browsing.screen._follower.ask_for_creators()
        await browsing.settle()
        line = browsing.text(browsing.list).splitlines()[1]
        assert "Zoë" in line
        assert "\x1b" not in line
        assert line.rstrip().endswith("…")


async def test_a_list_may_have_names_only() -> None:
    options = ScreenOptions(columns=())
    async with browse(DemoAccount(), size=WIDE, options=options) as browsing:
        await browsing.settle()
        head, row = browsing.text(browsing.list).splitlines()[:2]
    assert head.split() == ["name"]
    assert row.strip("▌ ") == "Welcome · new enquiry"


async def test_the_start_has_the_chosen_clock_time() -> None:
    options = ScreenOptions(start_time=time(15, 45))
    async with browse(FakeSource(3), options=options) as browsing:
        await browsing.settle()
        assert "start Mon 23 Nov 15:45" in browsing.text()


async def test_the_weekend_rule_reaches_the_detail() -> None:
    options = ScreenOptions(weekend_rule=WeekendRule.IGNORE)
    async with browse(DemoAccount(), size=(200, 50), options=options) as browsing:
        await browsing.settle()
        assert "hours run on" in browsing.text()


async def test_the_key_opens_the_chosen_page() -> None:
    options = ScreenOptions(page_url="https://sell.example/s/{id}?a=1")
    async with browse(FakeSource(3), options=options) as browsing:
        await browsing.settle()
        await browsing.press("o")
        assert isinstance(browsing.app.screen, SelectionScreen)
        assert "https://sell.example/s/1000?a=1" in browsing.text()


def app_with_wrong_settings(
    wrong: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> tuple[SeqTuiApp, list[str]]:
    """An app that checks its settings at once, and the threads in which it did."""
    threads: list[str] = []

    def find_wrong() -> tuple[str, ...]:
        threads.append(threading.current_thread().name)
        return wrong

    monkeypatch.setattr(app_module, "SETTINGS_DELAY", 0.001)
    return app_over(FakeSource(3), wrong_settings=find_wrong), threads


@pytest.mark.parametrize(
    ("size", "count", "told", "last"),
    [
        (NARROW, 1, 1, "seq-tui config check"),
        (NARROW, 5, 3, "2 more: seq-tui config check"),
        ((40, 10), 5, 0, "5 wrong: seq-tui config check"),
    ],
)
async def test_wrong_settings_are_told_beside_the_screen(
    size: tuple[int, int], count: int, told: int, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tuple(f"config.toml:{line}: a: [b] is\x1b wrong" for line in range(count))
    app, threads = app_with_wrong_settings(wrong, monkeypatch)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        while not app._notifications:
            await pilot.pause(0.005)
        (notice,) = app._notifications
    lines = notice.message.splitlines()
    assert lines == [*(each.replace("\x1b", "␛") for each in wrong[:told]), last]
    assert (notice.title, notice.severity, notice.markup) == ("Settings", "warning", False)
    assert len(threads) == 1
    assert threads[0] != threading.main_thread().name


async def test_right_settings_are_not_mentioned(monkeypatch: pytest.MonkeyPatch) -> None:
    app, threads = app_with_wrong_settings((), monkeypatch)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        while not threads or any(worker.node is app for worker in app.workers):
            await pilot.pause(0.005)
        assert not app._notifications


def test_the_first_paint_has_the_chosen_columns(tmp_path: Path) -> None:
    (tmp_path / ".textual.toml").write_text('[screen]\ncolumns = ["id", "length"]\n')
    with Terminal(in_folder(tmp_path, PROGRAM, "--demo"), size=WIDE) as terminal:
        terminal.read_until(r"Trial · Europe · no reply +21132 +≥ 4 wd")
        terminal.read_until("Quit")
        row = b"21132"
        assert terminal.output.count(row) == 1
        assert terminal.output.index(row) < terminal.output.index(b"\x1b[?1000h")


def test_a_wrong_file_does_not_stop_the_screen_which_says_so(tmp_path: Path) -> None:
    (tmp_path / ".textual.toml").write_text("[screen]\nmouse = 1\ncolums = []\nzone = 'Mars'\n")
    with Terminal(in_folder(tmp_path, PROGRAM, "--demo"), size=WIDE) as terminal:
        terminal.read_until("Trial expired")
        terminal.read_until("screen.colums: there is no such setting")
        terminal.send("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize(("glyphs", "sign"), [("ascii", "> Welcome"), ("unicode", "▌ Welcome")])
def test_the_signs_are_the_chosen_ones(glyphs: str, sign: str, tmp_path: Path) -> None:
    (tmp_path / ".textual.toml").write_text(f"[screen]\nglyphs = '{glyphs}'\n")
    environ = {"TERM": "linux", "COLORTERM": ""}
    with Terminal(in_folder(tmp_path, PROGRAM, "--demo"), size=WIDE, env=environ) as terminal:
        terminal.read_until(sign)


def test_the_zone_is_the_chosen_one(tmp_path: Path) -> None:
    (tmp_path / ".textual.toml").write_text("[screen]\nzone = 'Pacific/Apia'\n")
    with Terminal(in_folder(tmp_path, PROGRAM, "--demo"), size=WIDE) as terminal:
        terminal.read_until("if started .* Pacific/Apia")


STOP_AT_THE_FIRST_PAINT = """
import sys
from seq_tui.cli import first_paint
from seq_tui.cli.commands import browse
from seq_tui.cli.main import main

def stop(account, query, text, look):
    slow = {"pydantic", "platformdirs", "textual", "zoneinfo"} & {*sys.modules}
    import seq_tui.ui.app
    print(slow | {"pydantic"} & {*sys.modules}, look.options.start_time, look.options.zone)
    sys.exit()

browse.can_draw = lambda _: True
first_paint.first_paint_of = stop
sys.exit(main(["--demo"]))
"""


def test_a_full_file_of_settings_is_read_without_pydantic_before_the_first_row(
    tmp_path: Path,
) -> None:
    (tmp_path / "config.toml").write_text(FULL)
    run = subprocess.run(
        [sys.executable, "-c", STOP_AT_THE_FIRST_PAINT],
        cwd=tmp_path,
        env=os.environ | {"SEQ_TUI_CONFIG": str(tmp_path / "config.toml")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "set() 08:30:00 Europe/Warsaw\n"
