"""Responses with JSON, and those that explain a refusal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.domain.json import Json
    from seq_tui.server.errors import ApiError


def encode(body: Json) -> bytes:
    """JSON in ASCII, which can represent every string, even a lone surrogate."""
    return json.dumps(body, separators=(",", ":")).encode()


def json_response(
    body: bytes,
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


def error_response(error: ApiError, headers: Mapping[str, str] | None = None) -> Response:
    """A response with the envelope of an error."""
    request_id = str(uuid4())
    return json_response(encode(error.envelope(request_id)), error.status, headers, request_id)
