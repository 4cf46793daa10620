"""Whether a page is the last one by its links, its length and its count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wire.bodies import read_page
from tests.wire.test_envelopes import page_of

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

NEXT = "https://api.getbase.com/v2/sequences?per_page=2&page="


def is_last(meta: Json, items: int = 2, number: int = 3) -> bool:
    rows: list[Json] = [{"id": n} for n in range(items)]
    return read_page(page_of(*rows, meta=meta), number, 2).is_last


@pytest.mark.parametrize("meta", [None, {}, 5, {"links": None}, {"links": "x"}, {"count": 9}])
def test_without_links_a_full_page_is_not_the_last(meta: Json) -> None:
    assert not is_last(meta)
    assert is_last(meta, items=1)


@pytest.mark.parametrize(
    "links",
    [
        {},
        {"self": NEXT + "3"},
        {"next_page": None},
        {"next_page": ""},
        {"next_page": NEXT + "3"},
        {"next_page": NEXT + "1"},
    ],
)
def test_links_without_a_later_page_end_the_list(links: Json) -> None:
    assert is_last({"links": links})


@pytest.mark.parametrize(
    "link",
    [
        NEXT + "4",
        "/v2/sequences?page=4&per_page=2",
        "?page=4#x",
        "http://elsewhere.test/?page=4",
        "http://[::bad?page=4",
    ],
)
def test_only_the_page_number_of_a_link_is_read(link: str) -> None:
    assert not is_last({"links": {"next_page": link}})
    assert not is_last({"links": {"next_page": link}}, items=1), "a short page may be in the middle"


@pytest.mark.parametrize("link", ["?cursor=abc", 5, {"href": "x"}, "?page=x", "?page=4x"])
def test_a_link_without_a_page_number_is_ignored(link: Json) -> None:
    assert not is_last({"links": {"next_page": link}})
    assert is_last({"links": {"next_page": link}}, items=1)


def test_a_full_page_with_a_greater_count_is_not_the_last() -> None:
    assert not is_last({"count": 250, "links": {}})
    assert is_last({"count": 250, "links": {}}, items=1)
    assert is_last({"count": "250", "links": {}})
    assert is_last({"count": -1, "links": {}})


def test_an_empty_page_is_the_last_despite_a_link() -> None:
    assert is_last({"links": {"next_page": NEXT + "4"}}, items=0)


def test_dropped_items_count_towards_a_full_page() -> None:
    assert not read_page(page_of(None, {"id": 1}), 1, 2).is_last
