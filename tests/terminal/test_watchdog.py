"""How the process around a screen ends, as seen from its terminal."""

from __future__ import annotations

import signal
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from seq_tui.terminal.held_terminal import TERMINATION_SIGNALS
from tests.pseudo_terminal import SYNCHRONISED_OUTPUT, Terminal
from tests.terminal import mortal_app
from tests.terminal.mortal_app import TOKEN, MortalApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IN_BAND_RESIZE = 2048

APP_MODES = {"?1049", "?1000", "?2004", "?7 off", "?25 off", "kitty", "no echo"}
"""Some of the modes that an app changes."""

MOUSE_ON_FIRST_CELL = b"\x1b[<35;1;1M"

PASTE = b"\x1b[200~text\x1b[201~"
"""An error in the thread that reads the input; see `mortal_app`."""

DEADLINE = 10
"""Seconds in which the process has to end, on a busy machine too; by itself it would take 60."""

PATIENT = ("--patient",)
"""For an app that is to end by itself: on a busy machine that may take longer than it is given."""

pytestmark = pytest.mark.anyio


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Terminal]:
    def started(
        *,
        controlling: bool = True,
        ignore_hangup: bool = False,
        known_modes: frozenset[int] = frozenset({SYNCHRONISED_OUTPUT}),
        arguments: tuple[str, ...] = PATIENT,
    ) -> Terminal:
        terminal = Terminal(
            [sys.executable, str(mortal_app.__file__), *arguments],
            env={"TMPDIR": str(tmp_path)},
            controlling=controlling,
            ignore_hangup=ignore_hangup,
            known_modes=known_modes,
        )
        terminal.read_until("ready")
        return terminal

    return started


@pytest.mark.parametrize("number", TERMINATION_SIGNALS)
def test_a_signal_ends_the_process_and_restores_the_terminal(
    start: Callable[..., Terminal], number: signal.Signals, tmp_path: Path
) -> None:
    with start() as terminal:
        assert terminal.modes_left_on() >= APP_MODES
        terminal.kill(number)
        assert terminal.wait(DEADLINE) == 128 + number
        assert terminal.modes_left_on() == set()
        assert (tmp_path / "unmounted").exists()


def test_a_terminal_that_resizes_in_band_is_restored_completely(
    start: Callable[..., Terminal],
) -> None:
    with start(known_modes=frozenset({SYNCHRONISED_OUTPUT, IN_BAND_RESIZE})) as terminal:
        terminal.read_until(lambda: "?1016" in terminal.modes_left_on())
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(DEADLINE) == 143
        assert terminal.modes_left_on() == set()


def test_without_the_mouse_the_terminal_keeps_it(start: Callable[..., Terminal]) -> None:
    with start(arguments=("--no-mouse",)) as terminal:
        assert terminal.modes_left_on() >= APP_MODES - {"?1000"}
        assert not terminal.modes_left_on() & {"?1000", "?1003", "?1006", "?1015"}


def test_the_shape_of_the_mouse_pointer_is_restored(start: Callable[..., Terminal]) -> None:
    with start() as terminal:
        terminal.send_bytes(MOUSE_ON_FIRST_CELL)
        terminal.read_until(lambda: "pointer" in terminal.modes_left_on())
        terminal.send("q")
        assert terminal.wait(DEADLINE) == 0
        assert terminal.modes_left_on() == set()


def test_a_blocked_event_loop_does_not_keep_the_process_alive(
    start: Callable[..., Terminal],
) -> None:
    with start(arguments=()) as terminal:
        terminal.send("b")
        terminal.read_until("blocked")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(DEADLINE) == 143
        assert terminal.modes_left_on() == set()


def test_a_stalled_terminal_does_not_keep_the_process_alive_and_is_restored(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    with start(arguments=()) as terminal:
        terminal.stall()
        terminal.send("d")
        terminal.read_until((tmp_path / "drawing").exists)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(DEADLINE) == 143
        terminal.resume()
        terminal.read_until(lambda: terminal.modes_left_on() == set())


@pytest.mark.parametrize("controlling", [True, False])
@pytest.mark.parametrize("ignore_hangup", [True, False])
def test_a_lost_terminal_ends_the_process(
    start: Callable[..., Terminal], *, controlling: bool, ignore_hangup: bool, tmp_path: Path
) -> None:
    with start(controlling=controlling, ignore_hangup=ignore_hangup) as terminal:
        terminal.close_master()
        assert terminal.wait(DEADLINE) == 129
        assert (tmp_path / "unmounted").exists()


def test_a_stalled_terminal_that_is_lost_ends_the_process(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    with start(arguments=(), ignore_hangup=True) as terminal:
        terminal.stall()
        terminal.send("d")
        terminal.read_until((tmp_path / "drawing").exists)
        terminal.close_master()
        assert terminal.wait(DEADLINE) == 129


def test_a_hangup_that_the_parent_set_to_be_ignored_is_ignored(
    start: Callable[..., Terminal],
) -> None:
    with start(ignore_hangup=True) as terminal:
        terminal.kill(signal.SIGHUP)
        terminal.send("3")
        assert terminal.wait(DEADLINE) == 3


@pytest.mark.parametrize(("key", "shown"), [("t", "thread"), ("h", "hanging")])
def test_a_hanging_thread_or_worker_does_not_delay_quitting(
    start: Callable[..., Terminal], key: str, shown: str
) -> None:
    with start(arguments=()) as terminal:
        terminal.send(key)
        terminal.read_until(shown)
        terminal.send("q")
        assert terminal.wait(DEADLINE) == 0
        assert terminal.modes_left_on() == set()


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("3", 3)])
def test_the_exit_code_is_that_of_the_app(
    start: Callable[..., Terminal], key: str, code: int
) -> None:
    with start() as terminal:
        terminal.send(key)
        assert terminal.wait(DEADLINE) == code


@pytest.mark.parametrize(
    ("keys", "error", "place"),
    [
        (b"c", "ValueError", "in action_crash"),
        (b"w", "KeyError", "in fail"),
        (PASTE, "ValueError", "in _read_input"),
    ],
)
def test_a_crash_prints_one_sentence_and_saves_a_private_report(
    start: Callable[..., Terminal], keys: bytes, error: str, place: str, tmp_path: Path
) -> None:
    with start() as terminal:
        terminal.send_bytes(keys)
        assert terminal.wait(DEADLINE) == 70
        assert terminal.modes_left_on() == set()
        [report] = tmp_path.glob("seq-tui-crash-*.txt")
        sentence = f"seq-tui stopped because of a bug in it ({error}). The report is in {report}"
        assert terminal.output.endswith(sentence.encode() + b"\r\n")
        assert terminal.output.count(b"\x1b[?1049l") == 1
        assert stat.S_IMODE(report.stat().st_mode) == 0o600
        assert place in report.read_text()
        assert TOKEN not in report.read_text()
        assert TOKEN.encode() not in terminal.output


def test_an_escape_key_is_handled_without_another_key_after_it(
    start: Callable[..., Terminal],
) -> None:
    with start() as terminal:
        terminal.send("C-p")
        terminal.read_until("Search for commands")
        terminal.send("Esc")
        terminal.read_until(lambda: "Search for commands" not in terminal.screen_text())


async def test_without_a_watchdog_a_crash_raises_its_error() -> None:
    app = MortalApp()
    with pytest.raises(ValueError, match=TOKEN):
        async with app.run_test() as pilot:
            await pilot.press("c")
    assert app.return_code == 70
