"""An archive of a million sequences: its size, its writing, and what reading it takes."""

from __future__ import annotations

import asyncio
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.archive.archive import Archive
from seq_tui.archive.writer import ArchiveWriter
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.server.demo import DemoAccount, sequence
from tests.bench.figure import Figure, Goal
from tests.bench.gestures import MILLION
from tests.bench.programs import FIRST_ROW, PROGRAM, Program
from tests.bench.searching import WORD
from tests.bench.watched import watching

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

HUNDRED_THOUSAND = 100_000

READ_MS = 50
"""The most that any one reading may take."""

KEY_MS = {HUNDRED_THOUSAND: 25, MILLION: 60}
"""The most from a key in the search box to the painted rows, by the size of the archive."""

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
"""How often each reading is made in a run."""


@dataclass(frozen=True, slots=True)
class Built:
    """An archive that was written page by page."""

    path: Path
    size: int
    page_ms: tuple[float, ...]
    finish_s: float

    def program(self) -> Program:
        """Our browser on it."""
        return Program((PROGRAM, "--archive", str(self.path)), FIRST_ROW, has_detail=True)


@contextmanager
def demo_archive(size: int) -> Iterator[Built]:
    """Save a demo account of that size; a million sequences take some minutes and 2 GB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.seqtui"
        account, writer = DemoAccount(size), ArchiveWriter.begin(path, "demo")
        times: list[float] = []
        for number in range(1, -(-size // PER_PAGE) + 1):
            items = asyncio.run(account.raw_page(Query(), number)).items
            began = time.perf_counter()
            writer.put(items)
            times.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        writer.finish()
        yield Built(path, size, tuple(times), time.perf_counter() - began)


def measure(runs: int) -> list[Figure]:
    """Write both archives, read the large one in this process, search both on the screen."""
    with demo_archive(HUNDRED_THOUSAND) as small, demo_archive(MILLION) as large:
        return [
            Figure("archive of 1 M, size", "bytes/row", (large.path.stat().st_size / large.size,)),
            Figure("archive of 1 M, write a page", "ms", large.page_ms),
            Figure("archive of 1 M, finish", "s", (large.finish_s,)),
            *_readings(large, runs),
            *(_searches(archive, runs) for archive in (small, large)),
        ]


def _readings(built: Built, runs: int) -> Iterator[Figure]:
    last = -(-built.size // PER_PAGE)
    wanted = sequence(built.size // 3).id or 0

    async def opened(_archive: Archive) -> None:
        Archive.open(built.path).close()

    readings: dict[str, Callable[[Archive], Awaitable[object]]] = {
        "open": opened,
        "first page": lambda archive: archive.page(Query(), 1),
        "last page": lambda archive: archive.page(Query(), last),
        "page in the middle": lambda archive: archive.page(Query(), last // 2),
        "one by its id": lambda archive: archive.get(wanted),
    }
    for name, reading in readings.items():
        yield _reading(built, name, reading, runs)
    for name, part in PARTS.items():
        yield _reading(built, f"search {name}", partial(_first_page, Query(part)), runs)
    yield _far(built)


async def _first_page(query: Query, archive: Archive) -> None:
    await archive.page(query, 1)


def _reading(
    built: Built, name: str, reading: Callable[[Archive], Awaitable[object]], runs: int
) -> Figure:
    """Each time on a file that was just opened, so that nothing was found before."""
    times: list[float] = []
    for _ in range(runs * TIMES):
        archive = Archive.open(built.path)
        times.append(asyncio.run(_ms(reading(archive))))
        archive.close()
    return Figure(f"archive of 1 M, {name}", "ms", tuple(times), goal=Goal(plus=READ_MS))


def _far(built: Built) -> Figure:
    """A page deep in a search that half of the names answer: the first time, and then."""
    archive = Archive.open(built.path)
    query, number = Query("e"), built.size // PER_PAGE // 3
    first = asyncio.run(_ms(archive.page(query, number)))
    again = tuple(asyncio.run(_ms(archive.page(query, number - each))) for each in range(TIMES))
    archive.close()
    note = f"{first:.0f} ms the first time, in steps of a hundredth of a second"
    name = "archive of 1 M, page 3,333 of a search"
    return Figure(name, "ms", again, goal=Goal(plus=READ_MS), note=note)


async def _ms(reading: Awaitable[object]) -> float:
    began = time.perf_counter()
    await reading
    return (time.perf_counter() - began) * 1000


def _searches(built: Built, runs: int) -> Figure:
    """From each letter of a word to the last byte of the rows that it found."""
    times: list[float] = []
    for _ in range(runs):
        with watching(built.program()) as watched:
            watched.press("/")
            times += (watched.press(letter).of_list.last_ms for letter in WORD)
    rows = f"{built.size // 1000:,} k"
    goal = Goal(plus=KEY_MS[built.size])
    return Figure(
        f"search keystroke → result in an archive of {rows}", "ms", tuple(times), goal=goal
    )
