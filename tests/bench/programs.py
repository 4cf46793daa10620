"""The programs that are measured: ours in its ways to start, and the bare ones beside it."""

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
"""What is on the screen once the first row of the demo account is."""

KEYS = b"Quit"
"""At the end of the line of keys, which comes with the screen."""

TOKEN = "x" * 64

BARE_LIST, BARE_APP = "bare ScrollView", "bare app"

END_S = 10
"""Seconds until a server that was told to end has ended."""


@dataclass(frozen=True, slots=True)
class Program:
    """A command, and the bytes that it writes once it is ready to be used."""

    command: tuple[str, ...]
    ready: bytes
    env: Mapping[str, str] = field(default_factory=dict)
    whole: bytes = b""
    """What is written once the screen is there, if its first rows are there before it."""

    has_detail: bool = False
    """Whether something follows the cursor only after a rest."""


def demo() -> Program:
    """Our browser on the demo account, in its own process."""
    return Program((PROGRAM, "--demo"), FIRST_ROW, whole=KEYS, has_detail=True)


def live(address: str, ready: bytes = FIRST_ROW, cache: Path | None = None) -> Program:
    """Our browser on an account that is served at an address.

    Args:
        address: where it is served.
        ready: what is written once it is ready.
        cache: the folder for what is kept of accounts; by default one for the whole measurement.
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
    """Our browser on an account whose first page was seen in an earlier session."""

    async def see() -> None:
        source = CachedSource(DemoAccount(), open_cache(address, TOKEN, urlsplit(address).netloc))
        await source.page(Query(), 1)
        source.close()

    asyncio.run(see())
    return live(address)


@contextmanager
def archived(size: int = 342) -> Iterator[Program]:
    """Our browser on an archive of the demo account."""
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
    """A demo account that is served by a process of its own."""

    address: str
    log: Path

    def asked(self) -> list[str]:
        """Each request that was answered, in order."""
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
