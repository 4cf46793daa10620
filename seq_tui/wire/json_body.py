"""Parses the body of a reply as JSON, and explains why a body is invalid."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from jiter import from_json

from seq_tui.wire.errors import IncompleteReplyError, ReplyError

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")

_REASONS = {
    "recursion limit": "The reply is too deeply nested",
    "number out of range": "Bad number in the reply",
    "unicode": "The reply has a bad encoding",
}
"""Our messages for errors of jiter, by a part of their text; measured with 0.19."""


def read_json(body: bytes) -> Json:
    """Parse a body as JSON; its ``Content-Type`` does not matter.

    Nesting is limited to 200 levels, and a number to 4,300 digits.

    Raises:
        IncompleteReplyError: the body ends too early.
        ReplyError: the body is not JSON.
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
            "Check the address, and whether the network requires a login first.",
        )
    if "EOF while parsing" in reason:
        raise IncompleteReplyError
    known = (words for part, words in _REASONS.items() if part in reason)
    raise ReplyError(next(known, "The reply is not JSON"), "Check the address.")


def _as_utf8(body: bytes) -> bytes:
    encoding = json.detect_encoding(body)
    return body if encoding == "utf-8" else body.decode(encoding).encode()


def _parse(body: bytes) -> Json:
    value: Json
    try:
        value = from_json(body)
    except ValueError:
        # The fast parser rejects half a surrogate pair, which JSON allows and real names contain.
        # If nothing else is wrong, the limits hold too, and the standard parser may parse it.
        from_json(_SURROGATE.sub(rb"\\ufffd", body))
        value = json.loads(body)
    return value
