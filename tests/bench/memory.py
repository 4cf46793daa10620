"""Memory, threads and open files of the process after scrolling through the list."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tests.bench.figure import Figure, Goal
from tests.bench.process import Vitals, vitals
from tests.bench.programs import bare_list, demo_server, live
from tests.bench.single_keys import MILLION, THOUSAND
from tests.bench.timed_program import WIDE, watching

if TYPE_CHECKING:
    from tests.bench.programs import Server
    from tests.bench.timed_program import Watched

MORE_MB, MOST_MB = 20, 75

HELD = 600
"""Presses of a held PageDown in 20 seconds: 19,000 rows, more than the list keeps in memory."""

WORD = "winback"

SEARCH_S = 3
"""Seconds without a byte after which the server's first search is over."""

SEEK_S = 10
"""Seconds without a byte after which the end has been found."""

DRAGGED = 3
"""Requests for a drag: the page where it ends, the next one if in view, and one prefetched."""


def measure(_runs: int) -> list[Figure]:
    """Scroll the same way through a thousand and a million rows, once: memory is not noisy."""
    found: dict[str, list[Vitals]] = defaultdict(list)
    requests: list[float] = []
    with demo_server(MILLION) as large, demo_server(THOUSAND) as small:
        for name, program, server in (
            ("million", live(large.address), large),
            ("thousand", live(small.address), None),
            ("bare", bare_list(MILLION), None),
        ):
            with watching(program) as watched:
                requests += scroll_everywhere(watched, server)
                found[name].append(vitals(watched.pid))
    dragged = "requests for a drag to the middle of 1 M rows"
    return [
        *_figures(found),
        Figure(dragged, "requests", tuple(requests), goal=Goal(plus=DRAGGED)),
    ]


def _figures(found: dict[str, list[Vitals]]) -> list[Figure]:
    memory = {name: tuple(each.megabytes for each in held) for name, held in found.items()}
    million, thousand = found["million"], found["thousand"]
    name = "ours, 1 k rows"
    return [
        Figure(
            "memory, 1 M rows", "MB", memory["million"], memory["thousand"], name, Goal(1, MORE_MB)
        ),
        Figure(
            "memory in all", "MB", memory["million"], memory["bare"], "bare", Goal(plus=MOST_MB)
        ),
        Figure(
            "threads, 1 M rows",
            "",
            tuple(each.threads for each in million),
            tuple(each.threads for each in thousand),
            name,
        ),
        Figure(
            "open files, 1 M rows",
            "",
            tuple(each.files for each in million),
            tuple(each.files for each in thousand),
            name,
        ),
    ]


def scroll_everywhere(watched: Watched, server: Server | None) -> list[float]:
    """Hold a key, go to both ends, drag the scroll bar, search, and scroll back.

    Returns:
        The number of requests to `server` for the drag to the middle.
    """
    watched.hold("PageDown", HELD, 30)
    watched.press("End", quiet=SEEK_S if server else None)
    for key in ("Home", "End", "PageUp", "Down"):
        watched.press(key)
    requests: list[float] = []
    if watched.detail_column:
        bar, bottom = watched.detail_column - 2, WIDE[1] - 2
        before = len(server.requests()) if server else 0
        drag(watched, bar, bottom, bottom // 2)
        watched.settle(1)
        if server:
            requests.append(len(server.requests()) - before)
        watched.send("/", *WORD)
        watched.settle(SEARCH_S)
        watched.press("Enter")
        watched.press("Esc")
    watched.hold("PageUp", HELD // 10, 30)
    watched.settle(1)
    return requests


def drag(watched: Watched, column: int, begin: int, end: int) -> None:
    """Drag the mouse with the left button from one line of the screen to another, from 1."""
    for button, row, kind in ((0, begin, "M"), (32, end, "M"), (0, end, "m")):
        watched.send_bytes(f"\x1b[<{button};{column};{row}{kind}".encode())
        # The thumb is grabbed a moment after the press.
        watched.settle()
