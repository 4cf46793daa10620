"""A saved account over HTTP: the same responses as from the account when it was saved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.query import Query
from seq_tui.server.app import create_app
from seq_tui.server.catalogue import EncodedAccount
from seq_tui.server.demo.account import DemoAccount
from seq_tui.wire.item_texts import ReceivedItem, cut_items
from tests.archive.saved_items import HOST, item, mark_deleted, saved, saved_demo

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    archive = saved_demo(tmp_path / "a.seqtui", 342)
    expected = await ask(EncodedAccount(DemoAccount(342)), target)
    answer = await ask(archive, target)
    assert (answer.status_code, answer.json()) == (200, expected.json())


@pytest.mark.parametrize(
    "target", [f"{LIST}/7", f"{LIST}/9999999999999999999", f"{LIST}?per_page=101", f"{LIST}?x=1"]
)
async def test_errors_equal_those_of_the_account(tmp_path: Path, target: str) -> None:
    archive = saved_demo(tmp_path / "a.seqtui", 342)
    expected = await ask(EncodedAccount(DemoAccount(342)), target)
    answer = await ask(archive, target)
    assert answer.status_code == expected.status_code
    assert answer.json()["errors"] == expected.json()["errors"]


async def test_items_are_sent_as_received(tmp_path: Path) -> None:
    bare: Json = {"id": 5, "name": "a\ud800\x00", "unknown": [1.0, 10**25, None]}
    items: list[Json] = [item(1), bare, None, {"data": None}, item(2**63)]
    account = saved(tmp_path / "a.seqtui", items)
    assert (await ask(account, LIST)).json()["items"] == items
    assert (await ask(account, f"{LIST}/5")).json() == bare


ODD_TEXTS = (
    '{"data":{"id":1,"name":"A","rate":1e3,"pi":3.14159265358979323846},"meta":{}}',
    '{"data":{"id":2,"big":1e400,"small":-0.0,"long":12345678901234567890123}}',
    '{ "data" : {\t"id": 3 ,\r\n"name":"\\u0041\\/\\ud83d\\ude00é","id" : 3} }',
    '{"id":4,"name":"a","name":"b","half":"\\ud800","line":"\u2028"}',
    '{"data":{"id":5,"deep":' + "[" * 100 + "]" * 100 + "}}",
    "null",
    "[ ]",
    '"text"',
)
"""Items in JSON that no parser and encoder would return as they are."""


def received(texts: Iterable[str]) -> list[ReceivedItem]:
    return [ReceivedItem(json.loads(text), text) for text in texts]


async def test_items_are_sent_byte_for_byte(tmp_path: Path) -> None:
    account = saved(tmp_path / "a.seqtui", received(ODD_TEXTS))
    body = (await ask(account, LIST)).content
    assert body.startswith(('{"items":[' + ",".join(ODD_TEXTS) + '],"meta":{').encode())
    for number, text in enumerate(ODD_TEXTS[:5], 1):
        assert (await ask(account, f"{LIST}/{number}")).content == text.encode()


async def test_found_and_selected_items_are_sent_byte_for_byte(tmp_path: Path) -> None:
    account = saved(tmp_path / "a.seqtui", received(ODD_TEXTS))
    for target in (f"{LIST}?name=a&ids=1", f"{LIST}?page=1&per_page=1"):
        body = (await ask(account, target)).content
        assert body.startswith(f'{{"items":[{ODD_TEXTS[0]}],"meta":'.encode())


async def test_what_is_no_json_is_not_sent(tmp_path: Path) -> None:
    account = saved(tmp_path / "a.seqtui", received(['{"data":{"id":1,"rate":NaN}}']))
    body = (await ask(account, f"{LIST}/1")).content
    assert json.loads(body, parse_constant=str)["data"]["id"] == 1
    assert b":NaN" not in body


async def test_a_client_that_saves_what_is_served_has_the_same_bytes(tmp_path: Path) -> None:
    account = saved(tmp_path / "a.seqtui", received(ODD_TEXTS))
    texts = cut_items((await ask(account, LIST)).text)
    again = saved(tmp_path / "b.seqtui", received(texts))
    assert (await again.item_texts(Query(), 1))[0] == list(ODD_TEXTS)


async def test_a_damaged_item_is_not_sent(tmp_path: Path) -> None:
    path = tmp_path / "a.seqtui"
    saved(path, [item(1, "Trial 30"), item(2)]).close()
    path.write_bytes(path.read_bytes().replace(b"Trial 30", b"Trial 31"))
    account = Archive.open(path)
    for target in (LIST, f"{LIST}/1"):
        assert (await ask(account, target)).status_code == 500
    assert (await ask(account, f"{LIST}/2")).status_code == 200


async def test_deleted_sequences_are_not_served(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put([item(1), item(2)])
    mark_deleted(writer, [1], "2026-11-24T00:00:00Z")
    assert (await ask(writer, LIST)).json()["items"] == [item(2)]
    assert (await ask(writer, f"{LIST}/1")).status_code == 404
