"""What the program writes and computes while it is idle."""

from __future__ import annotations

import time
from collections import defaultdict

from tests.bench.figure import Figure, Goal
from tests.bench.process import cpu_seconds
from tests.bench.programs import BARE_APP, bare_app, demo_server, live
from tests.bench.timed_program import watching

BEFORE_S = 7
"""Seconds after which the start is over, including the messages about it."""

IDLE_S = 5


def measure(_runs: int) -> list[Figure]:
    """Measure bytes and processor time over some idle seconds, once."""
    sent: dict[str, list[float]] = defaultdict(list)
    busy: dict[str, list[float]] = defaultdict(list)
    with demo_server() as server:
        for name, program in (("ours", live(server.address)), (BARE_APP, bare_app())):
            with watching(program) as watched:
                time.sleep(BEFORE_S)
                received, used = watched.received, cpu_seconds(watched.pid)
                time.sleep(IDLE_S)
                sent[name].append(watched.received - received)
                busy[name].append((cpu_seconds(watched.pid) - used) / IDLE_S * 100)
    return [
        Figure(
            f"idle for {IDLE_S} s, {what}",
            unit,
            tuple(found["ours"]),
            tuple(found[BARE_APP]),
            BARE_APP,
            Goal(plus=limit),
        )
        for what, unit, found, limit in (
            ("written", "bytes", sent, 0),
            ("processor", "%", busy, 0.3),
        )
    ]
