"""What a page says about the next one, by its links and its count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.page import NextPage
from seq_tui.wire.envelopes import read_raw_page
from tests.wire.bodies import read_page
from tests.wire.test_envelopes import page_of

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

NEXT = "https://api.getbase.com/v2/sequences?per_page=2&page="

NO_LINKS: list[Json] = [None, "", False, 0, [], {}]


def said(meta: Json, items: int = 2, number: int = 3) -> NextPage:
    rows: list[Json] = [{"id": n} for n in range(items)]
    page = read_page(page_of(*rows, meta=meta), number)
    assert page.is_last == (not items), "only an empty page is the last by itself"
    return page.next_page


@pytest.mark.parametrize(
    "meta",
    [
        None,
        {},
        5,
        [],
        {"links": None},
        {"links": "x"},
        {"links": [NEXT + "4"]},
        {"links": {}},
        {"links": {"self": NEXT + "3"}},
        {"links": {"prev_page": NEXT + "2", "first_page": NEXT + "1"}},
        *({"links": {"next_page": link}} for link in NO_LINKS),
        {"count": 2, "links": {}},
        {"count": "250", "links": {}},
        {"count": -1, "links": {}},
    ],
)
def test_nothing_is_said_without_a_link(meta: Json) -> None:
    assert said(meta) is NextPage.UNSAID
    assert said(meta, items=100) is NextPage.UNSAID


@pytest.mark.parametrize("page", ["3", "1", "0", "003"])
def test_a_link_to_this_page_or_an_earlier_one_leads_back(page: str) -> None:
    assert said({"links": {"next_page": NEXT + page}}) is NextPage.BACK


@pytest.mark.parametrize(
    "link",
    [
        NEXT + "4",
        NEXT + "7",
        "/v2/sequences?page=4&per_page=2",
        "?page=4#x",
        "http://elsewhere.test/?page=4",
        "http://[::bad?page=4",
    ],
)
def test_only_the_page_number_of_a_link_is_read(link: str) -> None:
    assert said({"links": {"next_page": link}}) is NextPage.CLAIMED
    assert said({"links": {"next_page": link}}, items=1) is NextPage.CLAIMED


@pytest.mark.parametrize("link", ["?cursor=abc", 5, True, {"href": "x"}, "?page=x", "?page=4x"])
def test_a_link_without_a_page_number_claims_a_page_too(link: Json) -> None:
    assert said({"links": {"next_page": link}}) is NextPage.CLAIMED


def test_a_count_of_more_items_than_there_are_claims_a_page() -> None:
    assert said({"count": 250, "links": {}}) is NextPage.CLAIMED
    assert said({"count": 250}, items=1) is NextPage.CLAIMED


def test_an_empty_page_is_the_last_despite_a_link() -> None:
    assert said({"links": {"next_page": NEXT + "4"}}, items=0) is NextPage.CLAIMED


@pytest.mark.parametrize(
    ("meta", "is_documented"),
    [
        ({"links": {"self": f"{NEXT}3&per_page=100"}, "count": 2}, True),
        ({"links": {"self": "https://sell.test/v2/sequences"}, "count": 2}, True),
        ({"links": {"self": f"{NEXT}3"}, "count": 5}, False),
        ({"links": {"self": f"{NEXT}3"}}, False),
        ({"links": {"self": ""}, "count": 2}, False),
        ({"links": {"self": True}, "count": 2}, False),
        ({"links": {}, "count": 2}, False),
        ({"links": None, "count": 2}, False),
        ({"count": 2}, False),
        (None, False),
    ],
)
def test_the_documented_form_has_a_link_to_itself_and_the_count(
    meta: Json, *, is_documented: bool
) -> None:
    page = read_raw_page({"items": [{"id": 1}, {"id": 2}], "meta": meta}, 3)
    assert page.links_itself == is_documented
