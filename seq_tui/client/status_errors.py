"""The errors of responses that are not a 200: the status decides, the body adds details."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seq_tui.client.errors import RateLimitError, ServiceError
from seq_tui.client.request_params import SEQUENCES
from seq_tui.domain.failure import Cause
from seq_tui.wire.envelopes import no_such_sequence
from seq_tui.wire.errors import ErrorBody, RefusedError, ReplyError, SellError, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

OK = 200
NOT_FOUND = 404
TOO_MANY_REQUESTS = 429

TRANSIENT = frozenset({500, 502, 503, 504})
"""Failures of the service that may be over at the next attempt."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})

_FAULTS = {
    500: "The service failed (500)",
    502: "Gateway error (502)",
    503: "The service is temporarily unavailable (503)",
    504: "The service took too long (504)",
}

_PLAN = "Check the address; if it is right, the plan of the account may lack sequences."

_ADMINISTRATOR = "Ask the administrator of the account"

_STOCK = re.compile(
    r"Required access token is missing, malformed, expired,? or invalid\.?"
    r"|Requested path at '[^']*' was not found\.?"
    r"|(?:unauthorized|forbidden|not found|too many requests|rate limit exceeded"
    r"|internal server error|bad gateway|service unavailable|gateway timeout)[.!]?",
    re.IGNORECASE,
)
"""What the service says and our own message says as well."""


def error_for(
    status: int,
    reply: ErrorBody,
    headers: Mapping[str, str],
    *,
    host: str,
    path: str = SEQUENCES,
) -> SellError:
    """The error of a `status` that is not 200, for a request at `host` for a path of the API."""
    request_id = one_line(headers.get("x-request-id")) or reply.request_id
    is_refusal = is_rate_limit(status, reply)
    details = "" if _STOCK.fullmatch(reply.details) else reply.details
    reply = reply._replace(details=details, request_id=request_id)
    if is_refusal:
        return RateLimitError(
            f"Too many requests ({TOO_MANY_REQUESTS})", status=status, reply=reply
        )
    if status == NOT_FOUND:
        return _not_found(reply, host, path)
    if status in (401, 403):
        return _not_allowed(status, reply, path)
    if status in (400, 406, 422):
        # An outage has been seen to answer everything with a bare 400.
        advice = "Try another search; without one, this is worth a report." if details else ""
        return RefusedError(
            f"The service did not accept the request ({status})",
            advice,
            status=status,
            reply=reply,
        )
    if 500 <= status <= 599:
        words = _FAULTS.get(status, f"The service failed ({status})")
        return ServiceError(words, status=status, reply=reply)
    kind = "redirect" if status in _REDIRECTS else "status"
    return ReplyError(
        f"Unexpected {kind} ({status})", "Check the address.", status=status, reply=reply
    )


def is_rate_limit(status: int, reply: ErrorBody) -> bool:
    """Whether the service found requests too many, by a 429 or by a 404 in its place.

    Such a 404 has been seen since 2021: its code is ``incorrect_path``, and its details name the
    page ``/429.json``, which the service could not find.
    """
    if status == TOO_MANY_REQUESTS:
        return True
    return status == NOT_FOUND and reply.code == "incorrect_path" and "/429.json" in reply.details


def _not_found(reply: ErrorBody, host: str, path: str) -> RefusedError:
    if reply.code == "incorrect_path":
        return RefusedError(
            f"No Sell API at {host} (404)",
            _PLAN,
            cause=Cause.USAGE,
            status=NOT_FOUND,
            reply=reply,
        )
    resource, _, record_id = path.partition("/")
    if resource == SEQUENCES and record_id:
        return no_such_sequence(int(record_id), reply)
    return RefusedError(
        f"No {_words(resource)} at {host} (404)", _PLAN, status=NOT_FOUND, reply=reply
    )


def _not_allowed(status: int, reply: ErrorBody, path: str) -> RefusedError:
    if status == 401:
        message = "Token rejected (401)"
        advice = "In Sell, Settings › Integrations › OAuth › Access Tokens gives a new one."
    elif reply.code == "insufficient_scope":
        message = "The token lacks the scope read (403)"
        advice = "Make a token with that scope in Sell."
        reply = reply._replace(details="")
    else:
        message = f"Not allowed to read {_words(path)} (403)"
        reasons = "the token may lack the scope read, its user a right, or the plan sequences"
        # What the service says is the reason; without it there are several.
        advice = f"{_ADMINISTRATOR}." if reply.details else f"{_ADMINISTRATOR}: {reasons}."
    return RefusedError(message, advice, cause=Cause.UNAUTHORISED, status=status, reply=reply)


def _words(path: str) -> str:
    """The resource of a path in plain words."""
    return path.partition("/")[0].replace("_", " ")
