"""Archive an account while it changes: ``python -m tests.bench.moving_accounts --runs 200``."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from seq_tui.archive.download.download import Download
from seq_tui.archive.file.writer import ArchiveWriter
from tests.archive.download.moving_account import MovingAccount, MovingAccountWithIds
from tests.archive.saved_items import live_ids

SIZE = 520
"""Sequences at the start: six pages."""

PATTERNS = {
    "no changes": (0, 0.0),
    "5 changes, then none": (5, 0.3),
    "20 changes, then none": (20, 0.3),
    "40 changes, then none": (40, 0.3),
    "a change every 25 requests": (10**9, 0.02),
    "a change every 5 requests": (10**9, 0.1),
    "a change with each request": (10**9, 0.33),
}
"""How many changes there are, and how likely one more is before and after each answer."""


async def _run(kind: type[MovingAccount], seed: int, changes: int, chance: float) -> Counter[str]:
    """Run one download, and compare the archive with every state that the account was in."""
    account = kind(SIZE, seed, changes=changes, chance=chance)
    with tempfile.TemporaryDirectory() as folder:
        writer = ArchiveWriter.open_or_create(Path(folder) / "a", "sell.test")
        with closing(writer):
            result = await Download(account, writer, asyncio.Event()).run()
            live = frozenset(live_ids(writer))
    is_true = live in account.states
    name = ("true" if is_true else "FALSE") if result.is_complete else "doubtful"
    return Counter({name: 1, "requests": len(account.requested)})


def main() -> None:
    """Run each pattern, and print how often the archive was called complete, and rightly so."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.moving_accounts", description=__doc__
    )
    parser.add_argument("--runs", type=int, default=200, metavar="N", help="of each; default: 200")
    options = parser.parse_args()
    began = time.monotonic()
    row = "{:16}{:28}{:>10}{:>10}{:>12}{:>10}\n".format
    sys.stdout.write(row("account", "", "complete", "doubtful", "wrongly so", "requests"))
    wrong = 0
    for kind, name in ((MovingAccountWithIds, "answers for ids"), (MovingAccount, "pages only")):
        for pattern, (changes, chance) in PATTERNS.items():
            found: Counter[str] = Counter()
            for seed in range(options.runs):
                found += asyncio.run(_run(kind, seed, changes, chance))
            wrong += found["FALSE"]
            counts = (found["true"], found["doubtful"], found["FALSE"])
            mean = f"{found['requests'] / options.runs:.1f}"
            sys.stdout.write(row(name, pattern, *counts, mean))
            sys.stdout.flush()
    sys.stdout.write(f"{options.runs} runs of each, {time.monotonic() - began:.0f} s\n")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
