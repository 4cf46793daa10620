"""Any bytes and any JSON: no exception but our own, and no received data is lost."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from seq_tui.domain.failure import SourceError
from seq_tui.wire.envelopes import encode_page, encode_sequence, read_error
from seq_tui.wire.records import sequence_from, step_from
from tests.wire.bodies import read_page, read_sequence

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

SEQUENCE = ["id", "name", "steps", "steps_total", "creator_id", "created_at", "updated_at"]
STEP = ["position", "delay_from_previous_step", "delay_from_previous_step_unit"]
ACTION = ["action_type", "action_properties", "email_template_id", "is_reply", "task_content"]
ENVELOPE = ["items", "data", "meta", "links", "next_page", "count", "errors", "error", "details"]

NAMES = st.sampled_from(SEQUENCE + STEP + ACTION + ENVELOPE)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=2**62, max_value=2**70)
    | st.floats()
    | st.sampled_from(["1", "007", "task", "automated_email", "hours", "weekdays"])
    | st.text(st.characters(exclude_categories=[]), max_size=5)
)

KEYS = NAMES | st.text(st.characters(exclude_categories=[]), max_size=3)

VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)

OBJECTS = st.dictionaries(KEYS, VALUES, max_size=8)

QUICK = settings(max_examples=60, deadline=None, database=None)


def exact(value: object) -> str:
    """A text that differs for 1, true and 1.0, and is equal for NaN and NaN."""
    return json.dumps(value, sort_keys=True)


def read_everything(body: bytes) -> None:
    """Read a body in every way; any exception but a `SourceError` fails the test."""
    read_error(body)
    with suppress(SourceError):
        read_page(body, 1)
    with suppress(SourceError):
        read_sequence(body, 1)


@QUICK
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_in_our_own_terms(body: bytes) -> None:
    read_everything(body)


@QUICK
@given(VALUES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32-le"]), st.booleans())
def test_any_json_is_read_or_refused_in_our_own_terms(
    value: Json, encoding: str, is_ascii: bool
) -> None:
    text = json.dumps(value, ensure_ascii=is_ascii)
    read_everything(text.encode(encoding, "surrogatepass"))


@QUICK
@given(st.lists(VALUES, max_size=4), VALUES)
def test_a_list_of_any_values_is_a_page_and_every_item_is_counted(
    items: list[Json], meta: Json
) -> None:
    page = read_page(json.dumps({"items": items, "meta": meta}).encode(), 1)
    assert len(page.items) + page.dropped + page.repeated == len(items)
    json.dumps(encode_page(map(encode_sequence, page.items), {}))


@QUICK
@given(OBJECTS)
def test_a_sequence_returns_every_field_but_its_steps(received: dict[str, Json]) -> None:
    record = sequence_from(received)
    others = {name: value for name, value in received.items() if name != "steps"}
    returned = record.data
    steps = returned.pop("steps", None)
    assert exact(returned) == exact(others)
    if record.steps is None:
        assert exact(steps) == exact(received.get("steps"))


@QUICK
@given(OBJECTS)
def test_a_step_returns_every_field(received: dict[str, Json]) -> None:
    assert exact(step_from(received).data) == exact(received)


@QUICK
@given(OBJECTS)
def test_an_encoded_sequence_is_read_back_unchanged(received: dict[str, Json]) -> None:
    sent = encode_sequence(sequence_from(received))
    (again,) = read_page(json.dumps({"items": [sent]}).encode(), 1).items
    assert exact(encode_sequence(again)) == exact(sent)
