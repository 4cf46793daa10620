"""The keys that need a sequence are offered while there is one under the cursor."""

from __future__ import annotations

import pytest

from tests.fake_source import FakeSource
from tests.ui.browsing import browse

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("keys", ["colon 2 5 0 enter", "2 5 0 G"])
async def test_the_keys_return_with_a_row_that_was_not_loaded(keys: str) -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        await browsing.press(*keys.split())
        line = browsing.text(browsing.screen.query_one("#keys"))
        assert "Export" in line
        assert "Copy" in line
