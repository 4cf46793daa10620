"""Kills the real command at some instant, then runs it again, against a server in this process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.server.demo.account import DemoAccount
from tests.archive.saved_items import demo_items
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seq_tui.domain.json import Json
    from tests.serving import Served

ROOT = Path(__file__).parents[2]

OLD, NEW = 150, 1_230
"""Sequences of the account at the first save, and now."""

SCRIPT = """\
import sys
from seq_tui.client.rate_limiter import RateLimiter
from seq_tui.cli.main import main
RateLimiter.__init__.__defaults__ = (float(sys.argv.pop(1)), *RateLimiter.__init__.__defaults__[1:])
sys.exit(main())
"""
"""The program with the rate limit of its first argument, so that hundreds of runs take minutes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state after a kill, and after the run that followed it."""

    was_running: bool
    had_partial: bool
    """Whether the kill left a partial archive."""

    had_published: bool
    """Whether the new archive had its final name already."""

    is_whole: bool
    """Whether the file was exactly the old archive, or exactly the new one."""

    resumed: bool
    """Whether the next run ended with 0."""

    is_complete: bool
    is_equal: bool
    """Whether the archive holds what the account does, as JSON and in the same order."""

    is_clean: bool
    """Whether no other file was left in the folder in the end."""

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost."""
        good = self.is_whole and self.resumed and self.is_complete
        return good and self.is_equal and self.is_clean


class KilledCommand:
    """An account on a server, and an archive of it from when it was smaller."""

    def __init__(
        self, served: Served, account: DemoAccount, folder: Path, per_second: float
    ) -> None:
        self._address = served.address
        self._account = account
        self._file = folder / "a.seqtui"
        self._per_second = per_second
        self._account.size = OLD
        assert self._run().wait(60) == 0
        self._old = self._file.read_bytes()
        self._account.size = NEW
        self._states = [demo_items(OLD), demo_items(NEW)]

    def seconds(self) -> float:
        """The duration of a run that is not killed."""
        began = time.monotonic()
        assert self._run().wait(60) == 0
        return time.monotonic() - began

    def kill(self, after: float) -> Outcome:
        """Kill a run `after` seconds, then run the command again."""
        self._file.write_bytes(self._old)
        run = self._run()
        time.sleep(after)
        was_running = run.poll() is None
        run.kill()
        run.wait()
        had_partial = self._file.with_name("a.seqtui.partial").exists()
        found = self._items()
        resumed = self._run().wait(60) == 0
        names = sorted(path.name for path in self._file.parent.iterdir())
        archive = Archive.open(self._file)
        is_complete = archive.metadata.is_complete
        archive.require_intact()
        archive.close()
        is_equal = self._items() == self._states[1]
        is_clean = names == ["a.seqtui"]
        return Outcome(
            was_running,
            had_partial,
            found == self._states[1],
            found in self._states,
            resumed,
            is_complete,
            is_equal,
            is_clean,
        )

    def _run(self) -> subprocess.Popen[bytes]:
        account = {"SELL_API_URL": self._address, "SELL_ACCESS_TOKEN": "t"}
        return subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(self._per_second), "archive", str(self._file)],
            cwd=ROOT,
            env=os.environ | account,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _items(self) -> list[Json]:
        archive = Archive.open(self._file)
        try:
            return [json.loads(row.text) for row in archive.all_rows()]
        finally:
            archive.close()


def outcomes(folder: Path, fractions: Sequence[float], per_second: float) -> Iterator[Outcome]:
    """Kill a run at each of these fractions of the duration of an undisturbed run."""
    account = DemoAccount(OLD)
    with serving(account) as served:
        command = KilledCommand(served, account, folder, per_second)
        seconds = min(command.seconds() for _ in range(3))
        for fraction in fractions:
            yield command.kill(fraction * seconds)
