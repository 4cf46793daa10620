"""What the process holds after scrolling anywhere: memory, threads, open files."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tests.bench.figure import Figure, Goal
from tests.bench.keys import MILLION, THOUSAND
from tests.bench.process import Vitals, vitals
from tests.bench.programs import bare_list, demo_server, live
from tests.bench.timed_program import WIDE, watching

if TYPE_CHECKING:
    from tests.bench.programs import Server
    from tests.bench.timed_program import Watched

MORE_MB, MOST_MB = 20, 80

HELD = 600
"""Presses of a held PageDown in 20 seconds: 19,000 rows, more than are kept in memory."""

WORD = "winback"

SEARCH_S = 3
"""Seconds without a byte after which the server's first search is over."""

SEEK_S = 10
"""Seconds without a byte after which the end was found."""

DRAGGED = 3
"""Requests for a drag: the page where it ends, the next one if that is in view, one ahead."""


def measure(_runs: int) -> list[Figure]:
    """The same way through a thousand and a million rows, once: memory is not noisy."""
    found: dict[str, list[Vitals]] = defaultdict(list)
    asked: list[float] = []
    with demo_server(MILLION) as large, demo_server(THOUSAND) as small:
        for name, program, server in (
            ("million", live(large.address), large),
            ("thousand", live(small.address), None),
            ("bare", bare_list(MILLION), None),
        ):
            with watching(program) as watched:
                asked += scroll_anywhere(watched, server)
                found[name].append(vitals(watched.pid))
    dragged = "requests for a drag to the middle of 1 M rows"
    return [
        *_figures(found),
        Figure(dragged, "requests", tuple(asked), goal=Goal(plus=DRAGGED)),
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


def scroll_anywhere(watched: Watched, server: Server | None) -> list[float]:
    """A held key, both ends, the scroll bar, a search, and back.

    Gives how many requests `server` was asked for the drag to the middle.
    """
    watched.hold("PageDown", HELD, 30)
    watched.press("End", quiet=SEEK_S if server else None)
    for key in ("Home", "End", "PageUp", "Down"):
        watched.press(key)
    asked: list[float] = []
    if watched.detail_column:
        bar, bottom = watched.detail_column - 2, WIDE[1] - 2
        before = len(server.asked()) if server else 0
        drag(watched, bar, bottom, bottom // 2)
        watched.settle(1)
        if server:
            asked.append(len(server.asked()) - before)
        watched.send("/", *WORD)
        watched.settle(SEARCH_S)
        watched.press("Enter")
        watched.press("Esc")
    watched.hold("PageUp", HELD // 10, 30)
    watched.settle(1)
    return asked


def drag(watched: Watched, column: int, begin: int, end: int) -> None:
    """Pull the mouse from one row to another with the left button down; counted from 1."""
    for button, row, kind in ((0, begin, "M"), (32, end, "M"), (0, end, "m")):
        watched.send_bytes(f"\x1b[<{button};{column};{row}{kind}".encode())
        # What is pressed is grabbed a moment later.
        watched.settle()
