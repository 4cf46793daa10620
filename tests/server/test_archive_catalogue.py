"""A saved account over HTTP: the same responses as from the account when it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.archive.catalogue import ArchiveCatalogue
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.server.app import create_app
from seq_tui.server.catalogue import EncodedAccount
from seq_tui.server.demo.account import DemoAccount
from tests.archive.saved_items import HOST, demo_items, item, mark_deleted, saved

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.json import Json
    from seq_tui.server.catalogue import Catalogue

pytestmark = pytest.mark.anyio

LIST = "/v2/sequences"


async def ask(catalogue: Catalogue, target: str) -> httpx.Response:
    transport = httpx.ASGITransport(create_app(catalogue), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://sell.test") as client:
        return await client.get(target, headers={"Authorization": "Bearer x"})


@pytest.mark.parametrize(
    "target",
    [
        LIST,
        f"{LIST}?page=4&per_page=100",
        f"{LIST}?page=2&per_page=7&name=TRIAL",
        f"{LIST}?name=e&page=12",
        f"{LIST}?ids=21143,7,21132&per_page=1&page=2",
        f"{LIST}?ids=21143,21132&name=long",
        f"{LIST}?page=99999999999999",
        f"{LIST}?name=%00%ff%22",
        f"{LIST}/21132",
    ],
)
async def test_responses_equal_those_of_the_account(tmp_path: Path, target: str) -> None:
    archive = saved(tmp_path / "a.seqtui", demo_items(342))
    expected = await ask(EncodedAccount(DemoAccount(342)), target)
    answer = await ask(ArchiveCatalogue(archive), target)
    assert (answer.status_code, answer.json()) == (200, expected.json())


@pytest.mark.parametrize(
    "target", [f"{LIST}/7", f"{LIST}/9999999999999999999", f"{LIST}?per_page=101", f"{LIST}?x=1"]
)
async def test_errors_equal_those_of_the_account(tmp_path: Path, target: str) -> None:
    archive = saved(tmp_path / "a.seqtui", demo_items(342))
    expected = await ask(EncodedAccount(DemoAccount(342)), target)
    answer = await ask(ArchiveCatalogue(archive), target)
    assert answer.status_code == expected.status_code
    assert answer.json()["errors"] == expected.json()["errors"]


async def test_items_are_sent_as_received(tmp_path: Path) -> None:
    bare: Json = {"id": 5, "name": "a\ud800\x00", "unknown": [1.0, 10**25, None]}
    items: list[Json] = [item(1), bare, None, {"data": None}, item(2**63)]
    account = ArchiveCatalogue(saved(tmp_path / "a.seqtui", items))
    assert (await ask(account, LIST)).json()["items"] == items
    assert (await ask(account, f"{LIST}/5")).json() == bare


async def test_deleted_sequences_are_not_served(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put([item(1), item(2)])
    mark_deleted(writer, [1], "2026-11-24T00:00:00Z")
    account = ArchiveCatalogue(writer)
    assert (await ask(account, LIST)).json()["items"] == [item(2)]
    assert (await ask(account, f"{LIST}/1")).status_code == 404
