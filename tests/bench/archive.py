"""An archive of a million sequences: its size, and the time to write and read it."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.server.demo.account import demo_sequence
from tests.bench.archive_files import demo_archive
from tests.bench.figure import Figure, Goal
from tests.bench.single_keys import MILLION

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from tests.bench.archive_files import BuiltArchive

READ_MS = 50
"""The most milliseconds that one read may take."""

PARTS = {
    "a rare word": "winback 9",
    "a common word": "trial",
    "a word of middling frequency": "no reply",
    "no such word": "zzzq",
    "no such word of common parts": "ing ing",
    "one common letter": "e",
    "two letters": "qu",
    "two letters that no name has": "zq",
}

TIMES = 10
"""How often each read is repeated in a run."""


def measure(runs: int, folder: Path | None = None) -> list[Figure]:
    """Write a large archive, unless that folder has it, and read it in this process."""
    with demo_archive(MILLION, folder) as large:
        note = "" if large.page_ms else "not written by this run"
        return [
            Figure("archive of 1 M, size", "bytes/row", (large.path.stat().st_size / large.size,)),
            Figure("archive of 1 M, write a page", "ms", large.page_ms, note=note),
            Figure("archive of 1 M, finish", "s", large.finish_s, note=note),
            *_reads(large, runs),
        ]


def _reads(built: BuiltArchive, runs: int) -> Iterator[Figure]:
    last = -(-built.size // PER_PAGE)
    wanted = demo_sequence(built.size // 3).id or 0

    async def opened(_archive: Archive) -> None:
        Archive.open(built.path).close()

    reads: dict[str, Callable[[Archive], Awaitable[object]]] = {
        "open": opened,
        "first page": lambda archive: archive.page(Query(), 1),
        "last page": lambda archive: archive.page(Query(), last),
        "page in the middle": lambda archive: archive.page(Query(), last // 2),
        "one by its id": lambda archive: archive.get(wanted),
    }
    for name, read in reads.items():
        yield _time_read(built, name, read, runs)
    for name, part in PARTS.items():
        yield _time_read(built, f"search {name}", partial(_first_page, Query(part)), runs)
    yield _deep_page(built)


async def _first_page(query: Query, archive: Archive) -> None:
    await archive.page(query, 1)


def _time_read(
    built: BuiltArchive, name: str, read: Callable[[Archive], Awaitable[object]], runs: int
) -> Figure:
    """Each time on a file that was just opened, so that nothing is cached."""
    times: list[float] = []
    for _ in range(runs * TIMES):
        archive = Archive.open(built.path)
        times.append(asyncio.run(_ms(read(archive))))
        archive.close()
    return Figure(f"archive of 1 M, {name}", "ms", tuple(times), goal=Goal(plus=READ_MS))


def _deep_page(built: BuiltArchive) -> Figure:
    """A page deep in a search that half of the names match: the first read, and later ones."""
    archive = Archive.open(built.path)
    query, number = Query("e"), built.size // PER_PAGE // 3
    first = asyncio.run(_ms(archive.page(query, number)))
    again = tuple(asyncio.run(_ms(archive.page(query, number - each))) for each in range(TIMES))
    archive.close()
    note = f"{first:.0f} ms the first time, in steps of a hundredth of a second"
    name = "archive of 1 M, page 3,333 of a search"
    return Figure(name, "ms", again, goal=Goal(plus=READ_MS), note=note)


async def _ms(read: Awaitable[object]) -> float:
    began = time.perf_counter()
    await read
    return (time.perf_counter() - began) * 1000
