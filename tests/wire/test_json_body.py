"""Bodies that are not JSON, almost JSON, or JSON that only some parsers accept."""

from __future__ import annotations

import json
import math

import pytest

from seq_tui.wire import json_body
from seq_tui.wire.errors import IncompleteReplyError, ReplyError
from seq_tui.wire.json_body import read_json

BODY = b'{"name": "Gr\xc3\xbc\xc3\x9fe", "steps": [1, 2.5, null, true]}'


def test_every_encoding_of_json_is_parsed() -> None:
    text = BODY.decode()
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"):
        assert read_json(text.encode(encoding)) == read_json(BODY)


@pytest.mark.parametrize("end", [0, 1, 9, 13, 20, 35, len(BODY) - 1])
def test_a_body_cut_anywhere_is_incomplete(end: int) -> None:
    with pytest.raises(IncompleteReplyError):
        read_json(BODY[:end])


@pytest.mark.parametrize("body", [b'"\\ud83d', b'"\\u', b'{"a": "\\ud800 and'])
def test_a_body_cut_in_an_escape_is_incomplete(body: bytes) -> None:
    with pytest.raises(IncompleteReplyError):
        read_json(body)


def test_half_a_surrogate_pair_is_parsed() -> None:
    assert read_json(b'{"\\ud800": "\\udc00\\ud83d\\ude00"}') == {"\ud800": "\udc00\U0001f600"}


@pytest.mark.parametrize("lone", [b"", b'"\\ud800", '])
def test_nesting_is_limited_with_and_without_a_lone_surrogate(lone: bytes) -> None:
    with pytest.raises(ReplyError, match="too deeply nested"):
        read_json(b"[" + lone + b"[" * 100_000 + b"]" * 100_001)


@pytest.mark.parametrize("lone", [b"", b'"\\ud800", '])
def test_a_number_of_5000_digits_is_refused(lone: bytes) -> None:
    with pytest.raises(ReplyError, match="Bad number"):
        read_json(b"[" + lone + b"1" * 5000 + b"]")


@pytest.mark.parametrize("body", [b"\xef\xbb\xbf<html>", b" <!doctype html><p>Log in", b"<a/>"])
def test_html_is_distinguished_from_other_invalid_bodies(body: bytes) -> None:
    with pytest.raises(ReplyError, match=r"HTML|not JSON"):
        read_json(body)


def test_a_login_page_is_reported_as_html() -> None:
    with pytest.raises(ReplyError, match=r"not from the Sell API \(HTML\)"):
        read_json(b"\n <html>")


@pytest.mark.parametrize(
    "body", [b'{"name": "Gr\xfc\xdfe"}', b'"\xed\xa0\x80"', b"\xff\xfe\x00\xd8"]
)
def test_a_wrong_encoding_is_reported(body: bytes) -> None:
    with pytest.raises(ReplyError, match="bad encoding"):
        read_json(body)


@pytest.mark.parametrize("body", [b"{} x", b"[1,]", b"nope", b"'x'", b'{"a" 1}', b"01", b"\x00"])
def test_invalid_json_is_refused(body: bytes) -> None:
    with pytest.raises(ReplyError):
        read_json(body)


def test_infinity_is_parsed_and_the_last_of_two_equal_keys_wins() -> None:
    assert read_json(b"[Infinity, 1e999]") == [math.inf, math.inf]
    assert read_json(b'{"a": 1, "a": 2}') == {"a": 2}


@pytest.mark.parametrize(
    "body",
    [
        b'{"items":[' + b"{}," * 1000 + b"{}]}",
        b'{"items":[{"steps":[' + b"{}," * 1000 + b"{}]}]}",
        b"[" + b"[]," * 1000 + b"1]",
        b"[" + b"1," * 5000 + b"1]",
        b"[" + b'"",' * 5000 + b"1]",
        b"{" + b'"a":"",' * 5000 + b'"b":1}',
        b'"' * 50_000,
        ('["' + 'é","' * 5000 + '"]').encode("utf-16"),
    ],
)
def test_more_values_than_memory_allows_are_refused_unparsed(
    monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    monkeypatch.setattr(json_body, "MAX_WEIGHT", 100_000)
    monkeypatch.setattr(json_body, "from_json", None)
    with pytest.raises(ReplyError, match="too many values"):
        read_json(body)


@pytest.mark.parametrize(
    "text", ["a, b, c; " * 5000, "{[,]}" * 5000, '\\", ' * 5000, "\\\\, " * 5000, "<p>," * 5000]
)
def test_a_text_of_any_length_weighs_as_one_value(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(json_body, "MAX_WEIGHT", 1000)
    body = json.dumps({"task_content": text}).encode()
    assert read_json(body) == {"task_content": text}


def test_a_login_page_is_html_however_much_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_body, "MAX_WEIGHT", 1000)
    with pytest.raises(ReplyError, match="HTML"):
        read_json(b"<p style='{,}'>" * 100)


def test_a_page_of_the_longest_sequences_is_read() -> None:
    step = {
        "data": {
            "id": 1,
            "action_type": "automated_email",
            "delay_from_previous_step": 0,
            "delay_from_previous_step_unit": "weekdays",
            "position": 0,
            "action_properties": {"email_template_id": 398744, "is_reply": False},
        },
        "meta": {"type": "step"},
    }
    assert read_json(json.dumps([[step] * 250] * 100).encode()) == [[step] * 250] * 100


def test_a_string_without_an_end_is_scanned_once() -> None:
    body = b'{"a":[1,' + b'\\"' * 5000
    scanned = sum(match.end() - match.start() for match in json_body._TOKEN.finditer(body))
    assert scanned >= len(body) - len(b'{"a":[1,')
    with pytest.raises(ReplyError):
        read_json(body)
