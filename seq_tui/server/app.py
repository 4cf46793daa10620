"""The Sequences API as an ASGI application over a catalogue."""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route

from seq_tui.domain.failure import Cause, SourceError
from seq_tui.sanitize import sanitize
from seq_tui.server.catalogue import encode_json
from seq_tui.server.errors import ApiError, Fault, not_found, path_not_found
from seq_tui.server.query_params import ID_PATTERN, parse_list_request
from seq_tui.server.responses import error_response, json_response, page_response
from seq_tui.wire.user_names import encode_users

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from seq_tui.server.catalogue import Catalogue
    from seq_tui.server.query_params import ListRequest

_BEARER = re.compile(r"Bearer +([!-~]+)", re.ASCII | re.IGNORECASE)
_ID = re.compile(ID_PATTERN, re.ASCII)
_JSON_RANGES = ("*/*", "application/*", "application/json")
"""Media ranges that include JSON, the most specific last."""

_UNREADABLE = ApiError(
    500, Fault("server_error", "internal server error", "The server cannot read its data.")
)

SEARCH_S = 10.0
"""Seconds after which a search for a name is given up."""

_log = logging.getLogger(__name__)


def create_app(
    catalogue: Catalogue,
    *,
    token: str | None = None,
    latency: float = 0.0,
    search_s: float = SEARCH_S,
) -> Starlette:
    """Create the application.

    Args:
        catalogue: the sequences to serve.
        token: the only bearer token to accept; by default, any but an empty one.
        latency: seconds to wait before handling a request for sequences.
        search_s: as `SEARCH_S`.
    """
    endpoints = _Endpoints(catalogue, token, latency, search_s)
    app = Starlette(
        routes=[
            Route("/v2/sequences", endpoints.list_page),
            Route("/v2/sequences/{sequence_id}", endpoints.get_one),
            Route("/v2/users", endpoints.list_users),
            Route("/v2/users/{user_id}", endpoints.get_user),
        ],
        exception_handlers={
            ApiError: _error_response,
            HTTPException: _error_response,
            SourceError: _error_response,
            Exception: _error_response,
        },
    )
    app.router.redirect_slashes = False
    return app


class _Endpoints:
    def __init__(
        self, catalogue: Catalogue, token: str | None, latency: float, search_s: float
    ) -> None:
        self._catalogue = catalogue
        self._search_s = search_s
        self._token = token
        self._latency = latency

    async def list_page(self, request: Request) -> Response:
        """GET /v2/sequences."""
        await self._check_headers(request)
        requested = parse_list_request(request.query_params.multi_items())
        items, is_last = await self._items(request, requested)
        address, _, _ = str(request.url).partition("?")
        return page_response(items, _links(address, requested, is_last))

    async def get_one(self, request: Request) -> Response:
        """GET /v2/sequences/:id."""
        await self._check_headers(request)
        sequence_id = _id_of(request, "sequence")
        return json_response(await self._catalogue.item_text(sequence_id))

    async def list_users(self, request: Request) -> Response:
        """GET /v2/users, for those with the given ids."""
        await self._check_headers(request)
        requested = parse_list_request(request.query_params.multi_items())
        names = await self._catalogue.creator_names(requested.query.ids)
        page = list(names)[(requested.page - 1) * requested.per_page :]
        items = encode_users(names, page[: requested.per_page])
        address, _, _ = str(request.url).partition("?")
        links = _links(address, requested, len(page) <= requested.per_page)
        return page_response([encode_json(item) for item in items], links)

    async def get_user(self, request: Request) -> Response:
        """GET /v2/users/:id."""
        await self._check_headers(request)
        user_id = _id_of(request, "user")
        users = encode_users(await self._catalogue.creator_names([user_id]), [user_id])
        if not users:
            raise not_found("user")
        return json_response(encode_json(users[0]))

    async def _items(self, request: Request, requested: ListRequest) -> tuple[Sequence[str], bool]:
        """The items of a page. A search ends with its time, or with its client's connection."""
        page = (requested.query, requested.page, requested.per_page)
        if not requested.query.name:
            return await self._catalogue.item_texts(*page)
        try:
            async with asyncio.timeout(self._search_s) as limit:
                watcher = asyncio.create_task(_end_with_connection(request, limit))
                try:
                    return await self._catalogue.item_texts(*page)
                finally:
                    watcher.cancel()
        except TimeoutError:
            details = f"The search took longer than {self._search_s:g} seconds."
            fault = Fault("temporarily_unavailable", "temporarily unavailable", details)
            raise ApiError(503, fault) from None

    async def _check_headers(self, request: Request) -> None:
        """Refuse a request without the headers that the API requires, or without a valid token."""
        if self._latency:
            await asyncio.sleep(self._latency)
        if not request.headers.get("user-agent", "").strip():
            details = "The User-Agent header is missing or empty."
            raise ApiError(400, Fault("invalid_user_agent", "invalid user agent", details))
        if not _accepts_json(",".join(request.headers.getlist("accept"))):
            details = "The only media type of this API is application/json."
            raise ApiError(406, Fault("not_acceptable", "not acceptable", details))
        match = _BEARER.fullmatch(request.headers.get("authorization", "").strip())
        if not match or not self._is_token(match[1]):
            details = "Required access token is missing, malformed, expired, or invalid."
            raise ApiError(401, Fault("unauthorized", "unauthorized", details))

    def _is_token(self, given: str) -> bool:
        return self._token is None or hmac.compare_digest(given.encode(), self._token.encode())


