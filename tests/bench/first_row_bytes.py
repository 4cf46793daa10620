"""How many bytes the program writes until its first row is on the screen."""

from __future__ import annotations

from tests.bench.figure import Figure, Goal
from tests.bench.programs import archived, demo, demo_server, live
from tests.bench.timed_program import WIDE, watching

MOST_BYTES = 12_000


def measure(_runs: int) -> list[Figure]:
    """Once for each kind of account: the bytes do not depend on what else the machine does."""
    with demo_server() as server, archived() as archive:
        programs = {
            "archive": archive,
            "demo account": demo(),
            "live account": live(server.address),
        }
        figures = []
        for account, program in programs.items():
            with watching(program, WIDE) as watched:
                name = f"bytes to the first row, {account}, {WIDE[0]}×{WIDE[1]}"
                count = (watched.first_row_bytes,)
                figures.append(Figure(name, "bytes", count, goal=Goal(plus=MOST_BYTES)))
    return figures
