"""From a key to the painted rows of a filter or an order, in the cache of a live account."""

from __future__ import annotations

import asyncio
import os
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch
from urllib.parse import urlsplit

from seq_tui.archive.cache.source import CachedSource
from seq_tui.cli.cache_sources import open_cache
from seq_tui.domain.query import ACCOUNT_ORDER, Query, Sort
from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.screens.orders import LETTERS
from tests.bench.figure import Figure, Goal
from tests.bench.programs import TOKEN, live
from tests.bench.search import QUIET
from tests.bench.timed_program import watching

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.frames import Burst
    from tests.bench.programs import Program

ADDRESS = "http://127.0.0.1:9"
"""Names the account; it is not asked."""

COUNTED_S = 1.0
"""Seconds without a byte after which a filter has been painted and counted."""


def order_letters() -> list[str]:
    """The keys of all orders but that of the account."""
    return [letter for order, letter in LETTERS.items() if order != ACCOUNT_ORDER]


def in_cache(size: int, filters: Sequence[str], runs: int, goal_ms: float) -> Iterator[Figure]:
    """Type each filter, and choose each order with and without one; each is a sample.

    Args:
        size: how many sequences the cache has.
        filters: what is typed; only its last key is timed.
        runs: how often.
        goal_ms: the most milliseconds.
    """
    with cached_account(size) as program:
        filtered = [burst for _ in range(runs) for burst in _filtered(program, filters)]
        ordered = [burst for _ in range(runs) for burst in chosen_orders(program)]
        both = [burst for _ in range(runs) for burst in chosen_orders(program, filters[0])]
    where = f"{size // 1000:,} k cached"
    goal = Goal(plus=goal_ms)
    yield painted(f"last key of a filter → painted, {where}", filtered, goal)
    yield painted(f"order chosen → painted, {where}", ordered, goal)
    yield painted(f"order chosen → painted, {where} and filtered", both, goal)


def chosen_orders(program: Program, text: str = "") -> Iterator[Burst]:
    """What follows each letter that chooses an order, of all rows or of those of a filter."""
    with watching(program) as watched:
        if text:
            watched.press("/")
            for key in text:
                watched.press(key)
            watched.press("Enter", COUNTED_S)
        for letter in order_letters():
            watched.press("s", QUIET)
            yield watched.press(letter, QUIET)


@contextmanager
def cached_account(size: int) -> Iterator[Program]:
    """The browser, offline, on an account of that size of which all was cached."""
    with tempfile.TemporaryDirectory() as folder:
        with patch.dict(os.environ, XDG_CACHE_HOME=folder):
            asyncio.run(_fill(size))
        program = live(ADDRESS, cache=Path(folder))
        yield replace(program, command=(*program.command, "--offline"))


async def _fill(size: int) -> None:
    """Read a whole account into the cache."""
    source = CachedSource(DemoAccount(size), open_cache(ADDRESS, TOKEN, urlsplit(ADDRESS).netloc))
    while (await source.page(Query(sort=Sort("name")), 1)).is_partial:
        pass
    source.close()


def _filtered(program: Program, filters: Sequence[str]) -> Iterator[Burst]:
    for text in filters:
        with watching(program) as watched:
            watched.press("/")
            for key in text[:-1]:
                watched.press(key)
            yield watched.press(text[-1], QUIET)


def painted(name: str, bursts: list[Burst], goal: Goal) -> Figure:
    """Time from the key to the last frame that painted rows, in which a dialog is closed."""
    times = tuple(burst.rows.last_ms for burst in bursts if burst.rows.frames)
    note = f"{len(times)} of {len(bursts)} keys changed rows"
    return Figure(name, "ms", times, goal=goal, note=note)
