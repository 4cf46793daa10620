"""What can be wrong with a reply of the Sell API, and what the service says when it refuses.

::

    SourceError                         seq_tui.domain.failure
    └── SellError
        ├── RefusedError                the service says no: 400, 401, 403, 404, 406, 422
        ├── ReplyError                  what came is no answer to what was asked
        │   └── IncompleteReplyError    it was cut off on the way, so asking again may help
        └── ...                         what else can happen to a request: seq_tui.client.errors
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from seq_tui.domain.failure import Cause, Failure, SourceError

MAX_FOREIGN = 200
"""Characters kept of a text that the service wrote; enough for every explanation seen."""


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """What the body and the headers of an error say; empty where they say nothing."""

    code: str = ""
    details: str = ""
    request_id: str = ""


class SellError(SourceError):
    """The base of what this package raises."""

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
    """The service understood, and says no."""


class ReplyError(SellError):
    """A reply that is no answer to the request."""


class IncompleteReplyError(ReplyError):
    """A reply that was cut off on the way."""

    def __init__(self) -> None:
        super().__init__("Incomplete reply", "Try again.")


def one_line(text: object, limit: int = MAX_FOREIGN) -> str:
    """Foreign text on one line of at most `limit` characters; nothing for what is no text."""
    if not isinstance(text, str):
        return ""
    line = " ".join(text[: 4 * limit].split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
