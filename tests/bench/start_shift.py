"""A start that moves by a day, in a sequence of 10,000 steps: all times are recomputed."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from seq_tui.domain.sequence import Sequence
from seq_tui.ui.widgets.searched_steps import STEP_DEBOUNCE
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
    """Press ``]`` in a long sequence, and in a short one for comparison."""
    found: dict[int, list[Burst]] = defaultdict(list)
    are_complete = True
    for _ in range(runs):
        for count in (MANY, FEW):
            # The first step is a task after hours: it lands elsewhere from every start.
            sequence = Sequence(1, NAME, count, steps=steps(count + 1)[1:])
            catalogue = SourceCatalogue(sequences=(sequence,))
            with serving(catalogue) as served:
                program = live(served.address, NAME.encode())
                with watching(program) as watched:
                    table = _table_line(watched)
                    bursts = [_answer(watched.press("]", quiet=0.5)) for _ in range(PRESSES)]
                    are_complete &= all(_paints_below(burst, table) for burst in bursts)
                    found[count] += bursts
    ours, other = (tuple(burst.last_ms for burst in found[count]) for count in (MANY, FEW))
    title = f"] with {MANY:,} steps, to the last byte of the landings"
    goal = Goal(plus=MOST_MS)
    return [Figure(title, "ms", ours, other, f"{FEW} steps", goal, is_reached=are_complete)]


def _answer(burst: Burst) -> Burst:
    """The frames of the key itself; the highlighted step's properties follow after a debounce."""
    frames = (frame for frame in burst.frames if frame.at < burst.began + STEP_DEBOUNCE)
    return Burst(burst.began, tuple(frames), burst.detail_column)


def _table_line(watched: Watched) -> int:
    """The line of the screen, from 1, that holds the column titles of the steps."""
    watched.read_until("action")
    # The other columns may have no room.
    titles = re.compile(r"# +action +wait ")
    return next(y for y, line in enumerate(watched.lines(), start=1) if titles.search(line))


def _paints_below(burst: Burst, table: int) -> bool:
    """Whether the rows of the table were painted."""
    return any(row > table for frame in burst.frames for row, _ in frame.positions)
