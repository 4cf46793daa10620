"""The programs that are measured: ours on each kind of account, and bare ones for comparison."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from seq_tui.archive.cache.source import CachedSource
from seq_tui.cli.cache_sources import open_cache
from seq_tui.domain.query import Query
from seq_tui.server.demo.account import DemoAccount, demo_sequence
from tests.archive.saved_items import demo_items, saved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROGRAM = str(Path(sys.executable).parent / "seq-tui")

_BARE = Path(__file__).parent / "bare"

FIRST_ROW = (demo_sequence(0).name or "").encode()
"""The name in the first row of the demo account."""

KEYS = b"Quit"
"""A word of the key line, which is painted with the whole screen."""

TOKEN = "x" * 64

BARE_LIST, BARE_APP = "bare ScrollView", "bare app"

END_S = 10
"""Seconds for a server to end after it was terminated."""


@dataclass(frozen=True, slots=True)
class Program:
    """A command, and the bytes by which to see that it is ready."""

    command: tuple[str, ...]
    ready: bytes
    """Written with the first row."""

    env: Mapping[str, str] = field(default_factory=dict)
    whole: bytes = b""
    """Written with the whole screen, if the first rows are painted before it."""

    has_detail: bool = False
    """Whether a detail follows the cursor after a debounce."""


def demo() -> Program:
    """The browser on the demo account, without a server."""
    return Program((PROGRAM, "--demo"), FIRST_ROW, whole=KEYS, has_detail=True)


def live(address: str, ready: bytes = FIRST_ROW, cache: Path | None = None) -> Program:
    """The browser on an account that is served over HTTP.

    Args:
        address: the address of the server.
        ready: the bytes that are written with the first row.
        cache: the cache folder; by default the one of the whole bench.
    """
    env = {"SELL_API_URL": address, "SELL_ACCESS_TOKEN": TOKEN}
    if cache is not None:
        env["XDG_CACHE_HOME"] = str(cache)
    return Program((PROGRAM,), ready, env, KEYS, has_detail=True)


@contextmanager
def empty_cache() -> Iterator[None]:
    """Give all programs one empty cache folder, which is deleted at the end."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        yield


def seen_before(address: str) -> Program:
    """The browser on an account whose first page is in the cache."""

    async def see() -> None:
        source = CachedSource(DemoAccount(), open_cache(address, TOKEN, urlsplit(address).netloc))
        await source.page(Query(), 1)
        source.close()

    asyncio.run(see())
    return live(address)


@contextmanager
def archived(size: int = 342) -> Iterator[Program]:
    """The browser on an archive of the demo account."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "demo.sqlite"
        asyncio.run(saved(file, demo_items(size)).aclose())
        yield Program((PROGRAM, "--archive", str(file)), FIRST_ROW, whole=KEYS, has_detail=True)


def bare_app() -> Program:
    """A Textual app of one word."""
    return Program((sys.executable, str(_BARE / "word.py")), b"READY")


def bare_list(count: int) -> Program:
    """A bare `ScrollView` of that many rows."""
    return Program((sys.executable, str(_BARE / "rows.py"), str(count)), b"READY")


@dataclass(frozen=True, slots=True)
class Server:
    """A demo account that a process of its own serves."""

    address: str
    log: Path

    def requests(self) -> list[str]:
        """The path and query of each answered request, in order."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [line.split()[1] for line in lines if line.startswith("GET ")]


@contextmanager
def demo_server(size: int = 342, latency_ms: int = 0) -> Iterator[Server]:
    """Serve a demo account of `size` sequences on a free port of the loopback address."""
    options = f"serve --demo --size {size} --latency {latency_ms} --port 0".split()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with (
            log.open("w", encoding="utf-8") as errors,
            subprocess.Popen(
                [PROGRAM, *options], stdout=subprocess.PIPE, stderr=errors, text=True
            ) as process,
        ):
            try:
                line = process.stdout.readline() if process.stdout else ""
                if "listening on " not in line:
                    raise RuntimeError(f"no server: {log.read_text(encoding='utf-8')}")
                yield Server(line.split()[-1], log)
            finally:
                process.terminate()
                process.wait(END_S)
