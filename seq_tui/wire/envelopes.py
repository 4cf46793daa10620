"""The envelopes of the Sell API, both ways: JSON to pages and records, and records to JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause
from seq_tui.domain.page import NextPage, RawPage
from seq_tui.wire.errors import ErrorBody, RefusedError, ReplyError, one_line
from seq_tui.wire.json_body import read_json
from seq_tui.wire.page_items import deduplicate, parse_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence
    from seq_tui.wire.page_items import ParsedItem

MAX_ITEMS = 1_000
"""Most items on a page, however many were requested; the service itself sends at most 100."""

MAX_ERRORS = 3
"""Most errors of one reply that are reported; the vendor's own examples have one or two."""

_PAGE_IN_LINK = re.compile(r"[?&]page=([0-9]{1,9})(?![^&#])")


def read_raw_page(json_body: Json, number: int) -> RawPage:
    """The items of page `number` in the JSON of a 200, and what it says about the next page.

    Alone, only an empty page is the last; `seq_tui.domain.end_of_list` knows more.

    Raises:
        ReplyError: the JSON is not a page of sequences, or has more than `MAX_ITEMS`.
    """
    envelope = _envelope(json_body)
    items = envelope.get("items")
    if not isinstance(items, list):
        raise ReplyError("Unexpected reply: it contains no list of sequences", "Check the address.")
    _require_few(items)
    meta = envelope.get("meta")
    return RawPage(
        number,
        tuple(items),
        is_last=not items,
        next_page=_next_page(meta, len(items), number),
        links_itself=_links_itself(meta, len(items)),
    )


def read_sequence(json_body: Json, sequence_id: int) -> Sequence:
    """The sequence requested by its id, from the JSON of a 200.

    Raises:
        ReplyError: the JSON is not a sequence, or is another one.
        RefusedError: the JSON is an empty list, so there is no such sequence.
    """
    return _requested(json_body, sequence_id)[1]


def read_raw_sequence(json_body: Json, sequence_id: int) -> Json:
    """The envelope of the sequence requested by its id, as it is in the JSON of a 200.

    Raises:
        ReplyError, RefusedError: as `read_sequence`.
    """
    return _requested(json_body, sequence_id)[0]


def read_error(body: bytes) -> ErrorBody:
    """The explanation in the body of an error; empty if the body cannot be parsed.

    Details are preferred to messages, because they are in English for every account language.
    """
    try:
        json_body = read_json(body)
    except ReplyError:
        return ErrorBody()
    return _error_reply(json_body if isinstance(json_body, dict) else {})


def no_such_sequence(sequence_id: int, reply: ErrorBody | None = None) -> RefusedError:
    """The error for a sequence that does not exist, or no longer does."""
    return RefusedError(
        f"Sequence {sequence_id} does not exist, or no longer does",
        cause=Cause.NOT_FOUND,
        status=404 if reply else None,
        reply=reply,
    )


def encode_sequence(sequence: Sequence) -> dict[str, Json]:
    """Encode a sequence in an envelope as the service does, with its steps as a collection."""
    data = sequence.data
    if sequence.steps is not None:
        steps: list[Json] = [
            {"data": step.data, "meta": {"type": "step"}} for step in sequence.steps
        ]
        data["steps"] = {"items": steps, "meta": {"type": "collection", "count": len(steps)}}
    return {"data": data, "meta": {"type": "sequence"}}


def encode_page(items: Iterable[Json], links: Mapping[str, str]) -> dict[str, Json]:
    """Encode a page of the list endpoint; `links` are by name: ``self``, ``next_page`` …."""
    encoded = list(items)
    meta: dict[str, Json] = {"type": "collection", "count": len(encoded), "links": {**links}}
    return {"items": encoded, "meta": meta}


def _envelope(json_body: Json) -> dict[str, Json]:
    if not isinstance(json_body, dict):
        raise ReplyError("Unexpected reply: it is not an object", "Check the address.")
    if json_body.get("errors") and "id" not in json_body:
        raise ReplyError(
            "The service sent an error as if it were an answer",
            status=200,
            reply=_error_reply(json_body),
        )
    return json_body


def _require_few(items: list[Json]) -> None:
    if len(items) > MAX_ITEMS:
        raise ReplyError(f"The reply has too many items (over {MAX_ITEMS:,})", "Check the address.")


def _requested(json_body: Json, sequence_id: int) -> ParsedItem:
    """The one item that is the requested sequence.

    No real answer of this endpoint is known (API document: open question 19), so an envelope, the
    bare object and a list with the sequence are all accepted.
    """
    envelope = _envelope(json_body)
    items = envelope.get("items")
    if items == [] and "id" not in envelope:
        raise no_such_sequence(sequence_id)
    candidates: list[Json] = (
        items if isinstance(items, list) and "id" not in envelope else [envelope]
    )
    _require_few(candidates)
    received = parse_items(candidates)
    found = [row for row in deduplicate(received) if row[1].id == sequence_id]
    if found:
        return found[0]
    if any(sequence.id is not None for _, sequence in received):
        raise ReplyError(f"The reply does not match: it is not sequence {sequence_id}")
    raise ReplyError("Unexpected reply: it contains no sequence", "Check the address.")


def _next_page(meta: Json, received: int, number: int) -> NextPage:
    """What the ``meta`` of page `number` with `received` items says about the next page.

    Only the page number of a link is read, so its host and path cannot redirect a request. A link
    without one claims a page too, and so does a count greater than the number of items.
    """
    meta = meta if isinstance(meta, dict) else {}
    links, count = meta.get("links"), meta.get("count")
    link = links.get("next_page") if isinstance(links, dict) else None
    following = _PAGE_IN_LINK.search(link) if isinstance(link, str) else None
    if following:
        return NextPage.CLAIMED if int(following[1]) > number else NextPage.BACK
    is_claimed = bool(link) or (isinstance(count, int) and count > received)
    return NextPage.CLAIMED if is_claimed else NextPage.UNSAID


def _links_itself(meta: Json, received: int) -> bool:
    """Whether the ``meta`` of a page with `received` items has its address and their number."""
    meta = meta if isinstance(meta, dict) else {}
    links = meta.get("links")
    own = links.get("self") if isinstance(links, dict) else None
    return isinstance(own, str) and bool(own) and meta.get("count") == received


def _error_reply(json_body: dict[str, Json]) -> ErrorBody:
    received = json_body.get("errors")
    items = received if isinstance(received, list) else [json_body]
    errors = [_error(item) for item in items[:MAX_ERRORS]]
    codes = (code for error in errors if (code := one_line(error.get("code"))))
    meta = json_body.get("meta")
    return ErrorBody(
        code=next(codes, ""),
        details=one_line("; ".join(filter(None, map(_explanation, errors)))),
        request_id=one_line(meta.get("logref")) if isinstance(meta, dict) else "",
    )


def _error(item: Json) -> dict[str, Json]:
    """The error, whether in an envelope, bare, or as the plain text that some gateways send."""
    if not isinstance(item, dict):
        return {}
    error = item.get("error", item)
    return error if isinstance(error, dict) else {"details": error}


def _explanation(error: dict[str, Json]) -> str:
    text = one_line(error.get("details")) or one_line(error.get("message"))
    field = one_line(error.get("field"))
    return f"{text} ({field})" if field else text
