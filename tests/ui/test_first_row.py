"""What is needed for the first row, and what is loaded later."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from textual.events import Resize
from textual.geometry import Size

from seq_tui.presentation.glyphs import UNICODE
from seq_tui.ui.options import DEFAULT_OPTIONS
from seq_tui.ui.widgets.detail_pane import DetailPane
from seq_tui.ui.widgets.sequence_detail import SequenceDetail
from tests.bench.programs import Program, archived, demo, seen_before
from tests.fake_source import FakeSource
from tests.pseudo_terminal import Terminal
from tests.settings.files import in_folder
from tests.ui.browsing import NARROW, NOW, WIDE, browse
from tests.ui.toy_list import InkApp

DEMO = (str(Path(sys.executable).parent / "seq-tui"), "--demo")

SECOND_ROW = "Trial · Europe ·".encode()
"""A name that is not shown in the detail."""

IDLE_AFTER = 0.3
"""Seconds without output after which the program counts as idle."""

SLOW_IMPORTS = {"asyncio", "httpx", "sqlite3", "textual", "zoneinfo"}
"""Modules that the first paint does without."""

LATER = [
    "httpx",
    "jiter",
    "seq_tui.domain.zone",
    "seq_tui.presentation.header",
    "seq_tui.ui.screens.help",
    "seq_tui.ui.widgets.start_line",
    "seq_tui.ui.widgets.sequence_detail",
    "seq_tui.ui.widgets.step_list",
    "sqlite3",
    "zoneinfo",
]
"""Modules that a list of rows does without."""

STOP_AT_THE_FIRST_ROWS = """
import os, sys
from pathlib import Path

class Stop:
    AFTER = {"seq_tui.cli.profile_accounts", "seq_tui.client.first_page_prefetch"}

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in Stop.AFTER:
            classes = [each for name in [*sys.modules] for each in own_classes(name)]
            Path(os.environ["MODULES"]).write_text(" ".join([*sys.modules, *classes]))
            os._exit(0)

def own_classes(name):
    for value in vars(sys.modules[name]).values() if name.startswith("seq_tui") else ():
        is_frozen = getattr(getattr(value, "__dataclass_params__", None), "frozen", False)
        if is_frozen and value.__module__ == name:
            yield f"{name}:{value.__name__}"

