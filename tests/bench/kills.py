"""Kill ``archive`` at random instants: ``python -m tests.bench.kills --runs 300``."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.archive.killed_command import NEW, OLD, Outcome, outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKS: dict[str, Callable[[Outcome], bool]] = {
    "killed while running": lambda outcome: outcome.was_running,
    "  and left a partial archive": lambda outcome: outcome.had_partial,
    "  or killed after the rename": lambda outcome: outcome.had_published,
    "file is exactly the old or the new archive": lambda outcome: outcome.is_whole,
    "next run exited with 0": lambda outcome: outcome.resumed,
    "  and is complete": lambda outcome: outcome.is_complete,
    "  and equals the account": lambda outcome: outcome.is_equal,
    "  and left no other file": lambda outcome: outcome.is_clean,
}


def main() -> None:
    """Kill the command, check the files, run it again, and print how often each check held."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills", description=__doc__)
    parser.add_argument("--runs", type=int, default=300, metavar="N", help="default: 300")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--rate", type=float, default=60, metavar="N", help="requests a second")
    options = parser.parse_args()
    # The server logs an error for each client that is killed during a request.
    logging.disable(logging.ERROR)
    random = Random(options.seed)
    # Under other load, a run may take longer than the one that set the scale.
    parts = [random.uniform(0.3, 1.2) for _ in range(options.runs)]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = list(outcomes(Path(folder), parts, options.rate))
    sys.stdout.write(f"an archive of {OLD} sequences, replaced by one of {NEW:,}\n")
    for name, holds in CHECKS.items():
        sys.stdout.write(f"{name:42}{sum(map(holds, found)):5} of {len(found)}\n")
    sys.stdout.write(f"seed {options.seed}, {time.monotonic() - began:.0f} s\n")
    sys.exit(not all(outcome.is_good for outcome in found))


if __name__ == "__main__":
    main()
