"""Opens the account that the options and the environment choose."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from seq_tui.cli.env import ACCESS, ADDRESS, api_address
from seq_tui.cli.output import narrate, narrate_to_terminal, note
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.settings.quick import read_settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from pathlib import Path

    from seq_tui.archive.file.archive import Archive
    from seq_tui.cli.account_options import AccountChoice
    from seq_tui.cli.credentials import Credentials
    from seq_tui.client.first_page_prefetch import FirstPagePrefetch
    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import RawSource

DEMO = "demo account"
"""The name of the demo account, also in an archive of it."""


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
        from seq_tui.cli.credentials import account_advice

        advice = account_advice(read_settings(os.environ))
        raise SourceError(Failure(Cause.USAGE, "No account is chosen", advice))
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
    if (credentials := _find_credentials(choice)) is None:
        return None
    forbid_core_dumps()

    from seq_tui.cli.live_account import live_account, offline_account

    if choice.offline:
        return offline_account(credentials, is_browsed=choice.is_browsed)
    return live_account(credentials, on_pause, first, choice)


def _find_credentials(choice: AccountChoice) -> Credentials | None:
    # Imported late: the demo account and an archive need no token.
    from seq_tui.cli.credentials import account_advice, find_credentials

    environ = dict(os.environ)
    os.environ.pop(ACCESS, "")
    settings = read_settings(environ)
    choice.credentials = find_credentials(
        settings, environ, profile=choice.profile, api_url=choice.api_url
    )
    if choice.credentials is None and choice.offline:
        message = "No account is chosen to be offline"
        raise SourceError(Failure(Cause.USAGE, message, account_advice(settings)))
    return choice.credentials


def forbid_core_dumps() -> None:
    """Let no crash write a token to a file."""
    import resource  # not on every system, and needed only with a token

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refuse_archive_options(choice: AccountChoice) -> None:
    """Refuse the options that only an archive can follow."""
    for option, value in (("--as-of", choice.as_of), ("--deleted", choice.deleted)):
        if value is not None:
            raise click.UsageError(f"{option} needs --archive FILE.")


def demo_account(advice: str = "") -> Account:
    """The demo account, read in this process; no token is read and nothing is sent."""
    from seq_tui.server.demo.account import DemoAccount

    source_info = SourceInfo(SourceKind.DEMO, DEMO, advice, has_pages=False)
    return Account(DemoAccount, source_info, nothing_to_close)


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
    source_info = source_info._replace(as_of=f"as of {moment_text(as_of.isoformat())}")
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
    return SourceInfo(
        SourceKind.ARCHIVE, archive.path.name, advice, as_of, has_pages=has_pages(metadata.host)
    )


def has_pages(host: str) -> bool:
    """Whether Sell has web pages of an account: not of the demo account or one on this machine."""
    from seq_tui.domain.plain_http import is_loopback_host

    name = re.sub(r":\d*$", "", host).strip("[]")
    return host != DEMO and not is_loopback_host(name)


def _report_empty_address(choice: AccountChoice) -> None:
    """Say which host is asked if a variable looks as if it named another."""
    named = (choice.demo, choice.archive, choice.api_url, choice.profile)
    has_source = any(named) or api_address(os.environ)
    if ADDRESS not in os.environ or has_source or not os.environ.get(ACCESS, "").strip():
        return
    from seq_tui.client.hosts import DEFAULT_BASE

    narrate(f"{ADDRESS} is empty, so this reads {urlsplit(DEFAULT_BASE).netloc}")


def _report_pause(seconds: float) -> None:
    narrate(f"rate limited, going on in {ceil(seconds)} s")


async def nothing_to_close() -> None:
    """Close an account without connections."""