def _id_of(request: Request, resource: str) -> int:
    """The id in the path; any other text is that of nothing."""
    text = str(request.path_params[f"{resource}_id"])
    if not _ID.fullmatch(text):
        raise not_found(resource)
    return int(text)


async def _end_with_connection(request: Request, limit: asyncio.Timeout) -> None:
    """Let the time of a search end once its client has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    limit.reschedule(asyncio.get_running_loop().time())


def _links(address: str, requested: ListRequest, is_last: bool) -> dict[str, str]:
    """Links to the pages that exist; the API never tells the number of the last one."""
    pages = {"self": requested.page}
    if requested.page > 1:
        pages |= {"first_page": 1, "prev_page": requested.page - 1}
    if not is_last:
        pages["next_page"] = requested.page + 1
    return {name: f"{address}?{requested.query_string(page)}" for name, page in pages.items()}


def _accepts_json(accept: str) -> bool:
    """Whether an ``Accept`` header includes JSON: the most specific matching range decides."""
    qualities: dict[str, bool] = {}
    for media_range in filter(None, accept.replace(" ", "").lower().split(",")):
        name, *params = media_range.split(";")
        qualities[name] = not any(re.fullmatch(r"q=0(\.0*)?", param) for param in params)
    matching = [qualities[name] for name in _JSON_RANGES if name in qualities]
    return matching[-1] if matching else not qualities


def _error_response(request: Request, error: Exception) -> Response:
    api_error = _api_error(request, error)
    headers: dict[str, str] = {}
    if isinstance(error, HTTPException):
        headers.update(error.headers or {})
    if api_error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return error_response(api_error, headers)


def _api_error(request: Request, error: Exception) -> ApiError:
    path: str = request.scope["path"]
    match error:
        case ApiError():
            return error
        case SourceError() if error.failure.cause is Cause.NOT_FOUND:
            return not_found("sequence")
        case HTTPException(status_code=405):
            details = f"This API answers GET only, not {request.method}."
            return ApiError(405, Fault("method_not_allowed", "method not allowed", details))
        case HTTPException():
            return path_not_found(path)
        case SourceError():
            _log.error("%s %s failed: %s", request.method, sanitize(path), sanitize(str(error)))
            return _UNREADABLE
        case _:
            _log.error("%s %s failed", request.method, sanitize(path), exc_info=error)
            return _UNREADABLE
