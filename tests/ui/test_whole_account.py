"""A search that needs the whole account says what it found so far, and when that is all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache import source as cached_source
from seq_tui.archive.cache.source import CachedSource
from tests.archive.cache.sessions import NOW, open_cache
from tests.fake_source import FakeSource
from tests.ui.browsing import browse

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


async def test_a_count_is_so_far_until_the_whole_account_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached_source, "PARTIAL_S", 0.01)
    live = FakeSource(342)
    source = CachedSource(live, open_cache(lambda: tmp_path / "a.seq"), lambda: NOW)
    async with browse(source) as browsing:
        await browsing.settle()
        live.hold()
        await browsing.pilot.press("slash", *"steps>3")
        box = browsing.screen.query_one("#search")
        while "20 so far" not in browsing.text(box):
            await browsing.pilot.pause(0.005)
        live.release()
        await browsing.settle()
        assert browsing.list.row_count == 68
        assert browsing.text(box).splitlines()[0].split() == ["/", "steps>3", "68"]
        assert "so far" not in browsing.text()
    source.close()
