"""A day of use in ten minutes: ``python -m tests.bench.long_day`` presses 20,000 mixed keys.

It checks from outside that memory, threads and open files stay flat over the second half, and at
the end that the list shows the right rows for its position.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, NoReturn

from seq_tui.presentation.glyphs import UNICODE
from seq_tui.server.demo.account import demo_sequence
from seq_tui.ui.sequence_line import MEASURED_ROWS, SequenceColumns, sequence_line
from tests.bench.process import Vitals, vitals
from tests.bench.programs import demo_server, live
from tests.bench.random_keys import random_keys
from tests.bench.timed_program import WIDE, Position, watching
from tests.screen import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from tests.bench.timed_program import Watched

SAMPLE_S = 10
"""Seconds between two samples of the process."""

ESCAPE_S = 0.12
"""Seconds after an escape key within which the next key would be read as a part of it."""

FLAT_MB = 2.0
"""Megabytes by which the last quarter may exceed the third: one more arena is no leak."""

LAST_KEYS = 30
"""Keys that are reported if the program ends by itself."""

LAST_BYTES = 500
"""Bytes of the program's output that hold its exit message."""

SPARE_S = 60
"""Extra seconds for the start and the end, after which the program hangs."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The state of the process at one moment."""

    seconds: float
    keys: int
    vitals: Vitals


def main() -> int:
    """Press the keys; return 0 if everything stayed flat, and the list is right."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.long_day", description=__doc__)
    for name, default in (("keys", 20_000), ("seconds", 540), ("seed", 7), ("rows", 1_000_000)):
        parser.add_argument(f"--{name}", type=int, default=default, help=f"default: {default:,}")
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, _time_out)
    signal.alarm(options.seconds + SPARE_S)
    rng = random.Random(options.seed)
    with demo_server(options.rows) as server, watching(live(server.address)) as watched:
        samples = press_keys(watched, rng, options.keys, options.seconds)
        if not watched.is_alive:
            _print(f"the program ended by itself, with {watched.wait()}")
            _print(_last_output(watched))
            return 1
        _print(f"{samples[-1].keys:,} keys, {len(server.requests()):,} requests")
        growths = growth(samples)
        is_flat = not any(growths)
        _print("flat over the second half" if is_flat else f"not flat: {'; '.join(growths)}")
        is_right = True
        for keys in (["Esc"] * 6, ["End"], ["PageUp"] * 3):
            row, checked, wrong = check_list(watched, keys)
            _print(f"row {row:,}: {checked} rows checked, {len(wrong)} wrong")
            for line in wrong:
                _print(line)
            is_right = is_right and checked > 0 and not wrong
        return 0 if is_flat and is_right else 1


def press_keys(watched: Watched, rng: random.Random, keys: int, seconds: float) -> list[Sample]:
    """Press `keys` keys, evenly over `seconds`, or fewer if the time runs out.

    If the program ends earlier, report the last keys that it was sent.
    """
    began = time.monotonic()
    samples = [Sample(0, 0, vitals(watched.pid))]
    pressed: deque[str] = deque(maxlen=LAST_KEYS)
    for number, key in enumerate(random_keys(rng)):
        if not watched.is_alive:
            _print(f"the last of {number:,} keys: {' '.join(pressed)}")
            return samples
        passed = time.monotonic() - began
        if passed >= samples[-1].seconds + SAMPLE_S or number == keys or passed > seconds:
            samples.append(Sample(passed, number, vitals(watched.pid)))
            _report(samples[-1])
        if number == keys or passed > seconds:
            return samples
        time.sleep(max(0.0, number * seconds / keys - passed))
        pressed.append(str(key))
        if isinstance(key, tuple):
            watched.change_size(*key)
        else:
            watched.send(key)
            time.sleep(ESCAPE_S if key == "Esc" else 0)
    return samples


def growth(samples: Sequence[Sample]) -> list[str]:
    """What grew from the third quarter of the keys to the last."""
    last = samples[-1].keys
    third = [each.vitals for each in samples if last / 2 <= each.keys < last * 3 / 4]
    fourth = [each.vitals for each in samples if last * 3 / 4 <= each.keys]
    if not third:
        return ["too few samples"]
    found = []
    before, after = (median(held.megabytes for held in each) for each in (third, fourth))
    if after > before + FLAT_MB:
        found.append(f"memory {before:.1f} → {after:.1f} MB")
    # Requests open and close some; a leak raises the minimum.
    threads = [min(held.threads for held in each) for each in (third, fourth)]
    files = [min(held.files for held in each) for each in (third, fourth)]
    for name, (least, now) in (("threads", threads), ("files", files)):
        if now > least:
            found.append(f"{name} {least} → {now}")
    return found


def check_list(watched: Watched, keys: Sequence[str]) -> tuple[int, int, list[str]]:
    """Press keys in the list and check its rows.

    The terminal is resized, so that every row is repainted.

    Returns:
        The cursor's row, how many rows were checked, and the wrong ones.
    """
    for key in keys:
        watched.send(key)
        time.sleep(2 * ESCAPE_S)
    watched.change_size(WIDE[0] - 1, WIDE[1])
    watched.settle(quiet=2, limit=20)
    offset = watched.received
    watched.change_size(*WIDE)
    watched.settle(quiet=2, limit=20)
    picture = Picture(*WIDE)
    picture.feed(watched.since(offset))
    panes = [line.split("│")[1] for line in picture.lines[4:] if line.startswith("│")]
    cursors = [y for y, pane in enumerate(panes) if pane.startswith(UNICODE.cursor)]
    if len(cursors) != 1:
        return 0, 0, ["there is no cursor in the list", *picture.lines]
    position = Position.of(picture.lines[0])
    first = position.row - 1 - cursors[0]
    # Between the borders are the cursor's mark, the row, and the scroll bar.
    width = (watched.detail_column or 0) - 5
    rows = list(enumerate(panes[: position.known - first], first))
    wrong = [
        f"row {index + 1:,} is {pane!r}"
        for index, pane in rows
        if not pane[1:].startswith(_expected(index, width))
    ]
    return position.row, len(rows), wrong


def _last_output(watched: Watched) -> str:
    """The end of the program's output, which holds its exit message."""
    picture = Picture(*WIDE)
    picture.feed(watched.since(max(0, watched.received - LAST_BYTES)))
    return "\n".join(line.rstrip() for line in picture.lines if line.strip())


def _expected(index: int, width: int) -> str:
    line = sequence_line(demo_sequence(index), _columns(), width, UNICODE)
    return "".join(cell.text for cell in line)


@cache
def _columns() -> SequenceColumns:
    return SequenceColumns().grown(map(demo_sequence, range(MEASURED_ROWS)), UNICODE)


def _report(sample: Sample) -> None:
    now = sample.vitals
    _print(
        f"{sample.seconds:5.0f} s  {sample.keys:6,} keys  {now.megabytes:6.1f} MB"
        f"  {now.threads} threads  {now.files} files"
    )


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _time_out(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TimeoutError("the long day takes too long")


if __name__ == "__main__":
    sys.exit(main())
