"""One key at a time in a list of a million rows: time and bytes, compared with a bare list."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack
from typing import TYPE_CHECKING

from seq_tui.domain.page import PER_PAGE
from tests.bench.figure import Figure, Goal
from tests.bench.programs import BARE_LIST, bare_list, demo_server, live
from tests.bench.timed_program import NARROW, WIDE, watching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.frames import Burst
    from tests.bench.timed_program import Watched

MILLION, THOUSAND = 1_000_000, 1_000

INSIDE, SCROLLING, PAGE, END = "Down inside the page", "Down that scrolls", "PageDown", "End"

TIMES = {INSIDE: 6, SCROLLING: 12, PAGE: 4, END: 3}
"""How often each gesture is repeated at one place of the list."""

ROUNDS = 2
"""How often the steps inside the page are made in a run, on the same rows."""

STEP_BYTES = 300
"""The most bytes for a step of the cursor."""

DETAIL_BYTES = 4000

MOST_MS = 50
"""The most milliseconds that any key may take."""

ENDS = {"million": (2, 1.0), "thousand": (THOUSAND // PER_PAGE + 1, 0.4)}
"""How often to press `END` at most until the end is known, and the quiet seconds to wait each time:
a list of unknown length may load page by page, and then the end of a million rows stays unknown."""

Bursts = dict[str, list["Burst"]]


def measure(runs: int) -> list[Figure]:
    """Perform each gesture at both sizes of the screen, on all programs in turn."""
    with demo_server(MILLION) as large, demo_server(THOUSAND) as small:
        programs = {
            "million": live(large.address),
            BARE_LIST: bare_list(MILLION),
            "thousand": live(small.address),
        }
        figures: list[Figure] = []
        for size in (NARROW, WIDE):
            found: dict[str, Bursts] = {name: defaultdict(list) for name in programs}
            for _ in range(runs):
                with ExitStack() as stack:
                    started = {
                        name: stack.enter_context(watching(program, size))
                        for name, program in programs.items()
                    }
                    perform(started, found)
            figures += _figures(found, size)
        return figures


def perform(started: Mapping[str, Watched], found: Mapping[str, Bursts]) -> None:
    """Perform every gesture among loaded rows.

    The programs take turns with each press: what slows the machine down for a while slows all, and
    each has rested for as long before it is pressed.
    """

    def press(gesture: str, first: str = "") -> None:
        for _ in range(TIMES[gesture]):
            for name, watched in started.items():
                if first:
                    watched.press(first)
                found[name][gesture].append(watched.press(gesture.partition(" ")[0]))

    for watched in started.values():
        watched.hold("PageDown", 20, 25, quiet=2 * watched.quiet)
    for _ in range(ROUNDS):
        for watched in started.values():
            watched.press("Home")
            watched.press("Down")
        press(INSIDE)
    for watched in started.values():
        watched.hold("Down", 40, 100)
    press(SCROLLING)
    press(PAGE)
    for name, watched in started.items():
        find_end(watched, *ENDS.get(name, (0, 0)))
    press(END, first="Home")


def find_end(watched: Watched, most: int, quiet: float) -> None:
    """Go to the end until it is known; see `ENDS`."""
    for _ in range(most):
        if not watched.position.is_end_known:
            watched.press("End", quiet)


def _figures(found: dict[str, Bursts], size: tuple[int, int]) -> list[Figure]:
    screen = f"{size[0]}×{size[1]}"

    def against(gesture: str, other: str, name: str, goal: Goal) -> Figure:
        rows = "1 M rows" if other == BARE_LIST else "1 M against 1 k rows"
        return Figure(
            f"{gesture}, {rows}, {screen}",
            "ms",
            _last_ms(found["million"][gesture]),
            _last_ms(found[other][gesture]),
            name,
            goal,
        )

    def size_of(what: str, of_list: bool, goal: Goal) -> Figure:
        ours, bare = found["million"][INSIDE], found[BARE_LIST][INSIDE]
        return Figure(
            f"one step, {what}, {screen}",
            "bytes",
            tuple((burst.of_list if of_list else burst).size for burst in ours),
            tuple(burst.size for burst in bare),
            BARE_LIST,
            goal,
        )

    return [
        against(INSIDE, BARE_LIST, BARE_LIST, Goal(1.2)),
        against(INSIDE, "thousand", "ours, 1 k rows", Goal(1.1)),
        against(SCROLLING, BARE_LIST, BARE_LIST, Goal(1)),
        against(PAGE, BARE_LIST, BARE_LIST, Goal(plus=MOST_MS)),
        against(END, BARE_LIST, BARE_LIST, Goal(plus=MOST_MS)),
        size_of("detail at rest", True, Goal(plus=STEP_BYTES)),
        size_of("and the detail after it", False, Goal(plus=DETAIL_BYTES)),
    ]


def _last_ms(bursts: list[Burst]) -> tuple[float, ...]:
    return tuple(burst.of_list.last_ms for burst in bursts)
