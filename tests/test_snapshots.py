"""Pictures of the screen: every view and every state, at four sizes, in three kinds of themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.domain.template_text import TemplateText
from seq_tui.server.demo.account import DemoAccount
from seq_tui.system.desktop_environment import DesktopEnvironment
from tests.ui.browsing import NARROW, WIDE, app_over, settled
from tests.ui.short_waits import parsed_sheets as parsed_sheets
from tests.ui.short_waits import short_debounces as short_debounces
from tests.ui.states import STATES, State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from textual.pilot import Pilot

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source

    Compare = Callable[..., bool]

ADVICE = "Type seq-tui login to browse your own account"
DEMO = SourceInfo(SourceKind.DEMO, "demo account", ADVICE, has_pages=False)
LIVE = SourceInfo(SourceKind.LIVE, "api.getbase.com")

SMALL, LARGE = (60, 20), (200, 50)
SIZES = (SMALL, NARROW, WIDE, LARGE)

OTHER_THEMES = ("textual-light", "ansi-dark")

VIEWS = {
    "list": "down",
    "end": "end end",
    "steps": "down down enter down down",
    "properties": "down enter down down enter",
    "zoomed": "down enter z",
    "search": "slash t r i a l",
    "completion": "slash h a s colon",
    "mistake": "slash s t e p s greater_than_sign x",
    "steps-searched": "down enter slash r e p l y",
    "uses": "down enter x",
    "sort": "down s",
    "findings": "down exclamation_mark",
    "comparison": "down space down down equals_sign",
    "text": "down enter enter enter",
    "message": "down enter down down y",
    "export": "down e",
    "start": "down t t h u space 1 5 colon 0 0",
    "start-not-understood": "down t s o o n enter",
    "help": "question_mark",
    "palette": "ctrl+p",
}
"""The keys that lead to each view of the demo account."""

COLOURFUL = ("list", "steps", "properties", "start", "help", "export", "comparison", "findings")
"""The views whose colours differ from each other, drawn in other themes too."""

COLOURFUL_STATES = ("loading", "refused", "offline-with-rows", "nothing-found")

COUNTING = ("rate-limited", "unreachable", "unreachable-with-rows")
"""States that count seconds down; `tests/ui/test_notices.py` reads what they say."""


TEXT = TemplateText(
    398744,
    "Your trial of {{company}} has begun",
    "Hello {{first_name}},\n\nthank you for trying our cargo bikes. Over the next two weeks we will"
    " show you how teams in your city use them.\n\nWhat would you like to see first?\n - the long"
    " bike\n - the trailer\n - the service plan\n\nJust answer this mail; a person reads it.",
    "",
    "anna",
    "2026-11-24T10:00:00Z",
    "398744.eml",
)


@pytest.fixture(autouse=True)
def _in_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """The export dialog shows the folder that the test runs in."""
    monkeypatch.chdir("/")


@pytest.fixture(autouse=True)
def _no_seconds_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notice shows how long it has waited, which a busy machine would change."""
    monkeypatch.setattr("seq_tui.ui.progress.monotonic", lambda: 0.0)


class AccountWithText(DemoAccount):
    """The demo account with what one of its templates says, as an archive keeps it."""

    keeps_texts = True

    async def template_texts(self, ids: Collection[int]) -> dict[int, TemplateText]:
        return {TEXT.template_id: TEXT} if TEXT.template_id in ids else {}


class Picture(NamedTuple):
    """What a picture shows, and how large."""

    name: str
    size: tuple[int, int]
    theme: str = ""

    def __str__(self) -> str:
        """The name of its file."""
        size = "x".join(map(str, self.size))
        return "-".join(part for part in (self.name, size, self.theme) if part)


def _pictures(
    names: dict[str, str] | dict[str, State], colourful: tuple[str, ...]
) -> list[Picture]:
    plain = [Picture(name, size) for name in names if name not in COUNTING for size in SIZES]
    return plain + [Picture(name, WIDE, theme) for name in colourful for theme in OTHER_THEMES]


def matches_snapshot(
    compare: Compare,
    keys: str = "",
    *,
    source: Source[Sequence],
    source_info: SourceInfo = DEMO,
    size: tuple[int, int] = WIDE,
    theme: str = "",
) -> bool:
    """Press each key once the screen is idle, and compare the picture."""

    async def run_before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        pilot.app.theme = theme or pilot.app.theme
        for key in keys.split():
            await pilot.app._press_keys(
                (key,)
            )  # not Pilot's own, which waits for the screen as well
            await settled(pilot)

    desktop = DesktopEnvironment({"DISPLAY": ":0"}, "linux")
    app = app_over(source, source_info, desktop=desktop)
    return compare(app, run_before=run_before, terminal_size=size)


@pytest.mark.parametrize("picture", _pictures(VIEWS, COLOURFUL), ids=str)
def test_a_view(snap_compare: Compare, picture: Picture) -> None:
    assert matches_snapshot(
        snap_compare,
        VIEWS[picture.name],
        source=AccountWithText() if picture.name == "text" else DemoAccount(),
        size=picture.size,
        theme=picture.theme,
    )


@pytest.mark.parametrize("picture", _pictures(STATES, COLOURFUL_STATES), ids=str)
def test_a_state(snap_compare: Compare, picture: Picture) -> None:
    state = STATES[picture.name]

    async def run_before(pilot: Pilot[None]) -> None:
        await state.reach(pilot)
        if picture.theme:
            pilot.app.theme = picture.theme
            await pilot.pause()

    assert snap_compare(state.app(), run_before=run_before, terminal_size=picture.size)
