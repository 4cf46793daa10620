"""Measure every figure, and print them as a table: ``python -m tests.bench``."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tests.bench import (
    archive,
    exit_time,
    held_keys,
    idle,
    keys,
    memory,
    page_down,
    pages,
    requests,
    search,
    start_shift,
    starts,
    stream,
    tls_starts,
)
from tests.bench.programs import nothing_kept
from tests.bench.table import as_json, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from tests.bench.figure import Figure

MEASURES: dict[str, Callable[[int], list[Figure]]] = {
    "start": starts.measure_screens,
    "tls": tls_starts.measure,
    "commands": starts.measure_commands,
    "gestures": keys.measure,
    "held": held_keys.measure,
    "paging": page_down.measure,
    "memory": memory.measure,
    "requests": requests.measure,
    "search": search.measure,
    "archive": archive.measure,
    "shift": start_shift.measure,
    "pages": pages.measure,
    "stream": stream.measure,
    "idle": idle.measure,
    "leave": exit_time.measure,
}
"""What can be measured, by the name that ``--only`` takes; each for a number of runs."""

ON_ARCHIVES = {"search": search.measure, "archive": archive.measure}
"""Those that need large archives, which can be kept."""

LIMIT_S = 900
"""Seconds for each run, after which something hangs."""


def main() -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=2, metavar="N", help="default: 2")
    parser.add_argument(
        "--only",
        action="append",
        choices=MEASURES,
        metavar="NAME",
        help=f"only these, any number of: {', '.join(MEASURES)}",
    )
    parser.add_argument(
        "--archives",
        type=Path,
        metavar="FOLDER",
        help="keep the archives here: one of a million takes minutes to write, and 2 GB",
    )
    parser.add_argument("--json", type=Path, metavar="PATH", help="also write all samples here")
    options = parser.parse_args()
    # A server in this process complains when it is ended in the middle of something.
    logging.disable(logging.ERROR)
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(LIMIT_S * max(1, options.runs))
    measures = MEASURES | {
        name: partial(measure, folder=options.archives) for name, measure in ON_ARCHIVES.items()
    }
    figures: list[Figure] = []
    with nothing_kept():
        for name in options.only or MEASURES:
            began = time.monotonic()
            figures += measures[name](max(1, options.runs))
            sys.stderr.write(f"{name}: {time.monotonic() - began:.0f} s\n")
    sys.stdout.write(table(figures) + "\n")
    if options.json:
        options.json.write_text(as_json(figures), encoding="utf-8")


def _give_up(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TimeoutError("it takes too long")


if __name__ == "__main__":
    main()
