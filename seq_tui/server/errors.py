"""The errors of the API, and the envelope that carries them."""

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
    """The type of resource that the error is about, if any."""

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
    """A refused request, with its status and its faults."""

    def __init__(self, status: int, *faults: Fault) -> None:
        super().__init__(status, *faults)
        self.status = status
        self.faults = faults

    def envelope(self, request_id: str) -> dict[str, Json]:
        """The response body; `request_id` is its ``X-Request-Id`` (API document, errors)."""
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
    """A fault in one query parameter, in the wording of the service."""
    return Fault(
        "invalid_param",
        "invalid request query parameter",
        f"The request query parameter '{name}' is malformed, missing, or has an invalid value"
        f" ({reason})",
    )


def not_found(resource: str) -> ApiError:
    """The error for an id that no record of this kind has."""
    details = f"The requested {resource} does not exist."
    return ApiError(404, Fault("not_found", "resource not found", details, resource))


def path_not_found(path: str) -> ApiError:
    """The error for a path that the API does not have."""
    details = f"Requested path at '{path}' was not found"
    return ApiError(404, Fault("incorrect_path", "incorrect path", details))
