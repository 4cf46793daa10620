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
    archive_end,
    checks,
    comparing,
    exit_time,
    exports,
    filtering,
    first_row_bytes,
    held_keys,
    idle,
    memory,
    page_down,
    pages,
    requests,
    search,
    serve,
    settings_starts,
    single_keys,
    slow_link,
    start_shift,
    starts,
    stream,
    tls_starts,
)
from tests.bench.programs import empty_cache
from tests.bench.table import as_json, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from tests.bench.figure import Figure

MEASURES: dict[str, Callable[[int], list[Figure]]] = {
    "start": starts.measure_screens,
    "tls": tls_starts.measure,
    "settings": settings_starts.measure,
    "commands": starts.measure_commands,
    "gestures": single_keys.measure,
    "held": held_keys.measure,
    "paging": page_down.measure,
    "memory": memory.measure,
    "requests": requests.measure,
    "search": search.measure,
    "filter": filtering.measure,
    "archive": archive.measure,
    "end": archive_end.measure,
    "checks": checks.measure,
    "bytes": first_row_bytes.measure,
    "slow": slow_link.measure,
    "shift": start_shift.measure,
    "pages": pages.measure,
    "stream": stream.measure,
    "exports": exports.measure,
    "compare": comparing.measure,
    "idle": idle.measure,
    "leave": exit_time.measure,
    "serve": serve.measure,
}
"""The measurements by their names for ``--only``; each is called with a number of runs."""

ON_ARCHIVES = {
    "search": search.measure,
    "filter": filtering.measure,
    "archive": archive.measure,
    "end": archive_end.measure,
    "checks": checks.measure,
    "serve": serve.measure,
}
"""The measurements that need large archives or another program, which can be stored for the next
time."""

LIMIT_S = 900
"""Seconds for each run; a bench that takes longer hangs."""


def main(arguments: list[str] | None = None) -> None:
    """Measure, and print and write the figures.

    The figures that were measured before an error are printed and written, too.

    Args:
        arguments: `sys.argv` unless given.
    """
    options = _parse(arguments)
    runs = max(1, options.runs)
    # A server in this process logs an error if it is stopped during a request.
    logging.disable(logging.ERROR)
    signal.signal(signal.SIGALRM, _time_out)
    signal.alarm(LIMIT_S * runs)
    measures = MEASURES | {
        name: partial(measure, folder=options.archives) for name, measure in ON_ARCHIVES.items()
    }
    figures: list[Figure] = []
    try:
        with empty_cache():
            for name in options.only or measures:
                figures += _measure(name, measures[name], runs)
                if options.json:
                    options.json.write_text(as_json(figures), encoding="utf-8")
    finally:
        sys.stdout.write(table(figures) + "\n")
        sys.stdout.flush()


def _measure(name: str, measure: Callable[[int], list[Figure]], runs: int) -> list[Figure]:
    began, outcome = time.monotonic(), "failed"
    try:
        figures = measure(runs)
        outcome = f"{time.monotonic() - began:.0f} s"
    finally:
        sys.stderr.write(f"{name}: {outcome}\n")
    return figures


def _parse(arguments: list[str] | None) -> argparse.Namespace:
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
        type=_folder,
        metavar="FOLDER",
        help="store the archives here for the next time: one of a million sequences takes minutes"
        " to write, and 2 GB",
    )
    parser.add_argument("--json", type=Path, metavar="PATH", help="also write all samples here")
    return parser.parse_args(arguments)


def _folder(name: str) -> Path:
    """A folder, made at once if it is missing: a mistake is found before minutes have passed."""
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise argparse.ArgumentTypeError(f"cannot make the folder: {error}") from None
    return folder


def _time_out(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TimeoutError(f"the bench took longer than {LIMIT_S} s a run")


if __name__ == "__main__":
    main()
