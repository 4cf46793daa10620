"""``seq-tui archive`` as a process: killed, interrupted, on a full disk, and run twice at once."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.destination import Destination
from seq_tui.archive.file.archive import Archive
from seq_tui.domain.page import PER_PAGE
from seq_tui.server.demo.account import DemoAccount
from tests.archive.killed_command import SCRIPT
from tests.archive.saved_items import demo_items, everything, saved
from tests.cli.test_process import ROOT, seq_tui
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

SIZE = 450

AS_ROOT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Makes root respect the write permissions of files."""


def command(*arguments: str) -> list[str]:
    """The program with a rate limit that keeps a test short."""
    return [sys.executable, "-c", SCRIPT, "200", *arguments]


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


class Signalling(DemoAccount):
    """A demo account that runs `action` before it returns a certain page."""

    def __init__(
        self, size: int, page_number: int, per_page: int, action: Callable[[], None]
    ) -> None:
        super().__init__(size)
        self.page_number = page_number
        self._per_page = per_page
        self._action = action

    async def page(
        self, query: Query, number: int, per_page: int = PER_PAGE, **_: Callable[[], bool]
    ) -> Page[Sequence]:
        if (number, per_page) == (self.page_number, self._per_page):
            self._action()
        return await super().page(query, number, per_page)


@contextmanager
def archiving(address: str, file: Path, *before: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*before, *command("archive", str(file))],
        cwd=ROOT,
        env=os.environ | {"SELL_API_URL": address, "SELL_ACCESS_TOKEN": "t"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        yield run


@pytest.mark.parametrize("moment", ["a page", "a request for ids"])
async def test_a_kill_loses_nothing(tmp_path: Path, moment: str) -> None:
    """At random instants, and also without a request: ``python -m tests.bench.kills``."""
    runs: list[subprocess.Popen[str]] = []
    page, per_page = (3, PER_PAGE) if moment == "a page" else (SIZE // 2, 1)
    account = Signalling(SIZE, page, per_page, lambda: runs[0].kill())
    file = tmp_path / "a.seqtui"
    with serving(account) as served:
        saved(file, demo_items(5), host=served.address.removeprefix("http://")).close()
        before = file.read_bytes()
        with archiving(served.address, file) as run:
            runs.append(run)
        assert run.returncode == -signal.SIGKILL
        assert file.read_bytes() == before
        assert file.with_name("a.seqtui.partial").exists()
        account.page_number = 0
        with archiving(served.address, file) as run:
            run.communicate(timeout=30)
    assert run.returncode == 0
    with closing(Archive.open(file)) as archive:
        assert archive.metadata.is_complete
        assert await everything(archive) == demo_items(SIZE)
    assert names(tmp_path) == ["a.seqtui"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_its_exit_code_and_the_same_command_resumes(
    tmp_path: Path, number: signal.Signals
) -> None:
    runs: list[subprocess.Popen[str]] = []
    account = Signalling(SIZE, 3, PER_PAGE, lambda: runs[0].send_signal(number))
    file = tmp_path / "a.seqtui"
    with serving(account) as served:
        with archiving(served.address, file) as run:
            runs.append(run)
            out, err = run.communicate(timeout=30)
        assert (run.returncode, out) == (128 + number, "")
        assert "stopping" in err
        assert f"received is in {file}.partial; the same command resumes" in err
        assert not file.exists()
        account.page_number = 0
        with archiving(served.address, file) as run:
            err = run.communicate(timeout=30)[1]
    assert run.returncode == 0
    assert f"resuming {file}.partial" in err
    assert "complete · 450 sequences" in err


def test_with_nohup_it_continues_without_a_terminal(tmp_path: Path) -> None:
    runs: list[subprocess.Popen[str]] = []
    account = Signalling(SIZE, 3, PER_PAGE, lambda: runs[0].send_signal(signal.SIGHUP))
    file = tmp_path / "a.seqtui"
    with serving(account) as served, archiving(served.address, file, "nohup") as run:
        runs.append(run)
        err = run.communicate(timeout=30)[1]
    assert run.returncode == 0
    assert "complete · 450 sequences" in err


def test_a_full_disk_is_one_sentence_and_6_and_the_existing_archive_is_unchanged(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.seqtui"
    assert seq_tui("archive", "--demo", str(file)).returncode == 0
    before, inode = file.read_bytes(), file.stat().st_ino
    run = subprocess.run(
        command("archive", "--demo", str(file)),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (300_000, 300_000)),
    )
    assert (run.returncode, run.stdout) == (6, "")
    assert "Traceback" not in run.stderr
    assert f"{file}.partial cannot be" in run.stderr.splitlines()[-1]
    assert file.read_bytes() == before
    again = seq_tui("archive", "--demo", str(file))
    # The inode shows it: within the same second, the same account gives the same bytes.
    assert (again.returncode, file.stat().st_ino == inode) == (0, False)
    assert names(tmp_path) == ["a.seqtui"]


def test_a_folder_that_cannot_be_written_is_one_sentence_and_6(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir(0o500)
    run = subprocess.run(
        [*(() if os.geteuid() else AS_ROOT), *command("archive", "--demo", str(folder / "a"))],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (run.returncode, run.stdout) == (6, "")
    assert run.stderr == f"seq-tui: {folder}/a cannot be written: Permission denied\n"


def test_the_second_of_two_runs_on_one_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.seqtui"
    with Destination(file).lock():
        run = seq_tui("archive", "--demo", str(file))
    assert run.returncode == 6
    assert run.stderr == (
        f"seq-tui: {file} is being saved by another seq-tui · Wait until it is done.\n"
    )
    assert not file.exists()


async def test_a_served_archive_can_be_archived_again_without_loss(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    with serving(DemoAccount(SIZE)) as served:
        account = {"SELL_API_URL": served.address, "SELL_ACCESS_TOKEN": "t"}
        with archiving(served.address, first) as run:
            run.communicate(timeout=30)
        live = seq_tui("list", "--format", "raw", **account)
    with closing(Archive.open(first)) as archive:
        listed = seq_tui("list", "--archive", str(first), "--format", "raw")
        assert json.loads(listed.stdout)["items"] == json.loads(live.stdout)["items"]
        assert await everything(archive) == demo_items(SIZE)
        with serving(archive) as served, archiving(served.address, second) as run:
            run.communicate(timeout=30)
    with closing(Archive.open(second)) as copy:
        assert copy.metadata.is_complete
        assert await everything(copy) == demo_items(SIZE)
