"""The headers and the parameters of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.client.body_decoder import ACCEPTED_ENCODING
from seq_tui.client.name_search import asked_part
from seq_tui.domain.page import PER_PAGE
from seq_tui.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.query import Query

SEQUENCES = "sequences"
"""The path of the sequences in the API."""

USERS = "users"
"""The path of the users."""

HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": ACCEPTED_ENCODING,
    "User-Agent": f"seq-tui/{VERSION}",
}
"""The headers of every request, besides ``Authorization``."""


def user_params(ids: Iterable[int]) -> dict[str, str]:
    """The parameters of at most 100 users by their ids."""
    return {"page": "1", "per_page": str(PER_PAGE), "ids": ",".join(map(str, ids))}


def page_params(query: Query, number: int) -> dict[str, str]:
    """The parameters of page `number` of what the service finds for `query`."""
    if ids := query.ids_on(number):
        return {"page": "1", "per_page": str(PER_PAGE), "ids": ",".join(map(str, ids))}
    params = {"page": str(number), "per_page": str(PER_PAGE)}
    return params | {"name": asked_part(query)} if query.name else params
