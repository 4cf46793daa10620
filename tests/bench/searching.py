"""From a keystroke in the search box to the painted result, over a served demo account."""

from __future__ import annotations

from seq_tui.ui.widgets.search_bar import SEARCH_REST
from tests.bench.figure import Figure
from tests.bench.gestures import MILLION
from tests.bench.programs import demo_server, live
from tests.bench.watched import watching

WORD = "winback"

QUIET = SEARCH_REST + 0.4
"""Seconds without a byte after which the answer has been painted."""

FIRST_SEARCH_S = 3
"""Seconds for the server's first search, which makes the names that it looks through."""


def measure(_runs: int) -> list[Figure]:
    """Each letter of a word, once; the result includes the detail of the first row found."""
    note = f"{SEARCH_REST * 1000:.0f} of it wait for the next key"
    return [
        Figure(f"search keystroke → result, {name} rows served", "ms", _times(size), note=note)
        for name, size in (("342", 342), ("1 M", MILLION))
    ]


def _times(size: int) -> tuple[float, ...]:
    with demo_server(size) as server, watching(live(server.address)) as watched:
        watched.press("/")
        watched.press("w", quiet=FIRST_SEARCH_S)
        return tuple(watched.press(letter, QUIET).last_ms for letter in WORD[1:])
