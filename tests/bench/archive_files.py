"""Archives of the demo account at any size, for one measurement or stored for the next."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.facts_table import has_current_facts
from seq_tui.archive.file.schema import FORMAT_VERSION, version
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.server.demo.account import DemoAccount
from tests.bench.programs import FIRST_ROW, KEYS, PROGRAM, Program

if TYPE_CHECKING:
    from collections.abc import Iterator

HUNDRED_THOUSAND = 100_000

PROGRESS_PAGES = 1_000
"""Pages after each of which the progress is printed: a million sequences take some minutes."""


@dataclass(frozen=True, slots=True)
class BuiltArchive:
    """An archive that was written page by page."""

    path: Path
    size: int
    page_ms: tuple[float, ...] = ()
    """How long each page took to write; empty for an archive of an earlier run."""

    finish_s: tuple[float, ...] = ()

    def program(self) -> Program:
        """The browser on this archive."""
        return Program(
            (PROGRAM, "--archive", str(self.path)), FIRST_ROW, whole=KEYS, has_detail=True
        )


@contextmanager
def demo_archive(size: int, folder: Path | None = None) -> Iterator[BuiltArchive]:
    """An archive of a demo account of that size; a million sequences take some minutes and 2 GB.

    Args:
        size: how many sequences.
        folder: where it is stored, or was by an earlier measurement; by default a temporary folder.
    """
    if folder is None:
        with tempfile.TemporaryDirectory() as temporary, demo_archive(size, Path(temporary)) as new:
            yield new
        return
    path = folder / f"demo-{size}.seqtui"
    if path.exists():
        _bring_up_to_date(path)
        with closing(Archive.open(path)) as archive:
            if archive.count != size:
                raise RuntimeError(f"{path} holds an archive of another size")
        yield BuiltArchive(path, size)
    else:
        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        page_ms, finish_s = _write(half, size)
        half.rename(path)
        yield BuiltArchive(path, size, page_ms, (finish_s,))


def _bring_up_to_date(path: Path) -> None:
    """Migrate an archive of an older version or of older rules, which is searched row by row."""
    with closing(Archive.open(path)) as archive:
        connection = archive._connection
        is_current = version(connection) == FORMAT_VERSION and has_current_facts(connection)
    if not is_current:
        ArchiveWriter.open_or_create(path, "demo").finish()


def _write(path: Path, size: int) -> tuple[tuple[float, ...], float]:
    """Save an account; return the milliseconds of each page, and the seconds to finish."""
    account, writer = DemoAccount(size), ArchiveWriter.open_or_create(path, "demo")
    times: list[float] = []
    for number in range(1, -(-size // PER_PAGE) + 1):
        if number % PROGRESS_PAGES == 1:
            written = (number - 1) * PER_PAGE
            sys.stderr.write(f"writing an archive: {written:,} of {size:,} sequences\n")
        items = asyncio.run(account.raw_page(Query(), number)).items
        began = time.perf_counter()
        writer.put(items)
        times.append((time.perf_counter() - began) * 1000)
    began = time.perf_counter()
    writer.finish()
    return tuple(times), time.perf_counter() - began
