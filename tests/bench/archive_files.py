"""Archives of the demo account at any size, made for a measurement or kept for the next one."""

from __future__ import annotations

import asyncio
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.server.demo.account import DemoAccount
from tests.bench.programs import FIRST_ROW, KEYS, PROGRAM, Program

if TYPE_CHECKING:
    from collections.abc import Iterator

HUNDRED_THOUSAND = 100_000


@dataclass(frozen=True, slots=True)
class Built:
    """An archive that was written page by page."""

    path: Path
    size: int
    page_ms: tuple[float, ...] = ()
    """How long each page took; nothing of an archive that was there already."""

    finish_s: tuple[float, ...] = ()

    def program(self) -> Program:
        """Our browser on it."""
        return Program(
            (PROGRAM, "--archive", str(self.path)), FIRST_ROW, whole=KEYS, has_detail=True
        )


@contextmanager
def demo_archive(size: int, folder: Path | None = None) -> Iterator[Built]:
    """An archive of a demo account of that size; a million sequences take some minutes and 2 GB.

    Args:
        size: how many sequences.
        folder: where it is kept, and was perhaps left by an earlier measurement; by default it goes
            at the end.
    """
    if folder is None:
        with tempfile.TemporaryDirectory() as temporary, demo_archive(size, Path(temporary)) as new:
            yield new
        return
    path = folder / f"demo-{size}.seqtui"
    if path.exists():
        with closing(Archive.open(path)) as archive:
            if archive.count != size:
                raise RuntimeError(f"{path} holds something else")
        yield Built(path, size)
    else:
        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        page_ms, finish_s = _write(half, size)
        half.rename(path)
        yield Built(path, size, page_ms, (finish_s,))


def _write(path: Path, size: int) -> tuple[tuple[float, ...], float]:
    """Save an account page by page: the milliseconds of each page, the seconds of the end."""
    account, writer = DemoAccount(size), ArchiveWriter.open_or_create(path, "demo")
    times: list[float] = []
    for number in range(1, -(-size // PER_PAGE) + 1):
        items = asyncio.run(account.raw_page(Query(), number)).items
        began = time.perf_counter()
        writer.put(items)
        times.append((time.perf_counter() - began) * 1000)
    began = time.perf_counter()
    writer.finish()
    return tuple(times), time.perf_counter() - began
