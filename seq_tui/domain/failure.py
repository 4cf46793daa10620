"""What can go wrong with a source, as a value that a screen can show and a command can exit by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Cause(Enum):
    """Why a source did not answer as asked."""

    UNREACHABLE = "unreachable"
    """No answer: name, connection, TLS, time-out, or an address without a Sell API."""

    OFFLINE = "offline"
    """Nothing may be asked, and what is wanted is not remembered."""

    RATE_LIMITED = "rate limited"
    """The service goes on refusing (429)."""

    SERVICE = "service"
    """The service answers, but with a failure of its own or with nonsense."""

    UNAUTHORISED = "unauthorised"
    """The token is missing, wrong, or lacks a right (401, 403)."""

    NOT_FOUND = "not found"
    """There is no such sequence (404)."""

    USAGE = "usage"
    """The address, token or environment cannot be used as it is set."""

    FILE = "file"
    """A local file cannot be read or written."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure, in plain words; foreign parts of it are not yet cleaned for a screen."""

    cause: Cause
    message: str
    """What failed, in one line."""

    advice: str = ""
    """What the user can do about it, in one line."""

    status: int | None = None
    """The HTTP status, where there was one."""

    code: str = ""
    """The service's own error code, such as ``invalid_param``."""

    details: str = ""
    """The service's own explanation, always in English."""

    request_id: str = ""
    """What the vendor's support asks for."""

    def __str__(self) -> str:
        """The failure in one line, for a log or standard error."""
        parts = [self.message, self.details]
        if self.request_id:
            parts.append(f"request {self.request_id}")
        if self.advice:
            parts.append(self.advice)
        return " · ".join(part for part in parts if part)


class SourceError(Exception):
    """What a source raises when it cannot answer; the base of every package's own errors."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure
