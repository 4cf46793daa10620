"""Read an account while it changes: ``python -m tests.bench.moving_accounts --runs 200``."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from itertools import product
from pathlib import Path

from seq_tui.archive.download.download import Download
from seq_tui.archive.file.writer import ArchiveWriter
from tests.archive.download.moving_account import MovingAccount, MovingAccountWithIds
from tests.archive.saved_items import live_ids
from tests.cli.moving_source import listed

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

KINDS = {MovingAccountWithIds: "answers for ids", MovingAccount: "pages only"}


FORMS = ("archive", "json", "jsonl", "export")
"""The commands: ``archive``, ``list --format`` json and jsonl, ``export`` to a file."""


async def _archive(account: MovingAccount, folder: Path) -> tuple[bool, tuple[int | None, ...]]:
    """Save the account; whether that is said to be complete, and the ids that are not deleted."""
    writer = ArchiveWriter.open_or_create(folder / "a", "sell.test")
    with closing(writer):
        result = await Download(account, writer, asyncio.Event()).run()
        return result.is_complete, tuple(live_ids(writer))


def run(form: str, kind: type[MovingAccount], seed: int, pattern: str) -> Counter[str]:
    """Read an account once, and compare the outcome with every state that it was in."""
    changes, chance = PATTERNS[pattern]
    account = kind(SIZE, seed, changes=changes, chance=chance)
    with tempfile.TemporaryDirectory() as folder:
        if form == "archive":
            is_complete, ids = asyncio.run(_archive(account, Path(folder)))
        else:
            found = listed(account, form, Path(folder))
            is_complete, ids = found.code == 0, found.ids
    is_true = len(set(ids)) == len(ids) and frozenset(ids) in account.states
    name = ("true" if is_true else "FALSE") if is_complete else "doubtful"
    return Counter({name: 1, "requests": len(account.requested)})


def main() -> None:
    """Run each pattern, and print how often the outcome was called whole, and rightly so."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.moving_accounts", description=__doc__
    )
    parser.add_argument("--runs", type=int, default=200, metavar="N", help="of each; default: 200")
    parser.add_argument("--only", choices=FORMS, action="append", help="default: all")
    options = parser.parse_args()
    began = time.monotonic()
    row = "{:10}{:18}{:28}{:>8}{:>10}{:>12}{:>10}\n".format
    sys.stdout.write(row("", "account", "", "whole", "doubtful", "wrongly so", "requests"))
    wrong = 0
    for form, kind, pattern in product(options.only or FORMS, KINDS, PATTERNS):
        found: Counter[str] = Counter()
        for seed in range(options.runs):
            found += run(form, kind, seed, pattern)
        wrong += found["FALSE"]
        counts = (found["true"], found["doubtful"], found["FALSE"])
        mean = f"{found['requests'] / options.runs:.1f}"
        sys.stdout.write(row(form, KINDS[kind], pattern, *counts, mean))
        sys.stdout.flush()
    sys.stdout.write(f"{options.runs} runs of each, {time.monotonic() - began:.0f} s\n")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
