"""The items of a page as the service wrote them: the text of each, cut out of the body."""

from __future__ import annotations

import json
import re
from json.decoder import JSONDecoder
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeAlias

    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage

    Span: TypeAlias = tuple[int, int]
    """Where a value begins in a text, and where it ends."""

_NOT_SPACE = re.compile(r"[^ \t\n\r]")

_STRING_OR_CONSTANT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|NaN|-?Infinity')

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a surrogate pair, which UTF-8 cannot represent, and JSON only as an escape."""

_decode = JSONDecoder().raw_decode


class ReceivedItem(NamedTuple):
    """An item of a page with its text."""

    value: Json
    text: str
    """As the service wrote it, byte for byte if that was in UTF-8."""


def received_items(page: RawPage) -> list[ReceivedItem]:
    """The items of a page with their texts, which are encoded where the source has none."""
    texts = page.texts() if page.texts is not None else map(encode_json, page.items)
    return [ReceivedItem(*pair) for pair in zip(page.items, texts, strict=True)]


def value_of(item: Json | ReceivedItem) -> Json:
    """The value of an item that may come with its text."""
    return item.value if isinstance(item, ReceivedItem) else item


def encode_json(value: Json) -> str:
    """JSON that decodes to the same value, and that UTF-8 can represent."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if _SURROGATE.search(text) is None:
        return text
    return json.dumps(value, separators=(",", ":"))


def cut_items(text: str) -> tuple[str, ...]:
    """The texts of the values in the array ``items`` of a page, in order.

    Args:
        text: the page, which has been parsed, and so is an object with an array of that name.

    Raises:
        ValueError: it is not.
    """
    at = _next(text, 0, "{")
    found: tuple[Span, ...] = ()
    separator = ","
    while separator == ",":
        key, at = _value(text, at)
        at = _skip(text, _next(text, at, ":"))
        if key == "items" and text[at : at + 1] == "[":
            # Of two equal keys the last one counts, as everywhere.
            found, at = _elements(text, at + 1)
        else:
            _, at = _value(text, at)
        at = _skip(text, at)
        separator, at = text[at : at + 1], at + 1
    return tuple(text[start:stop] for start, stop in found)


def to_valid_json(text: str) -> str:
    """The same text, with a string for each number that Python's JSON has and JSON does not.

    As in the exports, ``NaN`` becomes ``"NaN"``: null would mean that nothing was sent.
    """
    if "NaN" not in text and "Infinity" not in text:
        return text
    return _STRING_OR_CONSTANT.sub(_quoted, text)


def _quoted(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith('"') else f'"{found[0]}"'


def _elements(text: str, at: int) -> tuple[tuple[Span, ...], int]:
    """Where each element of an array is, and where the array ends; `at` is after its bracket."""
    at = _skip(text, at)
    if text[at : at + 1] == "]":
        return (), at + 1
    spans: list[Span] = []
    separator = ","
    while separator == ",":
        start = _skip(text, at)
        _, stop = _value(text, start)
        spans.append((start, stop))
        at = _skip(text, stop)
        separator, at = text[at : at + 1], at + 1
    return tuple(spans), at


def _value(text: str, at: int) -> tuple[object, int]:
    return _decode(text, _skip(text, at))


def _next(text: str, at: int, expected: str) -> int:
    """The position after the character that must come next."""
    at = _skip(text, at)
    if text[at : at + 1] != expected:
        raise ValueError(f"no {expected} at {at}")
    return at + 1


def _skip(text: str, at: int) -> int:
    """The position of the next character that is not white space."""
    found = _NOT_SPACE.search(text, at)
    return len(text) if found is None else found.start()
