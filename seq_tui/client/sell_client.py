"""A read-only client of the Sell Sequences API."""

from __future__ import annotations

from functools import partial
from itertools import compress
from typing import TYPE_CHECKING

from seq_tui.client.auth import BearerToken
from seq_tui.client.connection import TIMEOUT, Connection
from seq_tui.client.endpoint import api_url, resource_url
from seq_tui.client.errors import ConfigurationError, UnreachableError
from seq_tui.client.filtered_pages import FilteredPages
from seq_tui.client.hosts import DEFAULT_BASE
from seq_tui.client.lean_httpx import httpx
from seq_tui.client.name_search import asked_part, is_filtered, search_note
from seq_tui.client.prefetched_transport import PrefetchedTransport
from seq_tui.client.rate_limiter import RateLimiter
from seq_tui.client.request_params import HEADERS, SEQUENCES, USERS, page_params, user_params
from seq_tui.client.status_errors import NOT_FOUND, OK, error_for
from seq_tui.client.transport import ERROR_BODY, IS_WANTED, JSON_BODY, SellTransport
from seq_tui.domain.end_of_list import EndOfList
from seq_tui.domain.failure import Cause
from seq_tui.domain.folding import contains_all
from seq_tui.domain.page import PER_PAGE, NextPage, Page, RawPage, never_cancelled
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import AuthoritativeSource, RawSource
from seq_tui.domain.system_failure import system_failure
from seq_tui.wire.envelopes import read_raw_page, read_raw_sequence, read_sequence
from seq_tui.wire.errors import RefusedError, SellError
from seq_tui.wire.page_items import page_from
from seq_tui.wire.records import item_id, item_name
from seq_tui.wire.user_names import read_user_names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from collections.abc import Sequence as SequenceOf

    from seq_tui.client.first_page_prefetch import FirstPagePrefetch
    from seq_tui.domain.failure import Failure
    from seq_tui.domain.json import Json
    from seq_tui.wire.json_body import JsonBody

NO_USERS = (401, 403, 404)
"""The statuses after which users are not asked for again in this session."""

NO_FILTER = "The service can search for words and ids only"
FILTER_ADVICE = "An archive can do more: seq-tui archive FILE saves one."


