"""The query parameters of a list request, parsed as strictly as the API does."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from seq_tui.domain.query import MAX_ID_DIGITS, Query
from seq_tui.server.errors import ApiError, Fault, invalid_param

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_PER_PAGE = 25
MAX_PER_PAGE = 100

ID_PATTERN = rf"\d{{1,{MAX_ID_DIGITS}}}"
"""A regular expression for an id."""

_NUMBER = re.compile(r"\d{1,15}", re.ASCII)
"""Long enough for any page number, short enough that its row numbers fit in 64 bits."""

_IDS = re.compile(rf"{ID_PATTERN}(?:,{ID_PATTERN})*", re.ASCII)
_KNOWN = ("ids", "name", "page", "per_page")


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A requested page of the results of a query."""

    query: Query
    page: int
    per_page: int

    def query_string(self, page: int) -> str:
        """The query string that requests another page of the same results."""
        params: dict[str, str | int] = {}
        if self.query.ids:
            params["ids"] = ",".join(map(str, self.query.ids))
        if self.query.name:
            params["name"] = self.query.name
        return urlencode(params | {"page": page, "per_page": self.per_page}, safe=",")


def parse_list_request(params: Iterable[tuple[str, str]]) -> ListRequest:
    """Parse the parameters, in any order.

    Raises:
        ApiError: 400, with a fault for each parameter that is unknown, repeated or malformed.
    """
    pairs = list(params)
    given = dict(pairs)
    faults = [invalid_param(name, "unknown parameter") for name in given if name not in _KNOWN]
    faults += [
        invalid_param(name, "must be given once")
        for name, times in Counter(name for name, _ in pairs).items()
        if times > 1 and name in _KNOWN
    ]
    page = _number(given.get("page", "1"))
    if not page:
        faults.append(_invalid("page", "must be a number from 1", given["page"]))
    per_page = _number(given.get("per_page", str(DEFAULT_PER_PAGE)))
    if not 1 <= per_page <= MAX_PER_PAGE:
        expected = f"must be between 1 and {MAX_PER_PAGE}"
        faults.append(_invalid("per_page", expected, given["per_page"]))
    ids = given.get("ids")
    if ids is not None and not _IDS.fullmatch(ids):
        faults.append(_invalid("ids", "must be numbers with commas between them", ids))
    if faults:
        raise ApiError(400, *faults)
    parsed_ids = tuple(map(int, ids.split(","))) if ids else ()
    query = Query(given.get("name", ""), parsed_ids, is_phrase=True)
    return ListRequest(query, page, per_page)


def _number(text: str) -> int:
    """The number, or 0 if `text` is not one."""
    return int(text) if _NUMBER.fullmatch(text) else 0


def _invalid(name: str, expected: str, given: str) -> Fault:
    return invalid_param(name, f"{expected}, given: {given}")
