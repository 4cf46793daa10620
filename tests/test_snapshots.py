"""Pictures of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.server.demo.account import DemoAccount
from seq_tui.system.desktop_environment import DesktopEnvironment
from seq_tui.ui.screens.browser import BrowserScreen
from tests.fake_source import NO_ANSWER, FakeSource
from tests.ui.browsing import NARROW, WIDE, app_over, settled
from tests.ui.cached_account import GONE, remembering

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source

    Compare = Callable[..., bool]

ADVICE = "Set SELL_ACCESS_TOKEN to browse your own account"
DEMO = SourceInfo(SourceKind.DEMO, "demo account", ADVICE, has_pages=False)
LIVE = SourceInfo(SourceKind.LIVE, "api.getbase.com")


def matches_snapshot(
    compare: Compare,
    keys: str = "",
    *,
    source: Source[Sequence] | None = None,
    source_info: SourceInfo = DEMO,
    size: tuple[int, int] = WIDE,
    desktop: DesktopEnvironment | None = None,
) -> bool:
    """Press each key once the screen is idle, and compare the picture."""

    async def run_before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        for key in keys.split():
            await pilot.press(key)
            await settled(pilot)

    app = app_over(source or DemoAccount(), source_info, desktop=desktop)
    return compare(app, run_before=run_before, terminal_size=size)


def test_the_first_page(snap_compare: Compare) -> None:
    assert matches_snapshot(snap_compare)


def test_the_last_row(snap_compare: Compare) -> None:
    assert matches_snapshot(snap_compare, "end end end end")


def test_the_steps(snap_compare: Compare) -> None:
    assert matches_snapshot(snap_compare, "down down enter down down")


def test_a_search(snap_compare: Compare) -> None:
    assert matches_snapshot(snap_compare, "slash t r i a l")


def test_a_search_that_finds_nothing(snap_compare: Compare) -> None:
    assert matches_snapshot(snap_compare, "slash x y z")


def test_the_first_page_on_its_way(snap_compare: Compare) -> None:
    source = FakeSource(10)
    source.hold()

    async def run_before(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app.screen, BrowserScreen)
        await pilot.pause()

    app = app_over(source, LIVE)
    assert snap_compare(app, run_before=run_before, terminal_size=WIDE)


def test_rows_from_last_time_while_they_are_read_again(snap_compare: Compare) -> None:
    source = remembering(342)
    source.hold()

    async def run_before(pilot: Pilot[None]) -> None:
        await pilot.pause()

    app = app_over(source, LIVE)
    assert snap_compare(app, run_before=run_before, terminal_size=WIDE)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_was_seen_without_a_network(snap_compare: Compare, size: tuple[int, int]) -> None:
    source = remembering(342)
    source.failures = [GONE] * 99
    assert matches_snapshot(snap_compare, source=source, source_info=LIVE, size=size)


def test_a_failure_before_the_first_row(snap_compare: Compare) -> None:
    source = FakeSource(10)
    source.failures = [NO_ANSWER]
    assert matches_snapshot(snap_compare, source=source, source_info=LIVE)


def test_a_failure_after_a_page(snap_compare: Compare) -> None:
    source = FakeSource(342)
    source.later_failures = [NO_ANSWER]
    assert matches_snapshot(snap_compare, "end end", source=source, source_info=LIVE)


def test_an_account_without_sequences(snap_compare: Compare) -> None:
    assert matches_snapshot(snap_compare, source=FakeSource(0), source_info=LIVE)


@pytest.mark.parametrize("keys", ["down", "down enter down"], ids=["list", "steps"])
def test_a_terminal_of_80_by_24(snap_compare: Compare, keys: str) -> None:
    assert matches_snapshot(snap_compare, keys, size=NARROW)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x36"])
def test_the_export(snap_compare: Compare, size: tuple[int, int]) -> None:
    desktop = DesktopEnvironment({"DISPLAY": ":0"}, "linux")
    assert matches_snapshot(snap_compare, "down e down down", size=size, desktop=desktop)


def test_the_help(snap_compare: Compare) -> None:
    assert matches_snapshot(snap_compare, "question_mark")


def test_a_start_that_is_not_understood(snap_compare: Compare) -> None:
    assert matches_snapshot(snap_compare, "down t s o o n enter")
