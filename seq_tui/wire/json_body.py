"""Parses the body of a reply as JSON, and explains why a body is invalid."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiter import from_json

from seq_tui.wire.errors import IncompleteReplyError, ReplyError

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

MAX_WEIGHT = 64_000_000
"""The most that the JSON of a body may weigh, which is about the bytes that it takes once parsed.
100 sequences of 200 steps weigh 50 million; a body of the longest length could weigh 5,000 million.
"""

_CONTAINER_WEIGHT, _VALUE_WEIGHT = 400, 40
"""Weights of an object or array, and of a string or another value in one."""

_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|,|([{\[])', re.DOTALL)
"""A string, a comma between values, or the start of a container.

A string without an end counts as well, so that no character is scanned twice."""

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")

_REASONS = {
    "recursion limit": "The reply is too deeply nested",
    "number out of range": "Bad number in the reply",
    "unicode": "The reply has a bad encoding",
    "too heavy": "The reply holds too many values",
}
"""Our messages, by a part of the error's text; those of jiter are as in 0.19."""


@dataclass(frozen=True, slots=True)
class JsonBody:
    """The JSON of a body, and the body itself, which still has what a value cannot hold."""

    value: Json
    body: bytes = field(repr=False)

    def item_texts(self) -> tuple[str, ...]:
        """The text of each item, if the value is a page; takes 2 ms, so only on demand."""
        # Imported here, since nothing that is shown first needs it.
        from seq_tui.wire.item_texts import cut_items

        return cut_items(self.text)

    @property
    def text(self) -> str:
        """The text of the body."""
        return self.body.decode(json.detect_encoding(self.body))


def read_json_body(body: bytes) -> JsonBody:
    """Parse a body as `read_json` does, and keep it.

    Raises:
        IncompleteReplyError, ReplyError: as `read_json`.
    """
    return JsonBody(read_json(body), body)


def read_json(body: bytes) -> Json:
    """Parse a body as JSON; its ``Content-Type`` does not matter.

    Nesting is limited to 200 levels, a number to 4,300 digits, and everything by `MAX_WEIGHT`.

    Raises:
        IncompleteReplyError: the body ends too early.
        ReplyError: the body is not JSON, or holds too much.
    """
    try:
        return _parse(_as_utf8(body))
    except UnicodeError:
        reason = "unicode"
    except ValueError as error:
        reason = str(error)
    if body.lstrip()[:1] == b"<":
        raise ReplyError(
            "The reply is not from the Sell API (HTML)",
            "Check the address; some networks require a login in a browser first.",
        )
    if "EOF while parsing" in reason:
        raise IncompleteReplyError
    known = (words for part, words in _REASONS.items() if part in reason)
    raise ReplyError(next(known, "The reply is not JSON"), "Check the address.")


def _as_utf8(body: bytes) -> bytes:
    encoding = json.detect_encoding(body)
    return body if encoding == "utf-8" else body.decode(encoding).encode()


def _is_too_heavy(body: bytes) -> bool:
    """Whether the JSON weighs more than `MAX_WEIGHT`, found without parsing it."""
    if _weight(body) <= MAX_WEIGHT:
        return False
    # Now without the commas and brackets in strings, which is slower; it ends early.
    weight = 0
    for token in _TOKEN.finditer(body):
        weight += _CONTAINER_WEIGHT if token.lastindex else _VALUE_WEIGHT
        if weight > MAX_WEIGHT:
            return True
    return False


def _weight(body: bytes) -> int:
    """The weight, and that of commas and brackets in strings."""
    containers = body.count(b"{") + body.count(b"[")
    return _CONTAINER_WEIGHT * containers + _VALUE_WEIGHT * (
        body.count(b",") + body.count(b'"') // 2
    )


def _parse(body: bytes) -> Json:
    value: Json
    if _is_too_heavy(body):
        raise ValueError("too heavy")
    try:
        value = from_json(body)
    except ValueError:
        # The fast parser rejects half a surrogate pair, which JSON allows and real names contain.
        # If nothing else is wrong, the limits hold too, and the standard parser may parse it.
        from_json(_SURROGATE.sub(rb"\\ufffd", body))
        value = json.loads(body)
    return value
