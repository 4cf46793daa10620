"""A start that moves by a day, in a sequence of 10,000 steps: everything is worked out anew."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from seq_tui.domain.sequence import Sequence
from seq_tui.ui.widgets.sequence_detail import STEP_DEBOUNCE
from tests.bench.figure import Figure, Goal
from tests.bench.frames import Burst
from tests.bench.programs import live
from tests.bench.timed_program import watching
from tests.fake_source import steps
from tests.serving import SourceCatalogue, serving

if TYPE_CHECKING:
    from tests.bench.timed_program import Watched

MANY, FEW = 10_000, 10

PRESSES = 5

MOST_MS = 50

NAME = "Measured"


def measure(runs: int) -> list[Figure]:
    """``]`` in a long sequence beside a short one."""
    found: dict[int, list[Burst]] = defaultdict(list)
    are_whole = True
    for _ in range(runs):
        for count in (MANY, FEW):
            sequence = Sequence(1, NAME, count, steps=steps(count))
            catalogue = SourceCatalogue(sequences=(sequence,))
            with serving(catalogue) as served:
                program = live(served.address, NAME.encode())
                with watching(program) as watched:
                    table = _row_of_table(watched)
                    bursts = [_answer(watched.press("]", quiet=0.5)) for _ in range(PRESSES)]
                    are_whole &= all(_reaches(burst, table) for burst in bursts)
                    found[count] += bursts
    ours, other = (tuple(burst.last_ms for burst in found[count]) for count in (MANY, FEW))
    title = f"] with {MANY:,} steps, to the last byte of the landings"
    goal = Goal(plus=MOST_MS)
    return [Figure(title, "ms", ours, other, f"{FEW} steps", goal, is_reached=are_whole)]


def _answer(burst: Burst) -> Burst:
    """What the key itself came to; the highlighted step's properties follow after a rest."""
    frames = (frame for frame in burst.frames if frame.at < burst.began + STEP_DEBOUNCE)
    return Burst(burst.began, tuple(frames), burst.detail_column)


def _row_of_table(watched: Watched) -> int:
    """The line of the screen, from 1, that holds the titles of the table of steps."""
    watched.read_until("from start")
    return next(y for y, line in enumerate(watched.lines(), start=1) if "from start" in line)


def _reaches(burst: Burst, table: int) -> bool:
    """Whether the table's rows were drawn too."""
    return any(row > table for frame in burst.frames for row, _ in frame.places)
