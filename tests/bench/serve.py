"""Pages and sequences that `serve` answers, beside datasette on the same file and a static body."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.server.demo.account import demo_sequence
from tests.archive.saved_items import demo_items, saved
from tests.bench.figure import Figure, Goal
from tests.bench.programs import END_S, PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = 5_000
CONNECTIONS = (1, 16, 64)

PAGE, ONE = "page of 100", "one by id"
PAGE_LENGTH, ONE_LENGTH = 133_000, 1_500
"""About the bytes of our responses."""

PLACE = 8
"""Where the sequence is, from 1, that is requested by its id."""

ROUNDS = 3
"""How often each is measured in a run."""

SECONDS = 0.5
"""How long each is requested."""

START_S = 20
"""Seconds for a server to listen."""

DATASETTE = "datasette>=0.65,<1"
STATIC = Path(__file__).parent / "bare" / "static_body.py"


def measure(runs: int, folder: Path | None = None) -> list[Figure]:
    """Request a page of 100, and one sequence by its id, as fast as each server answers.

    Args:
        runs: how often.
        folder: where datasette is installed, or was by an earlier measurement, unless it is here.
    """
    times: dict[tuple[str, str, int], list[float]] = defaultdict(list)
    with ExitStack() as stack:
        temporary = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        file = temporary / "demo.db"
        saved(file, demo_items(SIZE)).close()
        urls = _urls(stack, file, _datasette(folder or temporary))
        for _ in range(runs):
            for connections, what in product(CONNECTIONS * ROUNDS, (PAGE, ONE)):
                # In turns, since other load on the machine comes and goes.
                for name in [name for name, each in urls if each == what]:
                    elapsed = _microseconds(urls[name, what], connections)
                    times[name, what, connections].append(elapsed)
    return [
        figure
        for what, factor in ((PAGE, 0.5), (ONE, 0.25))
        for connections in CONNECTIONS
        for figure in _figures(times, what, connections, Goal(factor))
    ]


def _figures(
    times: dict[tuple[str, str, int], list[float]], what: str, connections: int, goal: Goal
) -> Iterator[Figure]:
    ours, array, row, static = (
        tuple(times[name, what, connections]) for name in ("ours", "array", "row", "static")
    )
    title = f"serve: {what}, over {connections}"
    yield Figure(title, "µs", ours, array, "datasette's array", goal)
    if row:
        yield Figure(title, "µs", ours, row, "datasette's row by its primary key")
    yield Figure(title, "µs", ours, static, "static body")


def _urls(stack: ExitStack, file: Path, datasette: list[str]) -> dict[tuple[str, str], str]:
    """What to request of each server, all of which run until the end of `stack`."""
    commands = [
        [PROGRAM, "serve", "--archive", str(file)],
        [*datasette, "serve", "--immutable", str(file)],
        [sys.executable, str(STATIC), "--length", str(PAGE_LENGTH)],
        [sys.executable, str(STATIC), "--length", str(ONE_LENGTH)],
    ]
    ours, other, long, short = (
        stack.enter_context(running(command)).address for command in commands
    )
    wanted = demo_sequence(PLACE - 1).id
    return {
        ("ours", PAGE): f"{ours}/v2/sequences?page=3&per_page=100",
        ("array", PAGE): f"{other}/demo/sequence.json?_shape=array&_size=100",
        ("static", PAGE): f"{long}/",
        ("ours", ONE): f"{ours}/v2/sequences/{wanted}",
        ("array", ONE): f"{other}/demo/sequence.json?_shape=array&id={wanted}",
        ("row", ONE): f"{other}/demo/sequence/{PLACE}.json?_shape=array",
        ("static", ONE): f"{short}/",
    }


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server in a process of its own."""

    address: str
    pid: int


@contextmanager
def running(command: list[str]) -> Iterator[RunningServer]:
    """Run a server, which listens already, and writes its log to a file, as most do."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen([*command, "--port", str(port)], stdout=log, stderr=log) as process,
    ):
        try:
            _wait_for(port, process)
            yield RunningServer(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            process.wait(END_S)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(START_S * 10):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} does not listen")


def _microseconds(url: str, connections: int) -> float:
    """The time of one response, with that many requested at once."""
    load = [sys.executable, "-m", "tests.bench.http_load"]
    command = [*load, str(SECONDS), str(connections), url]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return 1e6 / float(run.stdout)


def _datasette(folder: Path) -> list[str]:
    """The command of datasette; it is installed into an environment of its own if it is missing."""
    if find_spec("datasette"):
        return [sys.executable, "-m", "datasette"]
    program = folder / "datasette" / "bin" / "python"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "datasette")], check=True)
        install = [str(program), "-m", "pip", "install", "--quiet", DATASETTE]
        subprocess.run(install, check=True, capture_output=True)
    return [str(program), "-m", "datasette"]
