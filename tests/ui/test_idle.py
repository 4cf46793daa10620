"""How long the tests of the screen wait for an app."""

from __future__ import annotations

import asyncio

import pytest

from tests.ui.idle import MAX_TIMERS, wait_for_idle

pytestmark = pytest.mark.anyio


async def test_work_is_waited_for_however_long_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, left = asyncio.get_running_loop(), list(range(30))
    actual, calls = loop.time, iter(range(1, 1000))

    def work() -> None:
        if left:
            left.pop()
            loop.call_soon(work)

    # As on a machine that does something else for a tenth of a second each time.
    monkeypatch.setattr(loop, "time", lambda: actual() + next(calls) / 10)
    loop.call_soon(work)
    await wait_for_idle()
    assert not left


async def test_timers_that_follow_each_other_for_ever_are_not_waited_for() -> None:
    loop, fired = asyncio.get_running_loop(), list[asyncio.TimerHandle]()

    def fire() -> None:
        fired.append(loop.call_later(0.001, fire))

    fire()
    await wait_for_idle()
    fired[-1].cancel()
    assert len(fired) >= MAX_TIMERS
