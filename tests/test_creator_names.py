"""Tests of the names of creators, from the service to the screen and to an archive."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.creator_names import NAMES_KEY
from seq_tui.archive.file.past_archive import PastArchive
from seq_tui.cli.main import main
from seq_tui.client.sell_client import SellClient
from seq_tui.server.demo.account import DemoAccount
from seq_tui.server.demo.vocabulary import NAMES
from seq_tui.ui import detail_follower
from seq_tui.wire.user_names import read_user_names
from tests.fake_sell import BASE, TOKEN, FakeSell, error
from tests.fake_source import NamedSource, sequence
from tests.serving import serving
from tests.ui.browsing import browse

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

pytestmark = pytest.mark.anyio

ADA = {1700155: "Ines Moreau"}


def client_of(fake: FakeSell) -> SellClient:
    return SellClient(BASE, TOKEN, transport=httpx.MockTransport(fake))


async def test_a_client_asks_for_a_hundred_users_at_a_time() -> None:
    fake = FakeSell()
    users = [{"data": {"id": n, "name": f"User {n}"}, "meta": {"type": "user"}} for n in (1, 150)]
    for user in users:
        fake.script.append(httpx.Response(200, json={"items": [user], "meta": {}}))
    client = client_of(fake)
    assert await client.creator_names(range(1, 151)) == {1: "User 1", 150: "User 150"}
    await client.aclose()
    first, second = fake.requests
    assert (first.method, first.url.path) == ("GET", "/v2/users")
    assert first.url.params["ids"].split(",") == [str(n) for n in range(1, 101)]
    assert dict(second.url.params) == {
        "page": "1",
        "per_page": "100",
        "ids": ",".join(map(str, range(101, 151))),
    }


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_token_that_may_not_read_users_is_not_used_for_it_again(status: int) -> None:
    fake = FakeSell()
    fake.script.append(error(status))
    client = client_of(fake)
    assert await client.creator_names([7]) == {}
    assert await client.creator_names([8]) == {}
    assert len(fake.requests) == 1
    await client.aclose()


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            {"items": [{"data": {"id": 7, "name": "Ada"}}, {"id": 8, "name": "Ben"}]},
            {7: "Ada", 8: "Ben"},
        ),
        ({"items": [{"data": {"id": 7, "name": ""}}, {"data": {"name": "x"}}, None, 3]}, {}),
        ({"items": None}, {}),
        ([], {}),
        (None, {}),
    ],
)
def test_only_users_with_an_id_and_a_name_are_read(body: object, names: dict[int, str]) -> None:
    assert read_user_names(json.loads(json.dumps(body))) == names


async def names_from(address: str, ids: Collection[int]) -> dict[int, str]:
    """What a server tells of these users."""
    client = SellClient(address, TOKEN)
    names = await client.creator_names(ids)
    await client.aclose()
    return names


def test_the_server_tells_the_names_of_the_demo_account() -> None:
    with serving(DemoAccount()) as served:
        assert asyncio.run(names_from(served.address, [*ADA, 5])) == ADA
        headers = {"Authorization": f"Bearer {TOKEN}", "User-Agent": "x"}
        answer = httpx.get(f"{served.address}/v2/users?ids=5", headers=headers, trust_env=False)
        assert answer.json()["items"] == []
        refused = httpx.get(
            f"{served.address}/v2/users", headers={"User-Agent": "x"}, trust_env=False
        )
        assert refused.status_code == 401
        unknown = httpx.get(f"{served.address}/v2/users?x=1", headers=headers, trust_env=False)
        assert unknown.status_code == 400


def test_the_server_answers_one_user_as_the_service_does() -> None:
    with serving(DemoAccount()) as served:
        headers = {"Authorization": f"Bearer {TOKEN}", "User-Agent": "x"}

        def get(user_id: str, headers: dict[str, str] = headers) -> httpx.Response:
            address = f"{served.address}/v2/users/{user_id}"
            return httpx.get(address, headers=headers, trust_env=False)

        found = get("1700155")
        assert (found.status_code, found.json()) == (
            200,
            {"data": {"id": 1700155, "name": "Ines Moreau"}, "meta": {"type": "user"}},
        )
        for unknown in ("5", "self", "0x7", "-1"):
            missing = get(unknown)
            (fault,) = missing.json()["errors"]
            assert missing.status_code == 404
            assert fault["error"]["details"] == "The requested user does not exist."
            assert (fault["error"]["code"], fault["error"]["resource"]) == ("not_found", "user")
        assert get("1700155", {"User-Agent": "x"}).status_code == 401


@pytest.fixture
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor need not rest before creators are asked for."""
    monkeypatch.setattr(detail_follower, "CREATORS_DEBOUNCE", 0.0)


