"""What the process holds after scrolling anywhere: memory, threads, open files."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tests.bench.figure import Figure, Goal
from tests.bench.gestures import MILLION, THOUSAND
from tests.bench.process import Vitals, vitals
from tests.bench.programs import bare_list, demo_server, live
from tests.bench.watched import watching

if TYPE_CHECKING:
    from tests.bench.watched import Watched

MORE_MB, MOST_MB = 20, 80

HELD = 120
"""Presses of a held PageDown: 3,800 rows, more than are kept in memory."""


def measure(_runs: int) -> list[Figure]:
    """The same way through a thousand and a million rows, once: memory is not noisy."""
    found: dict[str, list[Vitals]] = defaultdict(list)
    with demo_server(MILLION) as large, demo_server(THOUSAND) as small:
        programs = {
            "million": live(large.address),
            "thousand": live(small.address),
            "bare": bare_list(MILLION),
        }
        for name, program in programs.items():
            with watching(program) as watched:
                scroll_anywhere(watched)
                found[name].append(vitals(watched.pid))
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


def scroll_anywhere(watched: Watched) -> None:
    """A held key, both ends, the scroll bar, and back."""
    watched.hold("PageDown", HELD, 30)
    for key in ("End", "End", "Home", "End", "PageUp", "Down"):
        watched.press(key)
    if watched.detail_column:
        drag(watched, watched.detail_column - 2, 4, 20)
        drag(watched, watched.detail_column - 2, 20, 10)
    watched.hold("PageUp", HELD // 2, 30)
    watched.settle(1)


def drag(watched: Watched, column: int, begin: int, end: int) -> None:
    """Pull the mouse from one row to another with the left button down; counted from 1."""
    watched.send_bytes(
        f"\x1b[<0;{column};{begin}M\x1b[<32;{column};{end}M\x1b[<0;{column};{end}m".encode()
    )
    watched.settle()
