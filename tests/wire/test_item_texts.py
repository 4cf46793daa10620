"""The text of each item of a page is cut out of its body as it is, whatever JSON it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seq_tui.domain.page import RawPage
from seq_tui.wire.envelopes import read_raw_page
from seq_tui.wire.item_texts import (
    ReceivedItem,
    cut_items,
    encode_json,
    received_items,
    to_valid_json,
)
from seq_tui.wire.json_body import read_json, read_json_body
from tests.json_texts import random_items

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

SPACE = st.text(" \t\n\r", max_size=3)


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ('{"items":[]}', ()),
        (' { "items" : [ ] , "meta" : { } } ', ()),
        ('{"items":[1e3 , 1E400,-0.0,3.14159265358979323846]}', ("1e3", "1E400", "-0.0")),
        ('{"items":[{"id":1,"id":2}, [ [ ] ] ,null]}', ('{"id":1,"id":2}', "[ [ ] ]", "null")),
        ('{"meta":{"items":[7]},"items":["]}\\"[{","\\\\"]}', ('"]}\\"[{"', '"\\\\"')),
        ('{"items":[1],"items":[2,3]}', ("2", "3")),
        ('{"items":{"a":1},"items":[2]}', ("2",)),
        ('{"items":["\\ud800","😀"," "]}', ('"\\ud800"', '"😀"', '" "')),
        ('{"\\u0069tems":[1]}', ("1",)),
        ('{"items":[NaN,-Infinity]}', ("NaN", "-Infinity")),
    ],
)
def test_items_are_cut_as_they_are(body: str, texts: tuple[str, ...]) -> None:
    assert cut_items(body)[: len(texts)] == texts
    parsed = read_json(body.encode())
    assert isinstance(parsed, dict)
    assert repr([json.loads(text) for text in cut_items(body)]) == repr(parsed["items"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32-le"])
def test_a_body_in_any_encoding_of_json_is_cut(encoding: str) -> None:
    body = read_json_body('{"items":[{"name":"Straße 😀"},1e3]}'.encode(encoding))
    assert body.item_texts() == ('{"name":"Straße 😀"}', "1e3")


@given(st.lists(st.tuples(SPACE, st.integers(0, 10**6), SPACE), max_size=6), SPACE)
@settings(max_examples=60, deadline=None, database=None)
def test_any_page_is_cut_where_its_items_begin_and_end(
    items: list[tuple[str, int, str]], space: str
) -> None:
    texts = [random_items(seed, 1)[0] for _, seed, _ in items]
    pairs = zip(texts, items, strict=True)
    inner = ",".join(f"{before}{text}{after}" for text, (before, _, after) in pairs)
    body = f'{space}{{"meta":{{"items":"]"}},"items"{space}:{space}[{inner}{space}]}}{space}'
    assert cut_items(body) == tuple(texts)


def test_a_page_has_a_text_for_each_value() -> None:
    body = read_json_body(b'{"items":[{"id":1,"x":1e3},null]}')
    page = read_raw_page(body.value, 1)
    values: list[Json] = [{"id": 1, "x": 1000.0}, None]
    with_texts = RawPage(1, page.items, True, texts=body.item_texts)
    assert received_items(with_texts) == [
        ReceivedItem(values[0], '{"id":1,"x":1e3}'),
        ReceivedItem(None, "null"),
    ]
    assert received_items(page)[0] == ReceivedItem(values[0], '{"id":1,"x":1000.0}')


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("[NaN,Infinity,-Infinity]", '["NaN","Infinity","-Infinity"]'),
        ('{"NaN":"Infinity","a\\"NaN":NaN}', '{"NaN":"Infinity","a\\"NaN":"NaN"}'),
        ('"\\\\",NaN', '"\\\\","NaN"'),
        ("[1e400,-1e-400,1E+2]", "[1e400,-1e-400,1E+2]"),
    ],
)
def test_only_what_json_lacks_becomes_a_string(text: str, valid: str) -> None:
    assert to_valid_json(text) == valid


@pytest.mark.parametrize("value", ["\ud800", "é\ud800", ["\udfff", {"\ud83d": 1}], "😀"])
def test_any_value_is_written_as_utf_8(value: Json) -> None:
    text = encode_json(value)
    assert json.loads(text.encode()) == value


@pytest.mark.parametrize("body", ["", "[]", "{", '{"items"', '{"items" [1]}', '{"items":[1,]}'])
def test_what_is_no_page_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        cut_items(body)