@pytest.mark.usefixtures("no_rest")
async def test_the_screen_asks_for_all_creators_of_a_page_by_one_request() -> None:
    source = NamedSource(0, {7: "Ada", 8: "Bo"})
    source.sequences = tuple(sequence(row)._replace(creator_id=7 + row % 3) for row in range(150))
    async with browse(source) as browsing:
        await browsing.press("down", "down", "down")
        assert "creator Ada" in browsing.text()
        await browsing.press("down")
        assert "creator Bo" in browsing.text()
        await browsing.press("G", "k")
        assert [sorted(ids) for ids in source.asked] == [[7, 8, 9]]


@pytest.mark.usefixtures("no_rest")
async def test_the_screen_asks_once_for_each_creator_and_shows_the_name() -> None:
    source = NamedSource(30, {7: "Ada \x1b[31m[b]Byron"})
    async with browse(source) as browsing:
        await browsing.press("j")
        assert "creator Ada" in browsing.text()
        assert "creator 7" not in browsing.text()
        assert "[b]Byron" in browsing.text()
        assert "\x1b" not in browsing.text()
        await browsing.press("j", "j")
        assert "creator Ada" in browsing.text()
    assert source.asked == [[7]]


@pytest.mark.usefixtures("no_rest")
async def test_without_a_name_the_screen_shows_the_id_and_says_nothing() -> None:
    source = NamedSource(30, {})
    async with browse(source) as browsing:
        await browsing.press("j")
        assert source.asked == [[7]]
        assert "creator 7" in browsing.text()
        assert browsing.messages == []


@pytest.mark.usefixtures("no_rest")
async def test_opening_the_list_asks_for_no_name() -> None:
    source = NamedSource(30, {7: "Ada"})
    async with browse(source) as browsing:
        await browsing.settle()
        assert "creator 7" in browsing.text()
        await browsing.press("r")
        assert len(source.requested) == 2
    assert source.asked == []


async def test_a_cursor_that_passes_asks_for_no_name_and_opening_asks_at_once() -> None:
    source = NamedSource(30, {7: "Ada"})
    async with browse(source) as browsing:
        await browsing.press("j", "k")
        follower = browsing.screen._follower
        assert follower.waits_for_creators
        assert source.asked == []
        await browsing.press("enter")
        assert not follower.waits_for_creators
        assert source.asked == [[7]]
        assert "creator Ada" in browsing.text()
        await browsing.press("escape", "j")
        assert not follower.waits_for_creators, "all that can be known is"


async def test_names_that_need_no_request_are_shown_at_once() -> None:
    class Known(NamedSource):
        def known_creator_names(self, ids: Collection[int]) -> dict[int, str]:
            return {each: self.names[each] for each in ids if each in self.names}

    source = Known(30, {7: "Ada"})
    async with browse(source) as browsing:
        await browsing.settle()
        assert "creator Ada" in browsing.text()
        await browsing.press("j", "enter")
    assert source.asked == []


@pytest.mark.usefixtures("no_rest")
async def test_names_are_asked_for_only_after_the_rows() -> None:
    source = NamedSource(30, {7: "Ada"})
    source.hold()
    async with browse(source) as browsing:
        await browsing.pilot.press("j", "k")
        assert source.asked == []
        source.release()
        await browsing.press("j")
    assert source.asked == [[7]]


def save(address: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", TOKEN)
    monkeypatch.setenv("SELL_API_URL", address)
    assert main(["archive", str(path)]) == 0


def test_an_archive_keeps_the_names_and_serves_them_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "saved.seq"
    with serving(DemoAccount()) as served:
        save(served.address, path, monkeypatch)
        users = [query for query in served.queries if query.startswith("/v2/users")]
        assert len(users) == 1
    with closing(Archive.open(path)) as archive:
        assert asyncio.run(archive.creator_names(NAMES)) == NAMES
        assert asyncio.run(archive.creator_names([5])) == {}
        assert archive.verify().damaged == 0
        past = PastArchive(archive, datetime.now(UTC))
        assert asyncio.run(past.creator_names(ADA)) == past.known_creator_names(ADA) == ADA
        with serving(archive) as served:
            assert asyncio.run(names_from(served.address, ADA)) == ADA


@pytest.mark.parametrize("value", [None, "{", "[]", "3", '{"x": "y", "7": 3}'])
def test_an_archive_without_usable_names_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    path = tmp_path / "saved.seq"
    with serving(DemoAccount(3)) as served:
        save(served.address, path, monkeypatch)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM progress WHERE name = ?", (NAMES_KEY,))
        if value is not None:
            connection.execute("INSERT INTO progress VALUES (?, ?)", (NAMES_KEY, value))
    with closing(Archive.open(path)) as archive:
        assert asyncio.run(archive.creator_names(NAMES)) == {}
