"""The base of all payloads: models that refuse what the vendor's description does not have."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

NonEmpty = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]


class Payload(BaseModel):
    """An object of a payload.

    Only fields that the builder sets are written, so that a vendor's default stays a default.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    def document(self) -> bytes:
        """The object as JSON in UTF-8, which ends in a line feed."""
        # pydantic writes indented JSON several times as fast as the standard library.
        return self.model_dump_json(indent=2, exclude_unset=True).encode() + b"\n"
