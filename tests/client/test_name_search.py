"""A search of a live account: what the service is asked, and what is filtered here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.client.name_search import SEARCH_NOTE, asked_part, is_filtered
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.end_of_list import end_doubt
from seq_tui.domain.page import NextPage
from seq_tui.domain.query import Query
from seq_tui.wire.errors import RefusedError, SellError
from tests.fake_sell import BASE, TOKEN, FakeSell, error, sequence
from tests.virtual_time import VIRTUAL

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> object:
    return VIRTUAL


def client_of(fake: FakeSell) -> SellClient:
    return SellClient(BASE, TOKEN, transport=httpx.MockTransport(fake))


async def found(fake: FakeSell, text: str) -> list[str]:
    """The names on all pages of a search."""
    client = client_of(fake)
    names: list[str] = []
    for number in range(1, 100):
        page = await client.page(Query.parse(text), number)
        assert page.number == number
        assert len(page.items) <= 100
        names += [row.name or "" for row in page.items]
        if page.is_last:
            return names
        assert len(page.items) == 100 or (number == 1 and page.next_page is NextPage.UNSAID)
    raise AssertionError


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Trial", "Trial"),
        ("free trial", "trial"),
        ("the Winback of 90", "Winback"),
        ("łódź free", "free"),
        ("Łódź", "Łódź"),
        ("Ha\u0308ndler", "Händler"),
        ("no‑reply", "reply"),
        ("what’s", "what"),
        ("ＳＱＬ", "SQL"),
        ("a\u00a0bc", "bc"),
        ("90", "90"),
        ("✉ %", "✉"),
        ("%", "%"),
        ("_", "_"),
    ],
)
def test_the_service_is_asked_for_the_longest_plain_part(text: str, part: str) -> None:
    assert asked_part(Query(text)) == part


@pytest.mark.parametrize("text", ["trial", " Trial ", "Łódź", "%", ""])
def test_one_word_needs_no_filter(text: str) -> None:
    assert not is_filtered(Query.parse(text))


@pytest.mark.parametrize("text", ["free trial", "no-reply", "90", "✉ %", "Trial\u00a0x"])
def test_what_the_service_cannot_match_is_filtered(text: str) -> None:
    assert is_filtered(Query.parse(text))


NAMES = (
    "Free trial",
    "Trials for free",
    "Trial",
    "FREE\u00a0TRIAL",
    "Frée tríal",
    "no–reply trial",
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("free trial", [NAMES[0], NAMES[1], NAMES[3]]),
        ("TRIAL\u2003free", [NAMES[0], NAMES[1], NAMES[3]]),
        ("no-reply", [NAMES[5]]),
        ("trial no", [NAMES[5]]),
        ("frée tríal", [NAMES[4]]),
        ("trial nothing", []),
    ],
)
async def test_every_word_must_occur_in_any_order(text: str, names: list[str]) -> None:
    fake = FakeSell(names=NAMES)
    assert await found(fake, text) == names
    # A second request proves that the first page held all, unless that was empty.
    assert len(fake.requests) == 1 + ("nothing" not in text)


@pytest.mark.parametrize("every", [1, 2, 3, 7, 40])
@pytest.mark.parametrize("links", [True, False])
async def test_filtered_pages_are_full_and_miss_nothing(every: int, links: bool) -> None:
    names = tuple(f"{'Free' if n % every == 0 else 'Paid'} trial {n}" for n in range(730))
    fake = FakeSell(names=names, links=links)
    assert await found(fake, "trial free") == [name for name in names if "Free" in name]
    assert len(fake.requests) <= 8 + 730 // every // 100


async def test_how_many_were_compared_is_known_while_the_search_goes_on() -> None:
    fake = FakeSell(names=tuple(f"Paid trial {n}" for n in range(730)))
    client, query, seen = client_of(fake), Query("trial free"), []
    assert client.searched(query) == 0
    fake.on_request = lambda: seen.append(client.searched(query))
    await client.page(query, 1)
    assert seen == [0, 100, 200, 300, 400, 500, 600, 700]
    assert client.searched(query) == 730
    assert client.searched(Query("other words")) == 0


async def test_a_later_page_is_found_without_the_earlier_ones() -> None:
    names = tuple(f"{'Free' if n % 2 else 'Paid'} trial {n}" for n in range(900))
    client = client_of(FakeSell(names=names))
    expected = [name for name in names if "Free" in name]
    third = await client.page(Query("free trial"), 3)
    assert [row.name for row in third.items] == expected[200:300]
    first = await client.page(Query("free trial"), 1)
    assert [row.name for row in first.items] == expected[:100]
    beyond = await client.page(Query("free trial"), 30)
    assert (beyond.number, beyond.items, beyond.is_last, beyond.is_certain) == (30, (), True, True)


async def test_a_number_finds_the_id_first_and_then_the_names() -> None:
    names = tuple(f"Sequence {n}" for n in range(500, 800))
    fake = FakeSell(names=names)
    assert await found(fake, "51") == [
        "Sequence 550",
        "Sequence 510",
        *names[11:20],
        *names[51:52],
    ] + [name for name in names if name.endswith("51") and name > "Sequence 551"]
    assert fake.requested == [
        "/v2/sequences?page=1&per_page=100&name=51",
        "/v2/sequences?page=1&per_page=100&ids=51",
        "/v2/sequences?page=2&per_page=100&name=51",
    ]


async def test_a_sequence_that_has_the_number_twice_is_listed_once() -> None:
    names = tuple(f"Step 2 of {n}" for n in range(1, 250))
    result = await found(FakeSell(names=names), "2")
    assert result == [names[1], names[0], *names[2:]]


@pytest.mark.parametrize("refusal", [error(400, "invalid_param"), error(404)])
async def test_a_number_that_the_service_refuses_as_an_id_is_a_part_of_a_name(
    refusal: httpx.Response,
) -> None:
    fake = FakeSell()
    client = client_of(fake)
    fake.script += [httpx.Response(200, json={"items": [sequence(7, "90 days")]}), refusal]
    assert [row.id for row in (await client.page(Query("90"), 1)).items] == [7]


async def test_a_token_that_is_refused_for_the_id_is_reported() -> None:
    fake = FakeSell()
    client = client_of(fake)
    fake.script += [httpx.Response(200, json={"items": []}), error(401, "unauthorized")]
    with pytest.raises(RefusedError):
        await client.page(Query("90"), 1)


async def test_a_service_that_repeats_a_page_is_not_read_without_end() -> None:
    def same(request: httpx.Request) -> httpx.Response:
        items = [sequence(n, f"Trial {n}") for n in range(100)]
        links = {"next_page": f"{BASE}/v2/sequences?page=2"}
        return httpx.Response(200, json={"items": items, "meta": {"links": links}})

    client = SellClient(BASE, TOKEN, transport=httpx.MockTransport(same))
    page = await client.page(Query("free trial"), 1)
    assert (page.items, page.is_last, page.is_certain) == ((), True, False)


async def test_an_end_that_is_an_error_is_not_certain() -> None:
    fake = FakeSell()
    client = client_of(fake)
    items = [sequence(n, f"Free trial {n}") for n in range(99)] + [sequence(100, "Trial")]
    fake.script += [httpx.Response(200, json={"items": items}), error(404)]
    page = await client.page(Query("free trial"), 1)
    assert (len(page.items), page.is_last, page.is_certain) == (99, True, False)


async def test_matches_on_a_short_first_page_are_shown_before_the_end_is_proven() -> None:
    names = ("Free trial", "Trial", "Trials for free")
    fake = FakeSell(names=names)
    client = client_of(fake)
    first = await client.page(Query("free trial"), 1)
    assert [row.name for row in first.items] == [names[0], names[2]]
    assert (len(fake.requests), first.is_last, first.next_page) == (1, False, NextPage.UNSAID)
    second = await client.page(Query("free trial"), 2)
    assert (second.items, second.is_last, second.is_certain) == ((), True, True)
    assert len(fake.requests) == 2


@pytest.mark.parametrize("next_page", ["", "1", "2"])
async def test_a_search_that_is_led_back_ends_with_a_doubt(next_page: str) -> None:
    links = {"next_page": f"{BASE}/v2/sequences?page={next_page or 1}"}
    items = [sequence(n, f"Free trial {n}") for n in range(3)]
    fake = FakeSell()
    fake.script += [httpx.Response(200, json={"items": items, "meta": {"links": links}})] * 2
    page = await client_of(fake).page(Query("free trial"), 1)
    assert (page.is_last, page.next_page, page.is_certain) == (True, NextPage.BACK, False)
    assert end_doubt(page).startswith("page 1 leads back")


async def test_the_items_of_a_filtered_raw_page_are_unchanged() -> None:
    items: list[Json] = [sequence(1, "Free trial"), None, {"data": None}, sequence(2)]
    items.append(sequence(3, "trial FREE"))
    fake = FakeSell()
    fake.script.append(httpx.Response(200, json={"items": items}))
    page = await client_of(fake).raw_page(Query("free trial"), 1)
    assert page.items == (items[0], items[4])


def test_what_a_search_of_the_service_can_miss_is_said() -> None:
    client = client_of(FakeSell())
    assert client.search_note(Query("lodz")) == SEARCH_NOTE
    assert client.search_note(Query("free trial")) == SEARCH_NOTE
    for query in (Query(), Query(ids=(1,)), Query("90"), Query("%")):
        assert client.search_note(query) == ""


async def test_a_number_that_cannot_be_requested_as_an_id_is_still_found_by_name() -> None:
    rows = [sequence(21, "Winback 21"), sequence(22, "x 21"), sequence(23, "other")]

    def refusing(request: httpx.Request) -> httpx.Response:
        if "ids" in request.url.params:
            return error(400)
        return httpx.Response(200, json={"items": rows, "meta": {}})

    client = SellClient(BASE, TOKEN, transport=httpx.MockTransport(refusing))
    page = await client.page(Query.parse("21"), 1)
    assert [row.name for row in page.items] == ["Winback 21", "x 21"]


async def test_a_server_that_ignores_ids_adds_no_other_rows() -> None:
    rows = [sequence(1, "first"), sequence(21, "second"), sequence(22, "x 21")]

    def ignoring(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"items": rows, "meta": {}})

    client = SellClient(BASE, TOKEN, transport=httpx.MockTransport(ignoring))
    page = await client.page(Query.parse("21"), 1)
    assert [row.name for row in page.items] == ["second", "x 21"]


async def test_pages_that_come_round_again_end_the_search() -> None:
    def alternating(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"]) % 2
        rows = [sequence(1 + number, "a"), *(sequence(each, "a") for each in range(5, 104))]
        return httpx.Response(200, json={"items": rows, "meta": {}})

    client = SellClient(BASE, TOKEN, transport=httpx.MockTransport(alternating))
    page = await client.page(Query.parse("a b"), 1)
    assert (page.is_last, page.is_certain) == (True, False)


async def test_a_thread_that_cannot_be_started_is_a_failure_to_show() -> None:
    def failing(_: httpx.Request) -> httpx.Response:
        raise RuntimeError("can't start new thread")

    client = SellClient(BASE, TOKEN, transport=httpx.MockTransport(failing))
    with pytest.raises(SellError, match="No thread can be started"):
        await client.page(Query(), 1)
