"""Tests of the program as users run it: in a terminal, over real HTTP."""

from __future__ import annotations

import random
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import Sequence, Step, TaskAction, UnknownAction
from seq_tui.server.demo.account import DemoAccount
from tests.pseudo_terminal import Terminal
from tests.screen import kinds
from tests.serving import SourceCatalogue, serving

if TYPE_CHECKING:
    from tests.serving import Served

PROGRAM = str(Path(sys.executable).parent / "seq-tui")
HOSTILE = "\x1b]52;c;cHduZWQ=\x07[/b][@click=app.quit]x[/]"
HANGING_S = 3600.0

AT_ANY_TIME = {"C0 0a", "C0 0d", "CSI C", "CSI D", "CSI G", "CSI H"}
"""Moves of the cursor: which a frame needs depends on what changes at once. `HOSTILE` has none."""


def browser(served: Served, size: tuple[int, int] = (120, 36)) -> Terminal:
    account = {"SELL_API_URL": served.address, "SELL_ACCESS_TOKEN": "x" * 64}
    return Terminal([PROGRAM], size=size, env=account)


def of_sequences(served: Served) -> list[str]:
    """The requests for sequences: not those for the names of their creators."""
    return [query for query in served.queries if query.startswith("/v2/sequences")]


def test_it_opens_with_one_request_and_loads_342_rows_in_four() -> None:
    with serving(DemoAccount()) as served, browser(served) as terminal:
        terminal.read_until("1 of 100\\+")
        assert of_sequences(served) == ["/v2/sequences?page=1&per_page=100"]
        terminal.send("End")
        terminal.read_until("342 of 342")
        terminal.send(":", "250", "Enter")
        terminal.read_until(lambda: len(of_sequences(served)) == 4)
        assert sorted(of_sequences(served)) == [
            f"/v2/sequences?page={number}&per_page=100" for number in (1, 2, 3, 4)
        ]
        assert served.queries[0] == "/v2/sequences?page=1&per_page=100"
        names = [query for query in served.queries if query not in of_sequences(served)]
        assert len(names) == len(set(names))
        terminal.send("q")
        assert terminal.wait() == 0


def test_fast_typing_respects_the_rate_limit_and_ends_with_the_right_results() -> None:
    rng = random.Random(7)
    with serving(DemoAccount(), latency=0.05) as served, browser(served) as terminal:
        terminal.read_until("1 of 100\\+")
        terminal.send("/")
        for _ in range(500):
            terminal.send(rng.choice("abcdefghij klmnopqrstuvwxyz0123456789"))
        terminal.send("C-u", "trial")
        terminal.read_until("1 of 34 ")
        terminal.send("C-u", "winback 90")
        terminal.read_until("Winback 90(.|\n)*1 of|1 of(.|\n)*Winback 90")
        assert served.most_in_a_second() <= 10
        assert terminal.modes_left_on()
        terminal.send("C-c")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()


def test_a_hostile_name_reaches_the_terminal_only_as_text() -> None:
    step = Step(
        id=1,
        delay=Delay(HOSTILE, HOSTILE),
        action=TaskAction(HOSTILE, {"task_content": HOSTILE, HOSTILE: HOSTILE}),
        extra={HOSTILE: HOSTILE},
    )
    unknown = Step(delay=Delay(1, HOSTILE), action=UnknownAction(HOSTILE, {HOSTILE: [HOSTILE]}))
    hostile = Sequence(1, HOSTILE, 2, created_at=HOSTILE, updated_at=HOSTILE, steps=(step, unknown))
    seen: list[set[str]] = []
    for sequence in (Sequence(1, "Plain", 2, steps=(Step(), Step())), hostile):
        catalogue = SourceCatalogue(sequences=(sequence,))
        with serving(catalogue) as served, browser(served) as terminal:
            terminal.read_until("1 of 1 ")
            terminal.click(10, 4)
            terminal.send("Enter", "Down", "Enter", "?")
            terminal.read_until("─ Help ")
            # Escape and a key that arrive together are read as one other key.
            terminal.send("Esc")
            terminal.read_until(lambda: "─ Help " not in terminal.screen_text())
            terminal.send("/", HOSTILE.replace("\x1b", ""), "Enter")
            terminal.send("C-c")
            assert terminal.wait() == 0
            seen.append(kinds(terminal.output))
    plain, shown = seen
    assert shown - plain <= AT_ANY_TIME


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_during_a_hanging_request_restores_the_terminal(
    number: signal.Signals, code: int
) -> None:
    with serving(DemoAccount(), latency=HANGING_S) as served, browser(served) as terminal:
        terminal.read_until("Loading sequences")
        terminal.kill(number)
        assert terminal.wait() == code
        assert terminal.modes_left_on() == set()


def test_q_during_a_hanging_request_quits_immediately() -> None:
    with serving(DemoAccount(), latency=HANGING_S) as served, browser(served) as terminal:
        terminal.read_until("Loading sequences")
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()


def test_a_lost_terminal_during_a_hanging_request_ends_the_process() -> None:
    with serving(DemoAccount(), latency=HANGING_S) as served, browser(served) as terminal:
        terminal.read_until("Loading sequences")
        terminal.close_master()
        assert terminal.wait() == 129


def test_sigterm_ends_it_on_a_stalled_terminal() -> None:
    with serving(DemoAccount()) as served, browser(served) as terminal:
        terminal.read_until("1 of 100\\+")
        terminal.stall()
        terminal.send(*["PageDown", "PageUp"] * 60)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait() == 143


def test_an_encoding_without_the_glyphs_gets_plain_ones_of_the_same_width() -> None:
    latin = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    with Terminal([PROGRAM, "--demo"], size=(120, 24), env=latin) as terminal:
        terminal.read_until(r"\|  \?{4}.*ETRE")
        lines = terminal.lines()
        assert lines[1].startswith("+- Sequences ---")
        assert lines[1][49:51] == "++"
        row = next(line for line in lines if line.startswith("|  ????"))
        assert row[49:51] == "||"
        assert "ETRE" in row
        terminal.send("q")
        assert terminal.wait() == 0
