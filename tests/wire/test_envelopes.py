"""Bodies of the list endpoint and of a single sequence, recorded and invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.failure import Cause
from seq_tui.domain.page import NextPage
from seq_tui.domain.sequence import EmailAction
from seq_tui.wire.envelopes import encode_page, encode_sequence
from seq_tui.wire.errors import RefusedError, ReplyError
from tests.fake_sell import sequence, step
from tests.wire.bodies import read_page, read_sequence

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

# Shape and delays as recorded from the service; names and most ids are invented.
RECORDED = (Path(__file__).parent.parent / "data" / "sequences.json").read_bytes()


def dumped(value: Json) -> bytes:
    return json.dumps(value).encode()


def page_of(*items: Json, meta: Json = None) -> bytes:
    return dumped({"items": list(items), "meta": meta})


def test_the_recorded_page_is_read() -> None:
    page = read_page(RECORDED, 1)
    first, second = page.items
    assert (first.id, first.name, first.steps_total) == (21123, "Welcome sequence", 3)
    assert first.updated_at == "2020-06-03T11:06:30Z"
    assert [step.position for step in first.steps or ()] == [0, 1, 2]
    assert [step.delay.weekdays for step in first.steps or ()] == [0, 1, 1]
    actions = [step.action for step in second.steps or ()]
    replies = [action.is_reply for action in actions if isinstance(action, EmailAction)]
    assert replies == [False, True, True]
    assert page.next_page is NextPage.UNSAID
    assert page.dropped == 0


def test_the_recorded_page_is_encoded_as_it_was_received() -> None:
    page = read_page(RECORDED, 1)
    sent = encode_page(map(encode_sequence, page.items), {})
    assert sent["items"] == json.loads(RECORDED)["items"]
    assert sent["meta"] == {"type": "collection", "count": 2, "links": {}}


def test_an_encoded_page_has_the_given_links() -> None:
    assert encode_page([], {"self": "/here"}) == {
        "items": [],
        "meta": {"type": "collection", "count": 0, "links": {"self": "/here"}},
    }


def test_a_sequence_without_steps_is_encoded_without_them() -> None:
    (record,) = read_page(page_of({"id": 1}), 1).items
    assert encode_sequence(record) == {"data": {"id": 1}, "meta": {"type": "sequence"}}


@pytest.mark.parametrize("steps", [None, 5, {}, {"1": {}}, {"items": None}])
def test_unreadable_steps_are_encoded_as_received(steps: Json) -> None:
    (record,) = read_page(page_of({"id": 1, "steps": steps}), 1).items
    assert record.steps is None
    assert encode_sequence(record)["data"] == {"id": 1, "steps": steps}


@pytest.mark.parametrize(
    "item", [None, 5, "x", [], {"data": None}, {"data": [1], "meta": {}}, {"meta": {"type": "x"}}]
)
def test_an_item_without_an_object_is_dropped_and_counted(item: Json) -> None:
    page = read_page(page_of(sequence(1), item, sequence(2)), 1)
    assert [row.id for row in page.items] == [1, 2]
    assert (page.dropped, page.repeated) == (1, 0)


def test_bare_items_and_envelopes_may_be_mixed() -> None:
    page = read_page(page_of(sequence(1), {"id": 2, "meta": 3}, {"name": "x"}), 1)
    assert [row.data for row in page.items[1:]] == [{"id": 2, "meta": 3}, {"name": "x"}]


def test_the_newer_of_two_items_with_one_id_takes_the_position_of_the_first() -> None:
    items: list[Json] = [
        {"id": 1, "updated_at": "2020-01-01T00:00:00Z", "name": "old"},
        {"id": 2},
        {"id": "1", "updated_at": "2021-01-01T00:00:00Z", "name": "new"},
        {"id": 1, "name": "undated"},
    ]
    page = read_page(page_of(*items), 1)
    assert [(row.id, row.name) for row in page.items] == [(1, "new"), (2, None)]
    assert (page.dropped, page.repeated) == (0, 2)


def test_items_without_a_usable_id_are_never_duplicates() -> None:
    page = read_page(page_of({"name": "a"}, {"id": None}, {"id": 1.0}, {"id": True}), 1)
    assert len(page.items) == 4
    assert (page.dropped, page.repeated) == (0, 0)


@pytest.mark.parametrize(
    "body",
    [
        [],
        "x",
        None,
        5,
        {},
        {"items": None},
        {"items": {}},
        {"items": "x", "meta": {}},
        {"status": 500, "error": "Internal Server Error"},
        {"errors": [{"error": {"code": "server_error"}}]},
        {"items": [], "errors": [{"error": {"code": "server_error"}}]},
    ],
)
def test_a_page_without_a_list_is_an_error_and_not_an_empty_account(body: Json) -> None:
    with pytest.raises(ReplyError) as raised:
        read_page(dumped(body), 1)
    assert raised.value.failure.cause is Cause.SERVICE


def test_an_error_envelope_in_a_200_is_reported() -> None:
    body: Json = {
        "errors": [{"error": {"code": "server_error", "details": "Sorry."}}],
        "meta": {"logref": "abc"},
    }
    with pytest.raises(ReplyError) as raised:
        read_page(dumped(body), 1)
    failure = raised.value.failure
    assert (failure.code, failure.details, failure.request_id) == ("server_error", "Sorry.", "abc")


@pytest.mark.parametrize(
    "body",
    [
        sequence(7),
        {"id": 7, "name": "Sequence 7"},
        {"id": "7", "errors": ["a field, not an error"], "items": []},
        {"items": [sequence(6), None, sequence(7)]},
        {"data": {"id": 7}, "meta": None},
    ],
)
def test_one_sequence_is_read_from_any_shape(body: Json) -> None:
    assert read_sequence(dumped(body), 7).id == 7


@pytest.mark.parametrize("body", [sequence(8), {"items": [sequence(6), sequence(8)]}])
def test_another_sequence_than_the_requested_one_is_an_error(body: Json) -> None:
    with pytest.raises(ReplyError, match="does not match"):
        read_sequence(dumped(body), 7)


@pytest.mark.parametrize("body", [{}, {"data": None}, {"items": [None]}, {"name": "x"}, [], 7])
def test_a_reply_without_a_sequence_is_an_error(body: Json) -> None:
    with pytest.raises(ReplyError, match="Unexpected reply"):
        read_sequence(dumped(body), 7)


def test_an_empty_list_means_that_there_is_no_such_sequence() -> None:
    with pytest.raises(RefusedError, match="Sequence 7 does not exist") as raised:
        read_sequence(dumped({"items": [], "meta": {"count": 0}}), 7)
    assert raised.value.failure.cause is Cause.NOT_FOUND


def test_steps_are_read_flat_nested_and_mixed() -> None:
    both: list[Json] = [{"id": 1, "position": 1}, step(2, 0)]
    shapes: list[Json] = [both, {"items": both}, {"items": both, "meta": 5}]
    for steps in shapes:
        record = read_sequence(dumped({"id": 7, "steps": steps}), 7)
        assert [step.id for step in record.steps or ()] == [2, 1]
        assert "steps" not in record.extra


def numbered(count: int) -> list[Json]:
    return [{"id": number} for number in range(count)]


def test_a_page_has_at_most_a_thousand_items() -> None:
    assert len(read_page(page_of(*numbered(1000)), 1).items) == 1000
    too_many: list[list[Json]] = [numbered(1001), [{}] * 1001, [None] * 5000]
    for items in too_many:
        with pytest.raises(ReplyError, match="too many items"):
            read_page(page_of(*items), 1)


def test_one_sequence_is_not_looked_for_among_thousands() -> None:
    with pytest.raises(ReplyError, match="too many items"):
        read_sequence(page_of(*numbered(1001)), 1)
