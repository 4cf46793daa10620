"""How many bytes keys cause with ``--slow``, compared with those without it."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.figure import Figure, Goal
from tests.bench.programs import demo
from tests.bench.timed_program import WIDE, Watched, watching

QUIET = 0.5
"""Seconds without a byte after which nothing follows, also with ``--slow``."""

KEYS, A_SECOND = 10, 8
"""A key that is pressed again and again: slower than a repeated one, quicker than ``--slow`` shows
details."""

WHOLE, STEP, READING, PAGE, OPENED = "start", "Down", "Downs", "PageDown", "Enter"

TITLES = {
    WHOLE: "bytes until the whole screen is painted",
    STEP: "bytes of Down, with the detail after it",
    READING: f"bytes of {KEYS} × Down at {A_SECOND}/s",
    PAGE: "bytes of PageDown, with the detail",
    OPENED: "bytes of Enter",
}


def measure(_runs: int) -> list[Figure]:
    """Once for each: the bytes depend on no other load than one that delays keys."""
    usual = demo()
    slow = replace(usual, command=(*usual.command, "--slow"))
    found = []
    for program in (slow, usual):
        with watching(program) as watched:
            found.append(_bytes(watched))
    less, more = found
    screen = f"{WIDE[0]}×{WIDE[1]}"
    return [
        Figure(
            f"{title}, --slow, {screen}", "bytes", (less[what],), (more[what],), "without", Goal(1)
        )
        for what, title in TITLES.items()
    ]


def _bytes(watched: Watched) -> dict[str, int]:
    watched.settle(QUIET)
    count = {WHOLE: watched.received}
    watched.press("Down", QUIET)
    for what, key, times in ((STEP, "Down", 1), (READING, "Down", KEYS), (PAGE, "PageDown", 1)):
        before = watched.received
        watched.hold(key, times, A_SECOND, QUIET)
        count[what] = watched.received - before
    before = watched.received
    watched.press("Enter", QUIET)
    count[OPENED] = watched.received - before
    return count
