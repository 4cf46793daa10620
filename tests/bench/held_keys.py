"""A held key: how long the screen lags behind the last press."""

from __future__ import annotations

from collections import defaultdict

from tests.bench.figure import Figure, Goal
from tests.bench.programs import BARE_LIST, bare_list, demo_server, live
from tests.bench.single_keys import MILLION
from tests.bench.timed_program import watching

KEYS = 100

RATES = (30, 100)
"""Keys a second: the repeat rate of an ordinary keyboard, and of a fast one."""

MOST_LAG_MS = 20


def measure(runs: int) -> list[Figure]:
    """Hold Down, through rows that are loaded and some that are not."""
    lags: dict[tuple[str, int], list[float]] = defaultdict(list)
    with demo_server(MILLION) as server:
        programs = {"ours": live(server.address), BARE_LIST: bare_list(MILLION)}
        for _ in range(runs):
            for name, program in programs.items():
                with watching(program) as watched:
                    watched.hold("PageDown", 20, 25, quiet=2 * watched.quiet)
                    watched.press("Home")
                    for rate in RATES:
                        burst = watched.hold("Down", KEYS, rate)
                        lags[name, rate].append(burst.of_list.last_ms)
                        lags[f"{name} in all", rate].append(burst.last_ms)
    figures = []
    for rate in RATES:
        bare = tuple(lags[BARE_LIST, rate])
        for name, what, goal in (
            ("ours", "list", Goal(plus=MOST_LAG_MS)),
            ("ours in all", "detail", None),
        ):
            title = f"{KEYS} × Down at {rate}/s, lag to the {what}'s last byte"
            figures.append(Figure(title, "ms", tuple(lags[name, rate]), bare, BARE_LIST, goal))
    return figures
