"""From a filter or an order to the first rows, and to all of them, in caches and archives.

For comparison, a filter program searches the same names for a word and writes all it finds.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.archive.cache.pages import CachedPages
from seq_tui.archive.file.archive import Archive
from seq_tui.domain.query import SORT_KEYS, Query, Sort
from tests.bench.archive_files import HUNDRED_THOUSAND, demo_archive
from tests.bench.cached_keys import chosen_orders, in_cache, painted
from tests.bench.figure import Figure, Goal
from tests.bench.search import WORD
from tests.bench.single_keys import MILLION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.archive_files import BuiltArchive

CACHED_MS = 50
"""The most milliseconds to any result among 100,000 cached sequences."""

FIRST_ROWS_MS = 150
"""The most milliseconds to the first rows of a million in an archive."""

FILTERS = (
    "steps>4",
    "steps>90",
    f"{WORD} steps>3",
    f"-{WORD} days<=10",
    "task:call -has:reply",
    "has:problem or has:weekend",
    "created>2026-01 creator:anna",
)
"""Common and rare ones, on figures, texts and times."""

AGAINST_ORDERS = (
    ("steps>4", Sort("length")),
    ("steps>4", Sort("steps")),
    ("steps>8", Sort("length")),
    ("days<=10", Sort("length", is_descending=True)),
    (f"-{WORD} days<=10", Sort("length", is_descending=True)),
    ("created<2025", Sort("created", is_descending=True)),
    (f"{WORD} steps>3", Sort("length")),
    (f"{WORD} steps>3", Sort("name")),
    (f"{WORD} steps>90", Sort("name")),
)
"""Filters, with orders in which what they select comes late."""

KEYED = ("steps>4", f"-{WORD} days<=10", "task:call -has:reply", "has:problem or has:weekend")
"""Filters to type; most first rows of the account are others."""

SORTS = [Sort(key, is_descending) for key in SORT_KEYS for is_descending in (False, True)]


def measure(runs: int, folder: Path | None = None) -> list[Figure]:
    """Filter and sort a cache of 100,000 sequences, and an archive of a million."""
    with demo_archive(HUNDRED_THOUSAND, folder) as built:
        figures = [*_in_cache(built, runs), _painted(built, runs)]
    figures += in_cache(HUNDRED_THOUSAND, KEYED, runs, CACHED_MS)
    with demo_archive(MILLION, folder) as built:
        return [*figures, *_in_archive(built, runs), _painted(built, runs)]


def _in_cache(built: BuiltArchive, runs: int) -> Iterator[Figure]:
    names, other = _search_by_program(built, runs)
    for query in _queries():
        times: list[float] = []
        for _ in range(runs):
            with closing(CachedPages.open(built.path)) as cache:
                cache.stored_page(1)
                times.append(_timed(partial(cache.search, query, 1)))
        name = f"first rows of 100 k cached: {_text(query)}"
        is_filter = query.filter is not None
        yield Figure(
            name,
            "ms",
            tuple(times),
            other if is_filter else (),
            names if is_filter else "",
            goal=Goal(plus=CACHED_MS),
        )


def _in_archive(built: BuiltArchive, runs: int) -> Iterator[Figure]:
    for query in _queries():
        first, longest, whole = zip(*(_in_opened(built, query) for _ in range(runs)), strict=True)
        name = f"1 M in an archive: {_text(query)}"
        yield Figure(f"first rows of {name}", "ms", first, goal=Goal(plus=FIRST_ROWS_MS))
        yield Figure(f"longest block of {name}", "ms", longest)
        yield Figure(f"last rows of {name}", "ms", whole)


def _painted(built: BuiltArchive, runs: int) -> Figure:
    """From a letter that chooses an order to the painted rows; each order is a sample."""
    bursts = [burst for _ in range(runs) for burst in chosen_orders(built.program())]
    name = f"order chosen → painted, {built.size // 1000:,} k in an archive"
    return painted(name, bursts, Goal(plus=FIRST_ROWS_MS))


def _in_opened(built: BuiltArchive, query: Query) -> tuple[float, float, float]:
    """The times to the first rows and to the last, and the longest time without other tasks."""

    async def answered() -> tuple[float, float, float]:
        archive = Archive.open(built.path)
        await archive.page(Query(), 1)
        gaps = [0.0]

        async def other() -> None:
            before = time.perf_counter()
            while True:
                await asyncio.sleep(0)
                gaps.append(time.perf_counter() - before)
                before = time.perf_counter()

        task = asyncio.create_task(other())
        began = time.perf_counter()
        await archive.page(query, 1)
        first = time.perf_counter() - began
        await archive.page(query, built.size // 100)
        whole = time.perf_counter() - began
        await asyncio.sleep(0)
        task.cancel()
        await archive.aclose()
        return first * 1000, max(gaps) * 1000, whole * 1000

    return asyncio.run(answered())


def _queries() -> Iterator[Query]:
    yield from map(Query.parse, FILTERS)
    yield from (Query(sort=sort) for sort in SORTS)
    yield replace(Query.parse(FILTERS[0]), sort=Sort("name"))
    yield replace(Query.parse(FILTERS[2]), sort=Sort("updated", is_descending=True))
    for text, sort in AGAINST_ORDERS:
        yield replace(Query.parse(text), sort=sort)


def _text(query: Query) -> str:
    order = f" by {'-' * query.sort.is_descending}{query.sort.key}" if query.sort else ""
    return f"{query}{order}".strip()


def _search_by_program(built: BuiltArchive, runs: int) -> tuple[str, tuple[float, ...]]:
    """The times in which fzf or, if there is none, grep finds a word in the same names."""
    is_fzf = shutil.which("fzf") is not None
    command = ("fzf", "--filter", WORD, "--exact", "--no-sort") if is_fzf else ("grep", "-i", WORD)
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder) / "names"
        with closing(sqlite3.connect(built.path)) as connection:
            rows = connection.execute("SELECT name FROM sequence ORDER BY place")
            names.write_text("".join(f"{name}\n" for (name,) in rows), encoding="utf-8")

        def search() -> None:
            with names.open("rb") as file:
                subprocess.run(command, stdin=file, stdout=subprocess.DEVNULL, check=True)

        return command[0], tuple(_timed(search) for _ in range(runs))


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000
