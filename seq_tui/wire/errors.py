"""The errors in replies of the Sell API.

::

    SourceError                         seq_tui.domain.failure
    └── SellError
        ├── RefusedError                the service refuses: 400, 401, 403, 404, 406, 422
        ├── ReplyError                  the reply does not answer the request
        │   └── IncompleteReplyError    the reply was cut off, so a retry may help
        └── ...                         other failures of a request: seq_tui.client.errors
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from seq_tui.domain.failure import Cause, Failure, SourceError

MAX_TEXT = 200
"""Most characters of a text from the service; enough for every explanation seen."""


class ErrorBody(NamedTuple):
    """The explanation in the body and headers of an error; fields not sent are empty."""

    code: str = ""
    details: str = ""
    request_id: str = ""


class SellError(SourceError):
    """The base of the errors of `seq_tui.wire` and `seq_tui.client`."""

    cause: ClassVar[Cause] = Cause.SERVICE

    def __init__(
        self,
        message: str,
        advice: str = "",
        *,
        cause: Cause | None = None,
        status: int | None = None,
        reply: ErrorBody | None = None,
    ) -> None:
        reply = reply or ErrorBody()
        super().__init__(
            Failure(
                cause=cause or self.cause,
                message=message,
                advice=advice,
                status=status,
                code=reply.code,
                details=reply.details,
                request_id=reply.request_id,
            )
        )


class RefusedError(SellError):
    """The service understood the request and refuses it."""


class ReplyError(SellError):
    """The reply does not answer the request."""


class IncompleteReplyError(ReplyError):
    """The reply was cut off in transit."""

    def __init__(self) -> None:
        super().__init__("The reply was incomplete")


def one_line(text: object, limit: int = MAX_TEXT) -> str:
    """Foreign text on one line of at most `limit` characters; empty if `text` is not a string."""
    if not isinstance(text, str):
        return ""
    line = " ".join(text[: 4 * limit].split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
