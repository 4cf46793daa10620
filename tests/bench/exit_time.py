"""From the wish to leave to the end of the process."""

from __future__ import annotations

import time
from collections import defaultdict

from tests.bench.figure import Figure, Goal
from tests.bench.programs import BARE_APP, Program, bare_app, demo_server, live
from tests.bench.timed_program import watching

QUITS = 3
"""Times in a run that each program is left."""

MOST_TO_QUIT_MS, MOST_TO_NOTICE_MS = 150, 3000


def measure(runs: int) -> list[Figure]:
    """``q``, and a terminal that is gone."""
    times: dict[str, list[float]] = defaultdict(list)
    with demo_server() as server:
        ours = live(server.address)
        for _ in range(runs * QUITS):
            times["ours"].append(_quit(ours))
            times[BARE_APP].append(_quit(bare_app()))
        for _ in range(runs):
            times["lost"].append(_lost(ours, ignore_hangup=False))
            times["unheard"].append(_lost(ours, ignore_hangup=True))
    bare = tuple(times[BARE_APP])
    quit_goal, lost_goal = Goal(plus=MOST_TO_QUIT_MS), Goal(plus=MOST_TO_NOTICE_MS)
    return [
        Figure("q → process gone", "ms", tuple(times["ours"]), bare, BARE_APP, quit_goal),
        Figure("terminal gone → process gone", "ms", tuple(times["lost"]), goal=lost_goal),
        Figure("the same, SIGHUP ignored", "ms", tuple(times["unheard"]), goal=lost_goal),
    ]


def _quit(program: Program) -> float:
    with watching(program) as watched:
        began = time.monotonic()
        watched.send("q")
        watched.wait()
        return ((watched.exited_at or began) - began) * 1000


def _lost(program: Program, *, ignore_hangup: bool) -> float:
    with watching(program, ignore_hangup=ignore_hangup) as watched:
        began = time.monotonic()
        watched.close_master()
        watched.wait()
        return ((watched.exited_at or began) - began) * 1000
