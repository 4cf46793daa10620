"""How many requests the program sends to open, to scroll, for a held key, and to find the end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from seq_tui.domain.page import PER_PAGE
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.server.demo.account import SIZE
from tests.bench.figure import Figure, Goal
from tests.bench.programs import Server, demo_server, live
from tests.bench.single_keys import MILLION
from tests.bench.timed_program import watching

if TYPE_CHECKING:
    from tests.bench.timed_program import Watched

HELD_S, PER_SECOND = 5, 30

SCROLLS = 12
"""Presses of PageDown to the last row of the demo account; for who rests there, the names of
creators are asked for."""

SEEK_S = 15
"""Seconds to find the end in; at 8 requests a second, 30 take 4."""

BETWEEN_S = 0.3
"""Seconds without a request after which the search has stopped; it sends 8 a second."""

MOST_TO_END = 30


def measure(_runs: int) -> list[Figure]:
    """Count once: a second run would count the same."""
    return [*_open_and_scroll(), _hold_page_down(), _find_end()]


def _open_and_scroll() -> list[Figure]:
    with demo_server() as server, watching(live(server.address)) as watched:
        to_open = len(server.requests())
        for _ in range(SCROLLS):
            watched.press("PageDown")
        reached = watched.position
        return [
            Figure("requests to open", "requests", (to_open,), goal=Goal(plus=1)),
            Figure(
                f"requests to scroll through {SIZE} rows",
                "requests",
                (len(server.requests()),),
                goal=Goal(plus=-(-SIZE // PER_PAGE)),
                note=f"at row {reached.row}",
                is_reached=reached.row == SIZE,
            ),
        ]


def _hold_page_down() -> Figure:
    with demo_server(MILLION) as server, watching(live(server.address)) as watched:
        watched.hold("PageDown", HELD_S * PER_SECOND, PER_SECOND)
        watched.settle(1)
        last_row = _last_in_view(watched)
        shown = -(-last_row // PER_PAGE)
        return Figure(
            f"requests to hold PageDown for {HELD_S} s",
            "requests",
            (len(server.requests()),),
            (shown,),
            "pages shown",
            Goal(1, 1),
            note=f"at row {last_row:,}",
        )


def _last_in_view(watched: Watched) -> int:
    """The last row of the list that is in view, from 1."""
    lines = watched.lines()
    cursor = next(y for y, line in enumerate(lines) if line.startswith(f"│{UNICODE.cursor}"))
    below = sum(line.startswith("│") for line in lines[cursor + 1 :])
    return min(watched.position.row + below, watched.position.known)


def _find_end() -> Figure:
    """Press ``G`` until the end is known, again whenever the requests have stopped."""
    with demo_server(MILLION) as server, watching(live(server.address)) as watched:
        before = len(server.requests())
        deadline = time.monotonic() + SEEK_S
        while not watched.position.is_end_known and time.monotonic() < deadline:
            watched.send("G")
            _wait_for_requests(server, deadline)
        count, position = len(server.requests()) - before, watched.position
        found = "found" if position.is_end_known else f"not found in {SEEK_S} s"
        return Figure(
            "requests to find the end of 1 M rows",
            "requests",
            (count,),
            goal=Goal(plus=MOST_TO_END),
            note=f"{found}: at row {position.row:,}",
            is_reached=position.is_end_known,
        )


def _wait_for_requests(server: Server, deadline: float) -> None:
    count = -1
    while count != (count := len(server.requests())) and time.monotonic() < deadline:
        time.sleep(BETWEEN_S)
