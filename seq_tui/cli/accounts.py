"""Opens the account that the options and the environment choose."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import click

from seq_tui.cli.env import ACCESS, ADDRESS, api_address
from seq_tui.cli.output import narrate, narrate_to_terminal, note
from seq_tui.cli.quiet_option import quiet_option
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.source import SourceInfo, SourceKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from seq_tui.archive.file.archive import Archive
    from seq_tui.client.first_page_prefetch import FirstPagePrefetch
    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import RawSource

DEMO = "demo account"
"""The name of the demo account, also in an archive of it."""

ADVICE = (
    f"Set {ACCESS} to read your own account (seq-tui --help says how),"
    " or use --demo or --archive FILE."
)

Command = TypeVar("Command", bound="Callable[..., object]")


@dataclass(slots=True)
class AccountChoice:
    """The options that choose the account; one object for each run of the program."""

    demo: bool = False
    api_url: str | None = None
    archive: Path | None = None
    offline: bool = False
    deleted: str | None = None
    """Whether to read what the account has since deleted: ``yes``, ``no`` or ``only``."""

    as_of: datetime | None = None
    """The time at which the sequences of an archive are to be shown."""

    is_browsed: bool = False
    """Whether a screen displays the account; only then are its pages cached."""

    prefetch: FirstPagePrefetch | None = None
    """The request for the first page, if it was sent before the options were read."""

    is_seen: Callable[[], bool] = lambda: False
    """Whether pages of the live account that was opened are cached, for ``--offline``."""


@dataclass
class Account:
    """An account that is ready to be read."""

    open_source: Callable[[], RawSource[Sequence]]
    """Opens the source; raises `SourceError` if that fails."""

    source_info: SourceInfo

    close: Callable[[], Awaitable[None]]
    """Closes the connections of the source, in the event loop that used them."""

    cached_page: Callable[[Query, int], Page[Sequence] | None] = lambda _query, _number: None
    """The same as `seq_tui.domain.source.Source.cached_page`, without opening the source."""

    prefetch: Callable[[], FirstPagePrefetch | None] = lambda: None
    """Sends the request for the first page unless that was done; returns the request."""

    fingerprint: Callable[[], str] = lambda: ""
    """What tells this account from others of the same kind and name, without revealing a token."""

    @cached_property
    def source(self) -> RawSource[Sequence]:
        """The source, opened when it is first needed."""
        return self.open_source()


def account_options(command: Command) -> Command:
    """Add the options that choose the account, and ``--quiet`` about it.

    The context's `AccountChoice` stores them.
    """
    demo = click.option(
        "--demo",
        is_flag=True,
        expose_value=False,
        callback=_store_option,
        help="Read the demo account: invented data, no network.",
    )
    api_url = click.option(
        "--api-url",
        metavar="URL",
        expose_value=False,
        callback=_store_option,
        help=f"Read the account at this address.  [env: {ADDRESS}; default: the Sell API]",
    )
    archive = click.option(
        "--archive",
        metavar="FILE",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_store_option,
        help="Read an account saved in this file; no network.",
    )
    offline = click.option(
        "--offline",
        is_flag=True,
        expose_value=False,
        callback=_store_option,
        help="Read what was seen of your account in the browser; no network.",
    )
    return demo(archive(api_url(offline(quiet_option(command)))))


def required_account(choice: AccountChoice, first: Query | None = None) -> Account:
    """The chosen account, for a command that reads demo data only on request.

    Its age and its problems are reported on standard error.

    Args:
        choice: the options.
        first: as for `configured_account`.

    Raises:
        SourceError: no account is configured, or its settings cannot be used.
    """
    _report_empty_address(choice)
    account = configured_account(choice, _report_pause, first)
    if account is None:
        raise SourceError(Failure(Cause.USAGE, "No account is configured", ADVICE))
    report_source_info(account.source_info)
    return account


def report_source_info(source_info: SourceInfo) -> None:
    """Report the age of an account on a terminal, and its problems in any case."""
    if source_info.as_of:
        narrate_to_terminal(f"{source_info.name}, {source_info.as_of}")
    if source_info.advice:
        note(source_info.advice)


def configured_account(
    choice: AccountChoice,
    on_pause: Callable[[float], None] = lambda _seconds: None,
    first: Query | None = None,
) -> Account | None:
    """The chosen account, or `None` if neither options nor environment choose one.

    The token is removed from the environment, so that no child process inherits it. Core dumps are
    turned off, so that no crash writes it to a file.

    Args:
        choice: the options.
        on_pause: as for `seq_tui.client.rate_limiter.RateLimiter`.
        first: the query that will be requested first; its request may be sent now.

    Raises:
        SourceError: there is an address without a token, the client refuses the address, or the
            file is not an archive.
    """
    if choice.archive is not None:
        return archive_account(choice.archive, choice.as_of, choice.deleted)
    _refuse_archive_options(choice)
    if choice.demo:
        return demo_account()
    token = os.environ.pop(ACCESS, "")
    address = choice.api_url or api_address(os.environ)
    if token.strip():
        import resource  # not on every system, and needed only with a token

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if choice.offline:
            return _offline_account(address, token, is_browsed=choice.is_browsed)
        return _live_account(address, token, on_pause, first, choice)
    if address:
        raise SourceError(Failure(Cause.USAGE, "An address is set, but no token", ADVICE))
    if choice.offline:
        raise SourceError(Failure(Cause.USAGE, "No account is configured to be offline", ADVICE))
    return None


def _refuse_archive_options(choice: AccountChoice) -> None:
    """Refuse the options that only an archive can follow."""
    for option, value in (("--as-of", choice.as_of), ("--deleted", choice.deleted)):
        if value is not None:
            raise click.UsageError(f"{option} needs --archive FILE.")


def demo_account(advice: str = "") -> Account:
    """The demo account, read in this process; no token is read and nothing is sent."""
    from seq_tui.server.demo.account import DemoAccount

    source_info = SourceInfo(SourceKind.DEMO, DEMO, advice, has_pages=False)
    return Account(DemoAccount, source_info, _nothing_to_close)


def archive_account(
    path: Path, as_of: datetime | None = None, deleted: str | None = None
) -> Account:
    """The account that is saved at `path`; nothing is sent.

    Args:
        path: the archive.
        as_of: the time at which its sequences are wanted; by default the last save.
        deleted: as in `AccountChoice`.

    Raises:
        SourceError: the file cannot be read.
    """
    from seq_tui.cli.reloadable_archive import ReloadableArchive

    archive = ReloadableArchive.open(path)
    if deleted is not None:
        from seq_tui.archive.file.deleted import Deleted

        archive.deleted = Deleted(deleted)
    source_info, identify = archive_source_info(archive), archive.fingerprint
    if as_of is None:
        return Account(lambda: archive, source_info, archive.aclose, fingerprint=identify)

    from seq_tui.archive.file.past_archive import PastArchive
    from seq_tui.presentation.wording import moment_text

    past = PastArchive(archive, as_of)
    source_info = replace(source_info, as_of=f"as of {moment_text(as_of.isoformat())}")
    return Account(lambda: past, source_info, past.aclose, fingerprint=identify)


def archive_source_info(archive: Archive) -> SourceInfo:
    """The name and the age of an archive, and whether something may be missing.

    Raises:
        SourceError: the archive cannot be read.
    """
    from seq_tui.presentation.wording import moment_text

    metadata = archive.metadata
    as_of = f"saved {moment_text(metadata.finished_at or metadata.started_at)}"
    advice = ""
    if not metadata.is_complete:
        as_of += ", incomplete"
        advice = "; ".join(("Something may be missing in this archive", *metadata.warnings))
    has_pages = _has_pages(metadata.host)
    return SourceInfo(SourceKind.ARCHIVE, archive.path.name, advice, as_of, has_pages=has_pages)


def _live_account(
    address: str,
    text: str,
    on_pause: Callable[[float], None],
    first: Query | None,
    choice: AccountChoice,
) -> Account:
    """An account of the service, or of another server at `address`."""
    from seq_tui.cli.cache_sources import is_cached
    from seq_tui.cli.live_account import LiveAccount
    from seq_tui.client.hosts import DEFAULT_BASE
    from seq_tui.client.token import parse_token, token_warning

    base, token = address or DEFAULT_BASE, parse_token(text)
    live = LiveAccount(base, token, first, on_pause, choice.prefetch)
    # The usual length is that of the vendor's tokens; other servers have their own.
    advice = token_warning(token) if base == DEFAULT_BASE else ""
    host = _host(base)
    source_info = SourceInfo(SourceKind.LIVE, host, advice, has_pages=_has_pages(host))
    if not choice.is_browsed:
        choice.is_seen = lambda: is_cached(base, token, host)
        client = live.client()
        return Account(
            lambda: client, source_info, client.aclose, fingerprint=_identify(base, token)
        )

    from seq_tui.cli.cache_sources import open_cache

    # Only rows of the whole account are drawn from the cache.
    if first or not is_cached(base, token, host):
        live.prefetch()
    cache = open_cache(base, token, host)

    def open_source() -> RawSource[Sequence]:
        from seq_tui.archive.cache.source import CachedSource

        return CachedSource(live.client(), cache)

    return Account(open_source, source_info, live.aclose, cache.page, live.prefetch)


def _offline_account(address: str, text: str, *, is_browsed: bool) -> Account:
    """The cached pages of an account; no request is sent."""
    from seq_tui.cli.cache_sources import cached_pages, is_cached, offline_source
    from seq_tui.client.hosts import DEFAULT_BASE
    from seq_tui.client.token import parse_token

    base, token = address or DEFAULT_BASE, parse_token(text)
    host = _host(base)
    if not is_cached(base, token, host):
        from seq_tui.client.endpoint import api_url

        # A wrong address is the error to report. Only this case needs the import of httpx.
        api_url(base)
    if is_browsed:
        source = offline_source(base, token, host)
        source_info = SourceInfo(SourceKind.LIVE, host, has_pages=_has_pages(host))
        return Account(lambda: source, source_info, _nothing_to_close, source.cached_page)
    pages, age = cached_pages(base, token, host)
    source_info = SourceInfo(SourceKind.LIVE, host, age)

    return Account(lambda: pages, source_info, pages.aclose, fingerprint=_identify(base, token))


def _identify(base_url: str, token: str) -> Callable[[], str]:
    """A function that returns the account's fingerprint, and whose text shows no token."""

    def identify() -> str:
        from seq_tui.archive.cache.location import fingerprint

        return fingerprint(base_url, token)

    return identify


