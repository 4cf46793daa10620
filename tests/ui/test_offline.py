"""Cached rows on the screen, while they are reloaded and without a network."""

from __future__ import annotations

import anyio
import pytest

from seq_tui.domain.failure import Cause, Failure
from seq_tui.domain.page import Page
from seq_tui.store import circuit_breaker
from seq_tui.ui import progress
from tests.fake_source import NO_ANSWER, FakeSource, sequence
from tests.ui.browsing import browse
from tests.ui.cached_account import EARLIER, GONE, remembering

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _no_automatic_retry(monkeypatch: pytest.MonkeyPatch) -> None:
    """No automatic retry between two keys, however slow the machine is."""
    monkeypatch.setattr(circuit_breaker, "FIRST_WAIT", 3600)
    monkeypatch.setattr(circuit_breaker, "LONGEST_WAIT", 3600)


async def test_the_cached_first_page_is_shown_before_an_answer() -> None:
    source = remembering(342)
    source.hold()
    async with browse(source) as browsing:
        assert "Earlier 7 " in browsing.text()
        assert "loading · as of 22 Nov 18:05" in browsing.text()
        assert source.requested == [("", 1)]
        source.release()
        await browsing.settle()
        assert "Earlier 7 " not in browsing.text()
        assert "Sequence 7 " in browsing.text()
        assert "as of" not in browsing.text()


async def test_the_cursor_stays_on_its_sequence_when_the_page_arrives() -> None:
    source = remembering(150, first=3)
    source.hold()
    async with browse(source) as browsing:
        await browsing.pilot.press("down", "down")
        assert browsing.list.cursor == 2
        source.release()
        await browsing.settle()
        assert browsing.list.cursor == 5
        assert "Sequence 5 " in browsing.text(browsing.screen.query_one("#detail"))


async def test_without_a_network_cached_rows_can_be_browsed() -> None:
    source = remembering(342)
    source.failures = [GONE] * 99
    async with browse(source) as browsing:
        await browsing.press("G")
        assert "offline · as of 22 Nov 18:05" in browsing.text()
        notice = " ".join(browsing.text(browsing.screen.query_one("#notice")).split())
        assert notice.startswith("✗ Cannot reach api.getbase.com; trying again in ")
        assert notice.endswith(" s · r now")
        for _ in range(3):
            await browsing.press("G")
        assert "Earlier 341" in browsing.text()
        assert "342 of 342" in browsing.text()
        assert source.requested == [("", 1)]


async def test_a_search_without_a_network_uses_the_cache() -> None:
    source = remembering(30)
    source.failures = [GONE] * 99
    found = tuple(row for row in source.memory["", 1].items if "7" in (row.name or ""))
    source.memory["7", 1] = Page(1, found, is_last=True, read_at=EARLIER)
    async with browse(source) as browsing:
        await browsing.search("7")
        assert "1 of 3" in browsing.text()
        assert "Earlier 17" in browsing.text()
        assert "Earlier 16" not in browsing.text()
        assert "offline · as of 22 Nov 18:05" in browsing.text()
        await browsing.press("escape", "escape")
        assert "8 of 30" in browsing.text()
        await browsing.search("nothing like it")
        assert "Cannot reach api.getbase.com" in browsing.text()
        assert "No sequence has" not in browsing.text(), "the cache cannot prove it"


@pytest.mark.parametrize("size", [0, 342], ids=["nothing seen", "a page seen"])
async def test_the_account_is_live_again_without_a_key(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(circuit_breaker, "FIRST_WAIT", 0.02)
    source = remembering(size)
    source.sequences = tuple(sequence(number) for number in range(342))
    source.failures = [GONE] * 3
    async with browse(source) as browsing:
        while "live" not in browsing.text():
            await browsing.pilot.pause(0.005)
        await browsing.settle()
        assert source.requested[:4] == [("", 1)] * 4
        assert "Sequence 7 " in browsing.text()
        assert "Cannot reach" not in browsing.text()


async def test_the_user_can_retry_immediately() -> None:
    source = remembering(342)
    source.failures = [GONE]
    async with browse(source) as browsing:
        await browsing.settle()
        assert "offline" in browsing.text()
        await browsing.press("r")
        assert "live" in browsing.text()
        assert source.requested[:2] == [("", 1)] * 2


@pytest.mark.parametrize(
    "failure", [NO_ANSWER, Failure(Cause.UNAUTHORISED, "The token is refused", status=401)]
)
async def test_a_refusal_keeps_the_rows_and_is_shown_below_them(failure: Failure) -> None:
    source = remembering(342)
    source.failures = [failure]
    async with browse(source) as browsing:
        await browsing.settle()
        assert "Earlier 7 " in browsing.text()
        assert failure.message in browsing.text(browsing.screen.query_one("#notice"))
        assert "failed · as of 22 Nov 18:05" in browsing.text()
        assert "offline" not in browsing.text()


async def test_if_requests_are_forbidden_no_retry_is_promised() -> None:
    source = remembering(342)
    source.failures = [Failure(Cause.OFFLINE, "No request is sent")]
    async with browse(source) as browsing:
        await browsing.settle()
        assert "No request is sent" in browsing.text()
        assert "again" not in browsing.text()
        assert "offline · as of 22 Nov 18:05" in browsing.text()


async def test_a_warning_of_the_cache_is_shown_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(progress, "RECHECK_DELAY", 0.02)
    source = FakeSource(20)
    source.to_say = ["What was [b]kept[/b] is damaged"]
    async with browse(source) as browsing:
        with anyio.fail_after(10):
            while source.to_say:
                await browsing.pilot.pause(0.005)
        await browsing.press("G")
        messages = browsing.messages
        assert messages == ["What was [b]kept[/b] is damaged"]
        assert source.requested == [("", 1)]
