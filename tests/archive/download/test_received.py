"""What was received of a list: each id once and in its newest version, in the order of the pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download import received
from seq_tui.archive.download.received import ReceivedItems
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.wire.item_texts import ReceivedItem, value_of
from seq_tui.wire.records import item_id
from tests.archive.saved_items import item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.json import Json


@pytest.fixture
def items() -> Iterator[ReceivedItems]:
    with ReceivedItems(stores_items=True) as store:
        yield store


def stored(items: ReceivedItems, pass_number: int) -> list[Json]:
    return [value_of(each) for page in items.pages(pass_number) for each in page]


def version(sequence_id: int, number: int) -> Json:
    return item(sequence_id, f"Trial {number}", f"2026-01-0{number}T00:00:00Z")


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_the_newer_of_two_versions_is_stored_in_whatever_order_they_come(
    items: ReceivedItems, order: tuple[int, int]
) -> None:
    for number in order:
        items.put([version(7, number), item(8)], pass_number=1)
    assert stored(items, 1) == [version(7, 2), item(8)]
    assert items.outdated == (order == (1, 2))


def test_the_newer_of_two_versions_on_one_page_is_new(items: ReceivedItems) -> None:
    counts = items.put([version(7, 1), item(8), version(7, 2)], pass_number=1)
    assert items.new_items == [version(7, 2), item(8)]
    assert (counts.added, counts.repeated, items.outdated) == (2, 1, 0)


def test_a_later_pass_has_its_own_rows_and_its_own_order(items: ReceivedItems) -> None:
    items.put([item(number) for number in (1, 2, 3, 4)], pass_number=1)
    counts = items.put([item(number) for number in (9, 3, 1, 4)], pass_number=2)
    assert (counts.added, counts.repeated) == (1, 0)
    assert [item_id(each) for each in stored(items, 2)] == [9, 3, 1, 4]
    assert (items.count_seen(2), items.count_unseen(2)) == (4, 1)


def test_items_without_an_id_are_each_matched_once_in_a_later_pass(items: ReceivedItems) -> None:
    nameless: list[Json] = [{"name": "a"}, None, {"name": "a"}]
    assert items.put(nameless, pass_number=1).added == 3
    again = items.put([*nameless, {"name": "a"}], pass_number=2, match_equal=True)
    assert (again.added, items.count_seen(2)) == (1, 4)


@pytest.mark.parametrize("stores_items", [True, False])
def test_only_what_is_selected_is_returned_and_all_is_counted(stores_items: bool) -> None:
    with ReceivedItems(
        stores_items=stores_items, is_selected=lambda each: item_id(each) != 2
    ) as items:
        items.put([item(1), item(2), item(3)], pass_number=1)
        assert items.new_items == [item(1), item(3)]
        assert items.count_seen(1) == 3
        items.put([item(1)], pass_number=2)
        assert items.count_unseen(2) == 1


@pytest.mark.parametrize(
    "value",
    [{"id": 1, "name": "\ud800"}, {"id": 2, "updated_at": "\udfff"}, {"id": 3, "x": 10**400}, None],
)
def test_any_value_is_returned_as_it_was_received(items: ReceivedItems, value: Json) -> None:
    items.put([ReceivedItem(value, "not needed")], pass_number=1)
    assert stored(items, 1) == [value]


def test_a_full_disk_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received, "_TABLES", f"{received._TABLES} PRAGMA max_page_count = 9;")
    with ReceivedItems(stores_items=True) as items, pytest.raises(SourceError) as raised:
        items.put([item(number, "x" * 1_000) for number in range(100)], pass_number=1)
    failure = raised.value.failure
    assert failure.cause is Cause.FILE
    assert failure.message == "The temporary file cannot be written: database or disk is full"