def _host(base_url: str) -> str:
    """Host and port of an address; empty for one that the client will refuse."""
    try:
        return urlsplit(base_url).netloc
    except ValueError:
        return ""


def _has_pages(host: str) -> bool:
    """Whether Sell has web pages of an account: not of the demo account or one on this machine."""
    from seq_tui.client.hosts import is_loopback_host

    name = re.sub(r":\d*$", "", host).strip("[]")
    return host != DEMO and not is_loopback_host(name)


def _report_empty_address(choice: AccountChoice) -> None:
    """Say which host is asked if a variable looks as if it named another."""
    has_source = choice.demo or choice.archive or choice.api_url or api_address(os.environ)
    if ADDRESS not in os.environ or has_source or not os.environ.get(ACCESS, "").strip():
        return
    from seq_tui.client.hosts import DEFAULT_BASE

    narrate(f"{ADDRESS} is empty, so this reads {urlsplit(DEFAULT_BASE).netloc}")


def _report_pause(seconds: float) -> None:
    narrate(f"rate limited, going on in {ceil(seconds)} s")


async def _nothing_to_close() -> None:
    pass


def _store_option(
    context: click.Context, parameter: click.Parameter, value: bool | str | Path | None
) -> None:
    """Store an option that stands before or after the command."""
    choice = context.ensure_object(AccountChoice)
    if parameter.name == "demo":
        choice.demo = choice.demo or bool(value)
    elif parameter.name == "offline":
        choice.offline = choice.offline or bool(value)
    elif isinstance(value, Path):
        choice.archive = value
    elif isinstance(value, str):
        if not value.strip():
            raise click.BadParameter("the address is empty.", context, parameter)
        choice.api_url = value.strip()
    chosen = {"--demo": choice.demo, "--archive": choice.archive, "--api-url": choice.api_url}
    options = [option for option, is_given in chosen.items() if is_given]
    if len(options) > 1:
        raise click.UsageError(f"{' and '.join(options)} choose different accounts.", context)
    if choice.offline and (choice.demo or choice.archive):
        raise click.UsageError("--offline is for an account that is browsed live.", context)
