"""Every state of the screen, by name: nothing yet, nothing at all, and what failed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure
from seq_tui.domain.source import SourceInfo, SourceKind
from tests.fake_source import FakeSource, sequence
from tests.ui.browsing import ORIGIN, app_over, settled
from tests.ui.cached_account import remembering

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from seq_tui.domain.sequence import Sequence
    from seq_tui.ui.app import SeqTuiApp

HOST = "api.getbase.com"

UNREACHABLE = Failure(
    Cause.UNREACHABLE, f"Cannot reach {HOST}:443", "Check the network and the address."
)
REFUSED = Failure(
    Cause.UNAUTHORISED,
    "Not allowed to read sequences (403)",
    "Ask the administrator of the account.",
    status=403,
    details="Requires the Reach add-on",
    request_id="5f1b2c9e-2f4a-4a0e-9d53-0b8d2f6a7c11",
)
FAILING = Failure(
    Cause.SERVICE,
    "The service is temporarily unavailable (503)",
    status=503,
    request_id="5f1b2c9e-2f4a-4a0e-9d53-0b8d2f6a7c11",
)
OFFLINE = Failure(
    Cause.OFFLINE, "No requests are sent with --offline", "Start without it to ask the account."
)

ARCHIVE = SourceInfo(SourceKind.ARCHIVE, "sell.db", as_of="saved 24 Nov 2026", has_pages=False)


@dataclass(frozen=True)
class State:
    """How to bring the screen into a state."""

    source: Callable[[], FakeSource]
    keys: tuple[str, ...] = ()
    query: str = ""
    source_info: SourceInfo = field(default=ORIGIN)
    is_answered: bool = True
    """Whether every request is answered, so that the screen becomes idle."""

    def app(self) -> SeqTuiApp:
        """The app over the account of this state, not yet running."""
        return app_over(self.source(), self.source_info, self.query)

    async def reach(self, pilot: Pilot[None]) -> None:
        """Bring a running app into the state."""
        for key in ("", *self.keys):
            if key:
                await pilot.press(key)
            if self.is_answered:
                await settled(pilot)
            else:
                await pilot.pause()


def _held(size: int = 0, *, pause: float = 0.0) -> FakeSource:
    source = FakeSource(size)
    source.hold()
    source.seconds_paused = pause
    return source


def _failing(*failures: Failure, size: int = 0) -> FakeSource:
    source = FakeSource(size)
    source.failures = list(failures)
    return source


def _failing_later(failure: Failure, size: int) -> FakeSource:
    source = FakeSource(size)
    source.later_failures = [failure] * 99
    return source


def _of(*changes: Sequence) -> FakeSource:
    return FakeSource(sequences=changes)


def _remembering(failure: Failure) -> FakeSource:
    source = remembering(342)
    source.failures = [failure] * 99
    return source


STATES: dict[str, State] = {
    "loading": State(_held, is_answered=False),
    "rate-limited": State(lambda: _held(pause=12.0), is_answered=False),
    "searching": State(_held, query="trial", is_answered=False),
    "unreachable": State(lambda: _failing(*[UNREACHABLE] * 99)),
    "refused": State(lambda: _failing(REFUSED)),
    "failing": State(lambda: _failing(FAILING)),
    "offline": State(lambda: _failing(OFFLINE)),
    "unreachable-with-rows": State(lambda: _remembering(UNREACHABLE)),
    "offline-with-rows": State(lambda: _remembering(OFFLINE)),
    "failing-with-rows": State(lambda: _failing_later(FAILING, 342), keys=("end", "end")),
    "row-not-loaded": State(
        lambda: _failing_later(FAILING, 342), keys=("colon", "3", "0", "0", "enter")
    ),
    "no-sequences": State(FakeSource),
    "no-sequences-in-archive": State(FakeSource, source_info=ARCHIVE),
    "nothing-found": State(lambda: FakeSource(30), query="xyz"),
    "nothing-found-in-archive": State(lambda: FakeSource(30), query="xyz", source_info=ARCHIVE),
    "no-steps": State(lambda: _of(sequence(0)._replace(name="Empty", steps=(), steps_total=0))),
    "steps-not-included": State(
        lambda: _of(sequence(3)._replace(name="Bare", steps=None, steps_total=3))
    ),
    "unknown-end": State(lambda: FakeSource(342), keys=("pagedown",)),
}
"""Each state that is about what is not on the screen."""
