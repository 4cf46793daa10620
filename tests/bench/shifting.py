"""A start that moves by a day, in a sequence of 10,000 steps: everything is worked out anew."""

from __future__ import annotations

from collections import defaultdict

from seq_tui.domain.sequence import Sequence
from tests.bench.figure import Figure
from tests.bench.programs import live
from tests.bench.watched import watching
from tests.fake_source import steps
from tests.serving import SourceCatalogue, serving

MANY, FEW = 10_000, 10

PRESSES = 5

NAME = "Measured"


def measure(runs: int) -> list[Figure]:
    """``]`` in a long sequence beside a short one."""
    times: dict[int, list[float]] = defaultdict(list)
    for _ in range(runs):
        for count in (MANY, FEW):
            sequence = Sequence(1, NAME, count, steps=steps(count))
            catalogue = SourceCatalogue(sequences=(sequence,))
            with serving(catalogue) as served:
                program = live(served.address, NAME.encode())
                with watching(program) as watched:
                    times[count] += [watched.press("]", quiet=0.5).last_ms for _ in range(PRESSES)]
    name = f"{FEW} steps"
    return [Figure(f"] with {MANY:,} steps", "ms", tuple(times[MANY]), tuple(times[FEW]), name)]
