"""From a keystroke in the search box to the painted result, in archives and over a served account.

Beside ours is what the same letters take in fzf, over the same names, to the last byte that it
writes. It matches parts of names as we do, and like ours leaves what it finds in its order.
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
from tests.bench.keys import MILLION
from tests.bench.programs import Program, demo_server, live
from tests.bench.timed_program import watching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.archive_files import Built
    from tests.bench.frames import Burst

WORD = "winback"

WORDS = (WORD, "no reply", "trial", "zzz")
"""What is typed in an archive: rare, middling and common words, and one that no name has."""

KEY_MS = {HUNDRED_THOUSAND: 25, MILLION: 60}
"""The most from a key in the search box to the painted rows, by the size of the archive."""

QUIET = SEARCH_DEBOUNCE + 0.4
"""Seconds without a byte after which the answer has been painted."""

FZF_QUIET = 0.3
"""The same of fzf: longer than it searches for, shorter than anybody waits."""

FIRST_SEARCH_S = 3
"""Seconds for the server's first search, which makes the names that it looks through."""


def measure(runs: int, folder: Path | None = None) -> list[Figure]:
    """Each letter of some words in two archives, and of one word over a served account.

    Args:
        runs: how often in the archives.
        folder: where the archives are kept; see `demo_archive`.
    """
    note = f"{SEARCH_DEBOUNCE * 1000:.0f} of it wait for the next key"
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


def _in_archive(archive: Built, runs: int) -> Iterator[Figure]:
    """To the last byte of the list, and to the last one of all."""
    bursts = [burst for _ in range(runs) for burst in _typed(archive)]
    answers = [(burst.rows.last_ms, burst.last_ms) for burst in bursts if burst.rows.frames]
    name = f"search keystroke → result in an archive of {archive.size // 1000:,} k"
    with tempfile.TemporaryDirectory() as folder:
        fzf = tuple(_typed_in_fzf(archive, Path(folder)))
    goal = Goal(plus=KEY_MS[archive.size])
    note = f"{len(answers)} of {len(bursts)} keys changed rows" + "; fzf is not there" * (not fzf)
    ours = tuple(found for found, _ in answers)
    yield Figure(name, "ms", ours, fzf, "fzf", goal=goal, note=note)
    yield Figure(f"{name}, with its detail", "ms", tuple(last for _, last in answers))


def _typed(archive: Built) -> Iterator[Burst]:
    for word in WORDS:
        with watching(archive.program()) as watched:
            watched.press("/")
            yield from map(watched.press, word)


def _typed_in_fzf(archive: Built, folder: Path) -> Iterator[float]:
    """The same letters in fzf, as far as it answers; nothing where it is not installed."""
    if (program := shutil.which("fzf")) is None:
        return
    names = folder / "names"
    with closing(sqlite3.connect(archive.path)) as connection:
        rows = connection.execute("SELECT name FROM sequence ORDER BY position")
        names.write_text("".join(f"{name}\n" for (name,) in rows), encoding="utf-8")
    command = f"{program} --exact --no-sort < {names}"
    fzf = Program(("/bin/sh", "-c", command), f"{archive.size}/{archive.size}".encode())
    for word in WORDS:
        with watching(fzf) as watched:
            bursts = [watched.press(letter, FZF_QUIET) for letter in word]
        yield from (burst.last_ms for burst in bursts if burst.frames)