sys.meta_path.insert(0, Stop)
from seq_tui.cli.entry import main
main()
"""
"""Runs the program until it imports what follows the first rows, and writes what it imported: the
modules, and the frozen dataclasses in ours."""

NOT_FOR_THE_FIRST_ROWS = {
    *("asyncio", "bz2", "logging", "shutil", "socket", "ssl", "subprocess", "tempfile"),
    *("httpx", "jiter", "platformdirs", "pydantic", "textual", "tomllib", "zoneinfo"),
}
"""What no account needs before its first rows are drawn; each takes 1 to 20 ms (measured)."""

NOT_FOR_LOCAL_ACCOUNTS = {
    *("hashlib", "random", "seq_tui.cli.credentials", "seq_tui.settings.logins"),
}
"""What also the demo account and an archive do without."""

FROZEN_DATACLASSES = {"seq_tui.domain.page:Window", "seq_tui.domain.query:Query"}
"""Those that are defined before the first rows. Each takes 0.7 ms, a NamedTuple 0.1 to 0.2
(measured); these two have an ``in`` or a truth of their own."""


def test_importing_the_screen_does_not_import_what_is_needed_later() -> None:
    script = f"import sys, seq_tui.ui.app; print(set({LATER!r}) & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def test_the_first_paint_does_not_import_the_screen() -> None:
    script = (
        "import sys, seq_tui.cli.commands.browse, seq_tui.cli.first_paint;"
        f"print({SLOW_IMPORTS!r} & {{name.partition('.')[0] for name in sys.modules}})"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def imported_until_the_first_rows(program: Program, modules: Path) -> set[str]:
    command = (sys.executable, "-c", STOP_AT_THE_FIRST_ROWS, *program.command[1:])
    command = in_folder(modules.parent, *command)
    env = {**program.env, "MODULES": str(modules), "SEQ_TUI_SLOW": ""}
    with Terminal(command, env=env) as terminal:
        assert terminal.wait() == 0
        assert program.ready in terminal.output
    return set(modules.read_text().split())


def test_the_first_rows_of_local_accounts_import_only_what_they_need(tmp_path: Path) -> None:
    forbidden = NOT_FOR_THE_FIRST_ROWS | NOT_FOR_LOCAL_ACCOUNTS
    with archived(3) as archive:
        for program in (demo(), archive):
            imported = imported_until_the_first_rows(program, tmp_path / "modules")
            assert imported & forbidden == set(), program.command
            assert {name for name in imported if ":" in name} == FROZEN_DATACLASSES


def test_the_first_rows_of_a_cache_import_only_what_they_need(tmp_path: Path) -> None:
    program = seen_before("http://127.0.0.1:9")
    imported = imported_until_the_first_rows(program, tmp_path / "modules")
    assert imported & NOT_FOR_THE_FIRST_ROWS == set()
    assert {name for name in imported if ":" in name} == FROZEN_DATACLASSES


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_the_first_rows_are_written_once(size: tuple[int, int]) -> None:
    with Terminal(DEMO, size=size) as terminal:
        terminal.read_until("Quit")
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.output.count(SECOND_ROW) == 1
        assert terminal.output.index(SECOND_ROW) < terminal.output.index(b"\x1b[?1000h")
        assert terminal.output.count(b"\x1b[?1049h") == 1
        assert terminal.modes_left_on() == set()


def test_a_key_typed_during_the_first_paint_reaches_the_screen() -> None:
    with Terminal(DEMO) as terminal:
        terminal.read_until(lambda: SECOND_ROW in terminal.output)
        terminal.send("j", "Enter")
        terminal.read_until("2 of 342.*")
        terminal.read_until("at once")
        assert b"j\r" not in terminal.output


def test_a_search_typed_during_the_first_paint_is_made() -> None:
    with Terminal(DEMO) as terminal:
        terminal.read_until(lambda: SECOND_ROW in terminal.output)
        terminal.send("/", "winback", "C-u", "trial")
        terminal.read_until("1 of 34 ")


def test_the_screen_has_a_size_that_changed_during_the_first_paint() -> None:
    with Terminal(DEMO, size=WIDE) as terminal:
        terminal.read_until(lambda: SECOND_ROW in terminal.output)
        terminal.resize(*NARROW)
        terminal.read_until("Quit")
        assert terminal.lines()[1][-2:] == "─╮"


def test_a_terminal_lost_without_a_signal_ends_the_process_like_a_hangup(tmp_path: Path) -> None:
    with Terminal(DEMO, ignore_hangup=True, env={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.read_until(lambda: SECOND_ROW in terminal.output)
        terminal.close_master()
        assert terminal.wait() == 129
        assert not list(tmp_path.iterdir())


@pytest.mark.anyio
async def test_an_outdated_resize_event_is_ignored() -> None:
    async with browse(FakeSource(30), size=WIDE) as browsing:
        before = browsing.list.size
        browsing.screen.post_message(Resize(Size(*NARROW), Size(*NARROW)))
        await browsing.settle()
        assert browsing.list.size == before


@pytest.mark.parametrize(
    "environ",
    [{"NO_COLOR": "1"}, {"PYTHONIOENCODING": "ascii"}, {"TERM": "linux", "COLORTERM": ""}],
)
def test_there_is_no_first_paint_where_it_would_look_different(
    environ: dict[str, str],
) -> None:
    with Terminal(DEMO, env=environ) as terminal:
        terminal.read_until("Trial expired")
        assert terminal.output.index(b"\x1b[?1000h") < terminal.output.index(b"Trial expired")


def test_a_terminal_that_reports_no_size_becomes_idle() -> None:
    with Terminal(DEMO) as terminal:
        terminal.read_until("Quit")
        terminal.resize(0, 0)

        def is_idle() -> bool:
            return time.monotonic() - terminal.arrivals[-1][0] > IDLE_AFTER

        terminal.read_until(is_idle)
        terminal.send("q")
        assert terminal.wait() == 0


@pytest.mark.anyio
async def test_the_detail_is_created_with_the_first_row() -> None:
    source = FakeSource(30)
    source.hold()
    async with browse(source) as browsing:
        assert not browsing.screen.query(SequenceDetail)
        source.release()
        await browsing.settle()
        assert "#1000" in browsing.text(browsing.screen.query_one(SequenceDetail))


@pytest.mark.anyio
async def test_keys_for_the_detail_before_the_first_row_are_not_lost() -> None:
    source = FakeSource(30)
    source.hold()
    async with browse(source) as browsing:
        await browsing.pilot.press("right_square_bracket", "enter", "escape")
        source.release()
        await browsing.press("down")
        assert "start Tue 24 Nov 09:00" in browsing.text()
        assert browsing.app.focused is browsing.list


@pytest.mark.anyio
async def test_the_detail_can_be_requested_before_it_is_mounted() -> None:
    pane = DetailPane(UNICODE, lambda: NOW, DEFAULT_OPTIONS, lambda _: None)
    assert pane.content.start == NOW
    app = InkApp()
    async with app.run_test():
        await app.mount(pane)
        assert list(pane.children) == [pane.content]
