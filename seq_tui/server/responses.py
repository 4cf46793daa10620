"""Responses with JSON, and those that explain a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from starlette.responses import Response

from seq_tui.server.catalogue import encode_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from seq_tui.server.errors import ApiError


def json_response(
    body: bytes | str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    request_id: str | None = None,
) -> Response:
    """A response with this JSON and an id of its own."""
    return Response(
        body,
        status,
        dict(headers or {}) | {"X-Request-Id": request_id or str(uuid4())},
        "application/json",
    )


def page_response(items: Sequence[str], links: Mapping[str, str]) -> Response:
    """A page of items that are JSON already: they are joined, and none is parsed."""
    meta = encode_json({"type": "collection", "count": len(items), "links": {**links}})
    # Joined as bytes: as text, one wide character makes each of all others take four bytes.
    joined = b",".join(map(str.encode, items))
    return json_response(b'{"items":[%b],"meta":%b}' % (joined, meta.encode()))


def error_response(error: ApiError, headers: Mapping[str, str] | None = None) -> Response:
    """A response with the envelope of an error."""
    request_id = str(uuid4())
    return json_response(encode_json(error.envelope(request_id)), error.status, headers, request_id)
