"""What the service sends is what an archive stores and serves, byte for byte."""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.archive.download.download import Download
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.client.auth import BearerToken
from seq_tui.client.rate_limiter import RateLimiter
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.query import Query
from seq_tui.server.app import create_app
from tests.archive.saved_items import HOST
from tests.json_texts import random_items

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.server.catalogue import Catalogue

pytestmark = pytest.mark.anyio

BASE = "https://sell.test"


class Texts:
    """A service that answers with these texts as its items."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts

    async def item_texts(self, query: Query, number: int, per_page: int) -> tuple[list[str], bool]:
        """A page of them."""
        start = (number - 1) * per_page
        return self._texts[start : start + per_page], start + per_page >= len(self._texts)

    async def item_text(self, sequence_id: int) -> str:
        """The one at that place, from 1."""
        return self._texts[sequence_id - 1]

    async def creator_names(self, ids: object) -> dict[int, str]:
        """None is known."""
        return {}


async def download(catalogue: Catalogue, path: Path) -> None:
    """Save what is served into an archive, as the command does."""
    limiter = RateLimiter(per_second=100_000)
    transport = httpx.ASGITransport(create_app(catalogue))
    client = SellClient(BASE, BearerToken("x", BASE), transport=transport, rate_limiter=limiter)
    writer = ArchiveWriter.open_or_create(path, HOST)
    await Download(client, writer, asyncio.Event()).run()
    writer.finish()
    await client.aclose()


def stored_texts(archive: Archive) -> list[str]:
    """The items of an archive as they were received."""
    return [row.received or row.text for row in archive.all_rows()]


async def assert_lossless(texts: list[str], folder: Path) -> None:
    """Save the texts, serve that archive, and save what is served."""
    await download(Texts(texts), folder / "first.seqtui")
    with closing(Archive.open(folder / "first.seqtui")) as first:
        assert stored_texts(first) == texts
        await download(first, folder / "second.seqtui")
        found, _ = await first.item_texts(Query(), 1)
        assert found == texts[:100]
    with closing(Archive.open(folder / "second.seqtui")) as second:
        assert stored_texts(second) == texts
        assert second.verify().is_intact


async def test_any_json_is_stored_and_served_byte_for_byte(tmp_path: Path) -> None:
    await assert_lossless(random_items(seed=13, count=1_050), tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        '{"data":{"id":1,"weight":1e3}}',
        '{"data":{"id":1,"weight":3.14159265358979323846, "x":1e400}}',
        '{"id":1,"id":1,"name":"a","name":"b"}',
        '{"data": {"id" : 1,\t"name":"\\ud800 \\u00e9 \u2028"}}',
    ],
)
async def test_one_item_is_served_as_it_was_received(tmp_path: Path, text: str) -> None:
    await download(Texts([text]), tmp_path / "a.seqtui")
    transport = httpx.ASGITransport(create_app(Archive.open(tmp_path / "a.seqtui")))
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        headers = {"Authorization": "Bearer x"}
        answer = await client.get("/v2/sequences/1", headers=headers)
        page = await client.get("/v2/sequences", headers=headers)
    assert answer.content == text.encode()
    assert page.content.startswith(f'{{"items":[{text}],"meta":'.encode())
