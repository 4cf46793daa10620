"""A callback that waits until the user pauses is called once, whatever happens to the process."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from seq_tui.ui import debounce as debounce_module
from seq_tui.ui.debounce import Debounce
from seq_tui.ui.slow_link import SlowLinkApp

if TYPE_CHECKING:
    from textual.pilot import Pilot

pytestmark = pytest.mark.anyio

SECONDS = 0.005


async def until_settled(debounce: Debounce, pilot: Pilot[None]) -> None:
    while debounce.is_pending:
        await pilot.pause(SECONDS)
    await pilot.pause()


async def test_restarts_are_one_call() -> None:
    calls: list[str] = []
    async with App[None]().run_test() as pilot:
        debounce = Debounce(pilot.app, SECONDS, lambda: calls.append("now"))
        for _ in range(3):
            debounce.restart()
        assert (debounce.is_pending, calls) == (True, [])
        await until_settled(debounce, pilot)
        assert calls == ["now"]


async def test_a_restart_can_be_sooner_than_the_one_before() -> None:
    calls: list[str] = []
    async with App[None]().run_test() as pilot:
        debounce = Debounce(pilot.app, 3600, lambda: calls.append("now"))
        debounce.restart()
        debounce.restart_with(SECONDS)
        await until_settled(debounce, pilot)
        assert calls == ["now"]


@pytest.mark.parametrize(("is_slow", "seconds"), [(False, SECONDS), (True, 0.25)])
async def test_over_a_slow_link_it_waits_longer(
    monkeypatch: pytest.MonkeyPatch, is_slow: bool, seconds: float
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(debounce_module, "call_after", lambda _, wait, __: waits.append(wait))
    async with SlowLinkApp().run_test() as pilot:
        assert isinstance(pilot.app, SlowLinkApp)
        pilot.app.is_slow = is_slow
        Debounce(pilot.app, SECONDS, list).restart()
        Debounce(pilot.app, 4, list).restart()
    assert waits == [seconds, 4]


async def test_a_process_that_stood_still_calls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    async with App[None]().run_test() as pilot:
        debounce = Debounce(pilot.app, SECONDS, lambda: calls.append("now"))
        started: set[object] = set()

        def get_time() -> float:
            """The time of one of Textual's timers, which loses a second once it has begun."""
            timer = asyncio.current_task()
            lost = float(timer in started)
            started.add(timer)
            return time.monotonic() + lost

        monkeypatch.setattr("textual._time.get_time", get_time)
        debounce.restart()
        await pilot.pause(4 * SECONDS)
        assert (debounce.is_pending, calls) == (False, ["now"])


async def test_a_call_that_is_cancelled_when_its_time_is_over_does_not_come() -> None:
    calls: list[str] = []
    async with App[None]().run_test() as pilot:
        debounce = Debounce(pilot.app, 0, lambda: calls.append("now"))
        debounce.restart()
        pilot.app.call_next(debounce.cancel)
        await pilot.pause()
        assert (debounce.is_pending, calls) == (False, [])
        debounce.restart()
        await until_settled(debounce, pilot)
        assert calls == ["now"]
