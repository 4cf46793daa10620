"""From a key in the search box to the painted result, in archives and on served accounts.

For comparison, the same letters are typed in fzf over the same names, and timed to its last byte.
It too matches parts of names, and leaves the matches in their order.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.ui.widgets.search_bar import SEARCH_DEBOUNCE
from tests.bench.archive_files import HUNDRED_THOUSAND, demo_archive
from tests.bench.figure import Figure, Goal
from tests.bench.programs import Program, demo_server, live
from tests.bench.single_keys import MILLION
from tests.bench.timed_program import watching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.archive_files import BuiltArchive
    from tests.bench.frames import Burst

WORD = "winback"

WORDS = (WORD, "no reply", "trial", "zzz")
"""What is typed in an archive: words that are rare, middling, common, and in no name."""

KEY_MS = {HUNDRED_THOUSAND: 25, MILLION: 60}
"""The most milliseconds from a key to the painted rows, by the size of the archive."""

QUIET = SEARCH_DEBOUNCE + 0.4
"""Seconds without a byte after which the answer has been painted."""

FZF_QUIET = 0.3
"""The same for fzf, which searches for less than that."""

FIRST_SEARCH_S = 3
"""Seconds for the server's first search, which computes the names to search in."""


def measure(runs: int, folder: Path | None = None) -> list[Figure]:
    """Type some words in two archives, and one word on served accounts; each letter is a sample.

    Args:
        runs: how often to type in the archives.
        folder: where the archives are stored; see `demo_archive`.
    """
    note = f"{SEARCH_DEBOUNCE * 1000:.0f} ms of it are the debounce"
    figures = [
        Figure(f"search keystroke → result, {name} rows served", "ms", _times(size), note=note)
        for name, size in (("342", 342), ("1 M", MILLION))
    ]
    for size in KEY_MS:
        with demo_archive(size, folder) as archive:
            figures += _in_archive(archive, runs)
    return figures


def _times(size: int) -> tuple[float, ...]:
    with demo_server(size) as server, watching(live(server.address)) as watched:
        watched.press("/")
        watched.press("w", quiet=FIRST_SEARCH_S)
        return tuple(watched.press(letter, QUIET).last_ms for letter in WORD[1:])


def _in_archive(archive: BuiltArchive, runs: int) -> Iterator[Figure]:
    """Time to the last byte of the list, and to the very last byte."""
    bursts = [burst for _ in range(runs) for burst in _typed(archive)]
    answers = [(burst.rows.last_ms, burst.last_ms) for burst in bursts if burst.rows.frames]
    name = f"search keystroke → result in an archive of {archive.size // 1000:,} k"
    with tempfile.TemporaryDirectory() as folder:
        fzf = tuple(_typed_in_fzf(archive, Path(folder)))
    goal = Goal(plus=KEY_MS[archive.size])
    note = f"{len(answers)} of {len(bursts)} keys changed rows" + "; fzf is not installed" * (
        not fzf
    )
    ours = tuple(found for found, _ in answers)
    yield Figure(name, "ms", ours, fzf, "fzf", goal=goal, note=note)
    yield Figure(f"{name}, with its detail", "ms", tuple(last for _, last in answers))


def _typed(archive: BuiltArchive) -> Iterator[Burst]:
    for word in WORDS:
        with watching(archive.program()) as watched:
            watched.press("/")
            yield from map(watched.press, word)


def _typed_in_fzf(archive: BuiltArchive, folder: Path) -> Iterator[float]:
    """The times of the letters that fzf answers; none if it is not installed."""
    if (program := shutil.which("fzf")) is None:
        return
    names = folder / "names"
    with closing(sqlite3.connect(archive.path)) as connection:
        rows = connection.execute("SELECT name FROM sequence ORDER BY place")
        names.write_text("".join(f"{name}\n" for (name,) in rows), encoding="utf-8")
    command = f"{program} --exact --no-sort < {names}"
    fzf = Program(("/bin/sh", "-c", command), f"{archive.size}/{archive.size}".encode())
    for word in WORDS:
        with watching(fzf) as watched:
            bursts = [watched.press(letter, FZF_QUIET) for letter in word]
        yield from (burst.last_ms for burst in bursts if burst.frames)
