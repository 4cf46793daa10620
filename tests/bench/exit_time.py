"""From the key or the lost terminal to the end of the process."""

from __future__ import annotations

import time
from collections import defaultdict

from tests.bench.figure import Figure, Goal
from tests.bench.programs import BARE_APP, Program, bare_app, demo_server, live
from tests.bench.timed_program import watching

QUITS = 3
"""How often each program is left in a run."""

MOST_TO_QUIT_MS, MOST_TO_NOTICE_MS = 150, 3000


def measure(runs: int) -> list[Figure]:
    """Press ``q``, and close the terminal."""
    times: dict[str, list[float]] = defaultdict(list)
    with demo_server() as server:
        ours = live(server.address)
        for _ in range(runs * QUITS):
            times["ours"].append(_press_q(ours))
            times[BARE_APP].append(_press_q(bare_app()))
        for _ in range(runs):
            times["lost"].append(_close_terminal(ours, ignore_hangup=False))
            times["ignored"].append(_close_terminal(ours, ignore_hangup=True))
    bare = tuple(times[BARE_APP])
    quit_goal, lost_goal = Goal(plus=MOST_TO_QUIT_MS), Goal(plus=MOST_TO_NOTICE_MS)
    return [
        Figure("q → process gone", "ms", tuple(times["ours"]), bare, BARE_APP, quit_goal),
        Figure("terminal gone → process gone", "ms", tuple(times["lost"]), goal=lost_goal),
        Figure("the same, SIGHUP ignored", "ms", tuple(times["ignored"]), goal=lost_goal),
    ]


def _press_q(program: Program) -> float:
    with watching(program) as watched:
        began = time.monotonic()
        watched.send("q")
        watched.wait()
        return ((watched.exited_at or began) - began) * 1000


def _close_terminal(program: Program, *, ignore_hangup: bool) -> float:
    with watching(program, ignore_hangup=ignore_hangup) as watched:
        began = time.monotonic()
        watched.close_master()
        watched.wait()
        return ((watched.exited_at or began) - began) * 1000
