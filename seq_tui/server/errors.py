"""What the API answers when it refuses: its error envelope."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

MORE_INFO = "https://developers.getbase.com/docs/rest/articles/errors"


@dataclass(frozen=True, slots=True)
class Fault:
    """One error of an envelope."""

    code: str
    message: str
    details: str
    resource: str = ""
    """The kind of record that the error is about, where there is one."""

    @property
    def data(self) -> Json:
        """The error in the API's own field names."""
        error: dict[str, Json] = {
            "code": self.code,
            "message": self.message,
            "details": self.details,
        }
        if self.resource:
            error["resource"] = self.resource
        return {"error": error, "meta": {"type": "error", "links": {"more_info": MORE_INFO}}}


class ApiError(Exception):
    """A request that the API refuses, with the status and the faults to say so."""

    def __init__(self, status: int, *faults: Fault) -> None:
        super().__init__(status, *faults)
        self.status = status
        self.faults = faults

    def envelope(self, request_id: str) -> dict[str, Json]:
        """The body of the answer; `request_id` is its ``X-Request-Id`` (API document, errors)."""
        return {
            "errors": [fault.data for fault in self.faults],
            "meta": {
                "type": "errors",
                "http_status": f"{self.status} {HTTPStatus(self.status).phrase}",
                "logref": request_id,
                "links": {"more_info": MORE_INFO},
            },
        }


def invalid_param(name: str, reason: str) -> Fault:
    """The fault of one query parameter, worded as the service words it."""
    return Fault(
        "invalid_param",
        "invalid request query parameter",
        f"The request query parameter '{name}' is malformed, missing, or has an invalid value"
        f" ({reason})",
    )


def no_sequence() -> ApiError:
    """The refusal of an id that no sequence has."""
    details = "The requested sequence does not exist."
    return ApiError(404, Fault("not_found", "resource not found", details, "sequence"))


def no_path(path: str) -> ApiError:
    """The refusal of a path that the API does not have."""
    details = f"Requested path at '{path}' was not found"
    return ApiError(404, Fault("incorrect_path", "incorrect path", details))
