"""Asking a source in which row a record is, without keeping the rows in view waiting."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.page import Window, never_cancelled
from tests.store.account_source import AccountSource
from tests.store.scripted_source import following
from tests.virtual_time import VIRTUAL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seq_tui.domain.query import Query

pytestmark = pytest.mark.anyio

STEP_S = 0.01
STEPS = 20


@pytest.fixture
def anyio_backend() -> tuple[str, Mapping[str, object]]:
    return VIRTUAL


class LocatingSource(AccountSource):
    """Looks for a row in steps; what was asked for is noted with the time of it."""

    def __init__(self) -> None:
        super().__init__(100)
        self.located: list[tuple[int, bool]] = []
        """The records whose rows were looked for, and whether to the end."""

    async def find_row(
        self, query: Query, record_id: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> int | None:
        """The row of a record: its id."""
        steps = 0
        while is_wanted() and steps < STEPS:
            await asyncio.sleep(STEP_S)
            steps += 1
        self.located.append((record_id, steps == STEPS))
        return record_id if steps == STEPS else None


async def test_rows_that_come_into_view_are_read_before_a_record_is_looked_for_on() -> None:
    source = LocatingSource()
    async with following(source) as work:
        work.loader.seek_record(9_000)
        await asyncio.sleep(2 * STEP_S)
        work.loader.want(Window(100, 136))
        await asyncio.sleep(2 * STEP_S)
        assert source.requested == [1, 2]
        await asyncio.sleep(1)
        assert source.located == [(9_000, False), (9_000, True)]
        assert work.rows.find(9_000) == 9_000


async def test_only_the_record_that_is_sought_last_is_looked_for() -> None:
    source = LocatingSource()
    async with following(source) as work:
        work.loader.seek_record(9_000)
        await asyncio.sleep(2 * STEP_S)
        work.loader.seek_record(8_000)
        await asyncio.sleep(1)
        assert source.located == [(9_000, False), (8_000, True)]
        assert work.rows.find(8_000) == 8_000
        assert work.rows.find(9_000) is None
