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

COUNTED: dict[str, Callable[[Outcome], bool]] = {
    "killed while it ran": lambda outcome: outcome.was_running,
    "  and left a partial archive": lambda outcome: outcome.had_partial,
    "  or after the archive had its name": lambda outcome: outcome.had_published,
    "file exactly the old archive, or the new": lambda outcome: outcome.is_whole,
    "next run ended with 0": lambda outcome: outcome.resumed,
    "then complete": lambda outcome: outcome.is_complete,
    "then equal to the account": lambda outcome: outcome.is_equal,
    "nothing left beside it": lambda outcome: outcome.is_clean,
}


def main() -> None:
    """Kill, look, run again, and print how often all was well."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills", description=__doc__)
    parser.add_argument("--runs", type=int, default=300, metavar="N", help="default: 300")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--pace", type=float, default=60, metavar="N", help="requests a second")
    options = parser.parse_args()
    # The server complains of each client that is gone in the middle of something.
    logging.disable(logging.ERROR)
    random = Random(options.seed)
    # On a machine with other work, a run may take longer than the one it is compared with.
    parts = [random.uniform(0.3, 1.2) for _ in range(options.runs)]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = list(outcomes(Path(folder), parts, options.pace))
    sys.stdout.write(f"an archive of {OLD} sequences, replaced by one of {NEW:,}\n")
    for name, is_so in COUNTED.items():
        sys.stdout.write(f"{name:42}{sum(map(is_so, found)):5} of {len(found)}\n")
    sys.stdout.write(f"seed {options.seed}, {time.monotonic() - began:.0f} s\n")
    sys.exit(not all(outcome.is_good for outcome in found))


if __name__ == "__main__":
    main()
