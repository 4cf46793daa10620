"""`--format raw` writes each item as the service wrote it, from an archive and live."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.cli.main import main
from seq_tui.cli.paginator import Paginator
from seq_tui.cli.raw_items import raw_json
from seq_tui.client.auth import BearerToken
from seq_tui.client.rate_limiter import RateLimiter
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.query import Query
from seq_tui.server.app import create_app
from seq_tui.wire.item_texts import ReceivedItem
from tests.archive.saved_items import saved
from tests.archive.test_bytes import BASE, Texts
from tests.json_texts import random_items

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [
    '{"data":{"id":1,"name":"a", "weight":1e3,"x":3.14159265358979323846,"y":1e400}}',
    '{ "id":2,"name":"\\u00e9","name":"b" }',
    '{"data":{"id":3,"name":"c","delay":NaN}}',
]

VALID = [*TEXTS[:2], TEXTS[2].replace("NaN", '"NaN"')]


@pytest.fixture
def archive(tmp_path: Path) -> str:
    path = tmp_path / "b.seqtui"
    items = [
        ReceivedItem({"data": {"id": 1, "name": "a"}}, TEXTS[0]),
        ReceivedItem({"id": 2, "name": "b"}, TEXTS[1]),
        ReceivedItem({"data": {"id": 3, "name": "c"}}, TEXTS[2]),
    ]
    saved(path, items).close()
    return str(path)


def test_a_list_of_an_archive_has_the_bytes_received(
    archive: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["list", "--archive", archive, "--format", "raw"]) == 0
    lines = ",\n".join(VALID)
    expected = f'{{"items":[\n{lines}\n],"meta":{{"type":"collection","count":3}}}}\n'
    assert capsysbinary.readouterr().out == expected.encode()


def test_exported_files_have_the_bytes_received(archive: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    arguments = ["export", "--archive", archive, "--format", "raw", "--output", str(folder)]
    assert main(arguments) == 0
    files = sorted(each for each in folder.iterdir() if each.name[0] != ".")
    texts = {each.read_text().rstrip("\n") for each in files if each.suffix == ".json"}
    assert set(VALID) <= texts


@pytest.mark.anyio
async def test_a_live_list_has_the_bytes_received() -> None:
    texts = [*TEXTS, *random_items(5, 250)[3:]]
    limiter = RateLimiter(per_second=100_000)
    transport = httpx.ASGITransport(create_app(Texts(texts)))
    client = SellClient(BASE, BearerToken("x", BASE), transport=transport, rate_limiter=limiter)
    paginator = Paginator(client, Query())
    found = [raw_json(each).decode() async for page in paginator.raw_pages() for each in page]
    await client.aclose()
    assert found == [*VALID, *texts[3:]]


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["id:3,1"], [1, 3]),
        (["2"], [2]),
        (["c"], [3]),
        (["--limit", "2"], [1, 2]),
        (["#1", "a"], [1]),
        (["--deleted", "yes"], [1, 2, 3]),
    ],
    ids=str,
)
def test_a_part_of_a_list_has_the_bytes_received(
    archive: str, capsysbinary: pytest.CaptureFixture[bytes], arguments: list[str], ids: list[int]
) -> None:
    assert main(["list", *arguments, "--archive", archive, "--format", "raw"]) == 0
    lines = ",\n".join(VALID[each - 1] for each in ids)
    assert f'{{"items":[\n{lines}\n],"meta"'.encode() in capsysbinary.readouterr().out


@pytest.mark.parametrize("number", [1, 2, 3])
def test_show_has_the_bytes_saved(
    archive: str, capsysbinary: pytest.CaptureFixture[bytes], number: int
) -> None:
    assert main(["show", str(number), "--archive", archive, "--format", "raw"]) == 0
    assert capsysbinary.readouterr().out == f"{VALID[number - 1]}\n".encode()


def test_show_of_several_has_the_bytes_of_each(
    archive: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["show", "3", "1", "--archive", archive, "--format", "raw"]) == 0
    lines = f"{VALID[2]},\n{VALID[0]}"
    expected = f'{{"items":[\n{lines}\n],"meta":{{"type":"collection","count":2}}}}\n'
    assert capsysbinary.readouterr().out == expected.encode()


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("query", "limit", "count"),
    [(Query(ids=(1, 2)), None, 2), (Query(), 2, 2), (Query("1"), None, 1), (Query("a"), None, 1)],
    ids=str,
)
async def test_a_part_of_a_live_list_has_the_bytes_received(
    query: Query, limit: int | None, count: int
) -> None:
    limiter = RateLimiter(per_second=100_000)
    transport = httpx.MockTransport(answer)
    client = SellClient(BASE, BearerToken("x", BASE), transport=transport, rate_limiter=limiter)
    paginator = Paginator(client, query, limit)
    found = [raw_json(each).decode() async for page in paginator.raw_pages() for each in page]
    assert found == VALID[:count]
    assert await client.raw_text(3) == f" {TEXTS[2]}\r\n"
    await client.aclose()


def answer(request: httpx.Request) -> httpx.Response:
    """The three sequences, as a service that searches by ids and by part of a name."""
    if request.url.path.endswith("/3"):
        return httpx.Response(200, content=f" {TEXTS[2]}\r\n".encode())
    params = request.url.params
    ids = params.get("ids", "1,2,3").split(",")
    names = {"1": "a", "2": "b", "3": "c"}
    found = [TEXTS[int(each) - 1] for each in ids if params.get("name", "") in names[each]]
    items = ",".join(found if params["page"] == "1" else [])
    return httpx.Response(200, content=f'{{"items":[{items}],"meta":{{}}}}'.encode())
