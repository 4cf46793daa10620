"""Other programs: fed, waited for, killed, and never left over."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seq_tui.system import child_processes
from seq_tui.system.child_processes import feed, launch

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.anyio

ENVIRON = {"PATH": os.environ["PATH"], "MARK": "seen"}
MISSING = ("no-such-program-anywhere",)


def sh(script: str, *arguments: str) -> tuple[str, ...]:
    return ("/bin/sh", "-c", script, "sh", *arguments)


def children() -> set[int]:
    """The ids of our child processes, including zombies."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread of another test has ended
            found |= {int(number) for number in (task / "children").read_text().split()}
    return found


@pytest.fixture
def short_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_processes, "FEED_TIMEOUT", 0.5)


async def until(is_met: Callable[[], bool]) -> None:
    """Run the event loop until a condition is met."""
    for _ in range(400):
        if is_met():
            return
        await asyncio.sleep(0.005)
    pytest.fail("the condition was never met")


def holds(path: Path, content: str) -> Callable[[], bool]:
    return lambda: path.exists() and path.read_text() == content


def is_dead(pid: int) -> bool:
    """Whether a process has exited; it may be a zombie."""
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"


async def test_a_program_reads_the_whole_input(tmp_path: Path) -> None:
    target = tmp_path / "got"
    data = b"line\n" * 100_000
    assert await feed(sh('cat >"$1"; echo "$MARK" >"$1.mark"', str(target)), data, ENVIRON)
    assert target.read_bytes() == data
    assert (tmp_path / "got.mark").read_text() == "seen\n"


async def test_a_program_that_fails_or_is_missing_is_reported() -> None:
    assert not await feed(sh("cat >/dev/null; exit 1"), b"x", ENVIRON)
    assert not await feed(sh("exit 1"), b"x" * 1_000_000, ENVIRON)
    assert not await feed(MISSING, b"x", ENVIRON)
    assert not await feed((os.devnull,), b"x", ENVIRON)


@pytest.mark.usefixtures("short_timeout")
async def test_a_program_that_hangs_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    before = children()
    script = 'sleep 60 & echo "$!" >"$1"; sleep 60'
    began = time.monotonic()
    assert not await feed(sh(script, str(tmp_path / "pid")), b"x" * 1_000_000, ENVIRON)
    assert time.monotonic() - began < 5
    assert children() == before
    started = int((tmp_path / "pid").read_text())
    await until(lambda: is_dead(started))


async def test_a_program_is_killed_when_its_caller_is_cancelled() -> None:
    before = children()
    waiting = asyncio.create_task(feed(sh("sleep 60"), b"x", ENVIRON))
    await until(lambda: children() != before)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert children() == before


async def test_a_process_that_a_program_leaves_running_is_not_waited_for(tmp_path: Path) -> None:
    script = '( read rest <"$1.pipe"; echo kept >"$1" ) & cat >/dev/null'
    target = tmp_path / "kept"
    os.mkfifo(tmp_path / "kept.pipe")
    assert await feed(sh(script, str(target)), b"x", ENVIRON)
    with (tmp_path / "kept.pipe").open("w") as pipe:
        pipe.write("on\n")
    await until(holds(target, "kept\n"))


@pytest.mark.usefixtures("short_timeout")
async def test_the_event_loop_runs_while_a_program_hangs() -> None:
    ticks = 0
    waiting = asyncio.create_task(feed(sh("sleep 60"), b"x", ENVIRON))
    while not waiting.done():
        await asyncio.sleep(0.01)
        ticks += 1
    assert ticks >= 5


async def test_a_launched_program_keeps_running_and_leaves_no_zombie(tmp_path: Path) -> None:
    before = children()
    target = tmp_path / "opened"
    os.mkfifo(tmp_path / "pipe")
    script = 'read rest <"$1/pipe"; echo "$MARK" >"$1/opened"'
    assert await launch(sh(script, str(tmp_path)), ENVIRON)
    assert len(children() - before) == 1
    with (tmp_path / "pipe").open("w") as pipe:
        pipe.write("on\n")
    await until(holds(target, "seen\n"))
    await until(lambda: children() == before)


async def test_a_launched_program_that_fails_at_once_is_reported() -> None:
    assert not await launch(sh("exit 3"), ENVIRON)
    assert not await launch(MISSING, ENVIRON)
    assert not await launch(MISSING, {})
    assert await launch(sh("exit 0"), ENVIRON)