class SellClient(RawSource[Sequence], AuthoritativeSource):
    """An account of the service, or of a server with the same API.

    Args:
        base_url: the address of the API; may include a path and a final ``/v2``.
        token: an access token, or its text.
        transport: sends the requests; by default over a connection to `base_url`.
        rate_limiter: shared with other clients of the account; a new one by default.
        prefetch: a request for the first page that is under way, used as the first attempt.

    Raises:
        ConfigurationError: the address, the token, or a proxy or certificate variable of the
            environment cannot be used.
    """

    def __init__(
        self,
        base_url: str,
        token: BearerToken | str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        rate_limiter: RateLimiter | None = None,
        prefetch: FirstPagePrefetch | None = None,
    ) -> None:
        base_url = base_url or DEFAULT_BASE
        self._url = api_url(base_url)
        if isinstance(token, str):
            token = BearerToken(token, base_url)
        proxy = ""
        if transport is None:
            connection = prefetch.connection if prefetch else Connection(self._url)
            transport, proxy = connection.async_transport(), connection.proxy_name
        if prefetch is not None:
            transport = PrefetchedTransport(transport, prefetch)
        self._filtered: FilteredPages | None = None
        """The pages of the latest query that the service cannot answer alone."""

        self._may_not_read_users = False
        self._end_of_list = EndOfList()
        self._rate_limiter = rate_limiter or RateLimiter()
        self._http = httpx.AsyncClient(
            auth=token,
            headers=HEADERS,
            timeout=TIMEOUT,
            transport=SellTransport(transport, self._rate_limiter, proxy=proxy),
            follow_redirects=False,
            trust_env=False,
        )

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Sequence]:
        """Page `number` (from 1) of the sequences of `query`, 100 a page.

        A page past the end is empty and the last one. If the service reports the end by an error,
        the page is not certain (API document: open question 22). Once `is_wanted` returns false, no
        further attempt is made, and the last failure is raised.

        Raises:
            SellError: there is no page; the subclasses say why.
        """
        return page_from(await self.raw_page(query, number, is_wanted=is_wanted))

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """The same page with its items as the service sent them.

        Raises:
            SellError: as `page`.
        """
        if query.needs_whole_account:
            raise RefusedError(NO_FILTER, FILTER_ADVICE, cause=Cause.USAGE)
        if query.ids:
            return _with_words(await self._found_page(query, number, is_wanted), query)
        if not is_filtered(query):
            return await self._found_page(query, number, is_wanted)
        if self._filtered is None or self._filtered.query != query:
            self._filtered = FilteredPages(query)
        read = partial(self._found_page, is_wanted=is_wanted)
        return await self._filtered.page(number, read)

    def scan_query(self, query: Query) -> Query:
        """The part of the name that the service is asked for, if that is not the whole query.

        For a filter or an order, that is the whole account.
        """
        query = super().scan_query(query)
        if query.ids or not is_filtered(query):
            return query
        return Query(name=asked_part(query), is_phrase=True)

    def searched(self, query: Query) -> int:
        """How many of what the service finds were compared with the query so far."""
        is_latest = self._filtered is not None and self._filtered.query == query
        return self._filtered.searched if self._filtered is not None and is_latest else 0

    async def creator_names(self, ids: Collection[int]) -> dict[int, str]:
        """The names of these users, unless the token may not read users; 100 in each request."""
        known, names = sorted(ids), dict[int, str]()
        for start in range(0, len(known), PER_PAGE):
            if self._may_not_read_users:
                break
            params = user_params(known[start : start + PER_PAGE])
            try:
                names |= read_user_names(await self.read(USERS, params))
            except SellError as error:
                # Nothing is said: the ids are shown, and the rows are what matters.
                self._may_not_read_users = error.failure.status in NO_USERS
                break
        return names

    def search_note(self, query: Query) -> str:
        """What the service may miss, since it compares names itself."""
        return search_note(query)

    async def get(self, sequence_id: int) -> Sequence:
        """The sequence with that id.

        Raises:
            SellError: there is no sequence; the cause is `Cause.NOT_FOUND` if the service says so.
        """
        return read_sequence(await self.read(f"{SEQUENCES}/{sequence_id}"), sequence_id)

    async def raw(self, sequence_id: int) -> Json:
        """The same sequence in its envelope, as the service sent it.

        Raises:
            SellError: as `get`.
        """
        return read_raw_sequence(await self.read(f"{SEQUENCES}/{sequence_id}"), sequence_id)

    async def raw_text(self, sequence_id: int) -> str:
        """The same as the text of the response.

        Raises:
            SellError: as `get`.
        """
        body = await self._read(f"{SEQUENCES}/{sequence_id}", None, never_cancelled)
        read_raw_sequence(body.value, sequence_id)
        return body.text

    async def has_all(
        self, ids: SequenceOf[int], *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> bool:
        """Whether one small request proves that the account holds all of these sequences.

        It requests the last row of as many rows as there are ids. That row exists only if all the
        sequences do, and then it is the last of them in the account's order. The service does not
        document ``ids`` together with pages, so false proves nothing.

        Args:
            ids: in the order of the account, without repeats, few enough to fit in an address.
            is_wanted: as for `page`.

        Raises:
            SellError: there was no response.
        """
        params = {"page": str(len(ids)), "per_page": "1", "ids": ",".join(map(str, ids))}
        try:
            body = await self.read(SEQUENCES, params, is_wanted=is_wanted)
        except SellError as error:
            if error.failure.status in (None, OK):
                raise
            return False
        page = read_raw_page(body, len(ids))
        return [item_id(item) for item in page.items] == [ids[-1]]

    async def read(
        self,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        is_wanted: Callable[[], bool] = never_cancelled,
    ) -> Json:
        """The JSON of the 200 to a request for a path of the API, such as ``sequences/21``.

        Raises:
            SellError: there was no 200; the subclasses say why.
        """
        return (await self._read(path, params, is_wanted)).value

    async def _read(
        self, path: str, params: Mapping[str, str] | None, is_wanted: Callable[[], bool]
    ) -> JsonBody:
        """The same with its text."""
        response = await self._get(path, params, is_wanted)
        if response.status_code == OK:
            # The response lives until the next garbage collection, as httpx makes it a cycle; its
            # JSON need not (measured: 3 MB).
            body: JsonBody = response.extensions.pop(JSON_BODY)
            return body
        raise error_for(
            response.status_code,
            response.extensions[ERROR_BODY],
            response.headers,
            host=self._url.host,
            path=path,
        )

    def retry_in(self) -> float:
        """Seconds until the service accepts requests again after it found them too many; else 0."""
        return self._rate_limiter.retry_in()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _found_page(
        self, query: Query, number: int, is_wanted: Callable[[], bool]
    ) -> RawPage:
        """A page of what the service finds."""
        params = page_params(query, number)
        if not query.ids:
            return await self._service_page(params, number, is_wanted)
        pages: list[RawPage] = []
        missing = len(query.ids_on(number))
        while missing > 0:
            # A service that caps its pages sends the sequences with these ids on several.
            params["page"] = str(len(pages) + 1)
            page = await self._service_page(params, len(pages) + 1, is_wanted)
            if pages and page.items == pages[-1].items:
                break
            pages.append(page)
            missing = 0 if page.is_last else missing - len(page.items)
        return _joined(pages, number, is_last=not query.ids_on(number + 1))

    async def _service_page(
        self, params: Mapping[str, str], number: int, is_wanted: Callable[[], bool]
    ) -> RawPage:
        """A page of the service, with what it shows of the end."""
        try:
            body = await self._read(SEQUENCES, params, is_wanted)
        except RefusedError as error:
            if number > 1 and _is_past_the_end(error.failure):
                return RawPage(number, (), True, False, NextPage.UNSAID)
            raise
        page = read_raw_page(body.value, number)._replace(texts=body.item_texts)
        return self._end_of_list.judge(page)

    async def _get(
        self, path: str, params: Mapping[str, str] | None, is_wanted: Callable[[], bool]
    ) -> httpx.Response:
        """The response to one request; every exception becomes a `SellError`."""
        failure: SellError
        try:
            request = self._http.build_request(
                "GET",
                resource_url(self._url, path),
                params=params,
                extensions={IS_WANTED: is_wanted},
            )
        except (UnicodeError, httpx.InvalidURL):
            # Only the text of a search can be at fault; the rest of the address is checked.
            raise ConfigurationError("The search text cannot be sent", "Type it again.") from None
        try:
            return await self._http.send(request)
        except (RuntimeError, MemoryError) as error:
            if (lack := system_failure(error)) is None:
                raise
            failure = SellError(lack.message, lack.advice, cause=lack.cause)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, ImportError) as error:
            failure = UnreachableError(f"The request failed ({type(error).__name__})")
        # Raised outside the handler, so that the exception of httpx is not its context.
        raise failure


def _joined(pages: SequenceOf[RawPage], number: int, *, is_last: bool) -> RawPage:
    """The items of several pages of the service as page `number`."""

    def texts() -> list[str]:
        return [text for page in pages if page.texts is not None for text in page.texts()]

    items = tuple(item for page in pages for item in page.items)
    return RawPage(number, items, is_last, texts=texts)


def _with_words(page: RawPage, query: Query) -> RawPage:
    """The page of what was asked for by ids, without what lacks the words of the query."""
    if not query.words:
        return page
    selected = [contains_all(item_name(item), query.words) for item in page.items]

    def texts() -> list[str]:
        return list(compress(page.texts() if page.texts is not None else (), selected))

    return page._replace(items=tuple(compress(page.items, selected)), texts=texts)


def _is_past_the_end(failure: Failure) -> bool:
    """Whether a page after the first was refused for its number."""
    return failure.status == NOT_FOUND or failure.code == "invalid_param"
