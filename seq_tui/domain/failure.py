"""Failures of a source as values: screens display them, commands exit by them."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Cause(Enum):
    """Why a source failed."""

    UNREACHABLE = "unreachable"
    """No answer: name, connection, TLS, time-out, or no Sell API at the address."""

    OFFLINE = "offline"
    """No request may be sent, and the answer is not cached."""

    RATE_LIMITED = "rate limited"
    """The service keeps refusing requests as too many (429)."""

    SERVICE = "service"
    """The service answers with an error of its own or with an invalid response."""

    UNAUTHORISED = "unauthorised"
    """The token is missing, wrong, or lacks a right (401, 403)."""

    NOT_FOUND = "not found"
    """No such sequence exists (404)."""

    USAGE = "usage"
    """The configured address, token or environment is unusable."""

    FILE = "file"
    """A local file cannot be read or written."""

    SYSTEM = "system"
    """The system has no thread, no open file or no memory left for the program."""


RETRY_ADVICE = {
    Cause.UNREACHABLE: "Try again.",
    Cause.RATE_LIMITED: "Wait a minute, then try again.",
    Cause.SERVICE: "Try again later.",
}
"""What to do where a failure says nothing itself; a screen has a key and a countdown for that."""


class Failure(NamedTuple):
    """One failure in plain words; text from the service is not yet sanitized."""

    cause: Cause
    message: str
    """What failed, in one line."""

    advice: str = ""
    """What the user can do about it, in one line; empty where only another try may help."""

    status: int | None = None
    """The HTTP status, if there was a response."""

    code: str = ""
    """The service's own error code, such as ``invalid_param``."""

    details: str = ""
    """The service's own explanation, always in English."""

    request_id: str = ""
    """The id by which the vendor's support finds the request."""

    def __str__(self) -> str:
        """The failure in one line, for a log or standard error."""
        parts = [self.message, self.said]
        if self.request_id:
            parts.append(f"request {self.request_id}")
        parts.append(self.advice or RETRY_ADVICE.get(self.cause, ""))
        return " · ".join(part for part in parts if part)

    @property
    def said(self) -> str:
        """The service's own explanation as such; empty if there is none."""
        return f'the service says: "{self.details}"' if self.details else ""


class SourceError(Exception):
    """Raised by a source that cannot answer; the base of every package's own errors."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure
