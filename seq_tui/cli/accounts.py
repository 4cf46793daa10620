"""Opens the account that the options and the environment choose."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property, partial
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
from seq_tui.settings.quick import PROFILE, read_settings
from seq_tui.settings.values import parse_profile_name

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from seq_tui.archive.file.archive import Archive
    from seq_tui.cli.credentials import Credentials
    from seq_tui.client.first_page_prefetch import FirstPagePrefetch
    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import RawSource

DEMO = "demo account"
"""The name of the demo account, also in an archive of it."""

Command = TypeVar("Command", bound="Callable[..., object]")


@dataclass(slots=True)
class AccountChoice:
    """The options that choose the account; one object for each run of the program."""

    demo: bool = False
    api_url: str | None = None
    profile: str | None = None
    archive: Path | None = None
    offline: bool = False
    deleted: str | None = None
    """Whether to read what the account has since deleted: ``yes``, ``no`` or ``only``."""

    as_of: datetime | None = None
    """The time at which the sequences of an archive are to be shown."""

    is_browsed: bool = False
    """Whether a screen displays the account; only then are its pages cached."""

    first_page: int = 1
    """The number of the page that the screen shows first."""

    prefetch: FirstPagePrefetch | None = None
    """The request for the first page, if it was sent before the options were read."""

    may_prompt: bool = True
    """Whether the command that prints a token may ask something on the terminal."""

    credentials: Credentials | None = None
    """The live account that was opened."""

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
    option = partial(click.option, expose_value=False, callback=_store_option)
    demo = option("--demo", is_flag=True, help="Read the demo account: invented data, no network.")
    archive = option(
        "--archive",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Read an account saved in this file; no network.",
    )
    profile = _profile_option(f"Read the account of this profile.  [env: {PROFILE}]")
    api_url = _address_option(
        f"Read the account at this address.  [env: {ADDRESS}; default: the Sell API]"
    )
    offline = option(
        "--offline",
        is_flag=True,
        help="Read what was seen of your account in the browser; no network.",
    )
    return demo(archive(profile(api_url(offline(quiet_option(command))))))


def account_of_login(command: Command) -> Command:
    """Add the options that name the profile and the address of a token to store."""
    profile = _profile_option(f"Store the token under this name.  [env: {PROFILE}]")
    api_url = _address_option(f"The token is for this address.  [env: {ADDRESS}]")
    return profile(api_url(quiet_option(command)))


def account_of_logout(command: Command) -> Command:
    """Add the option that names the profile of a token to delete."""
    return _profile_option(f"Delete the token of this profile.  [env: {PROFILE}]")(
        quiet_option(command)
    )


def _profile_option(help_text: str) -> Callable[[Command], Command]:
    return click.option(
        "--profile",
        metavar="NAME",
        expose_value=False,
        callback=_store_option,
        shell_complete=_complete_profile,
        help=help_text,
    )


def _address_option(help_text: str) -> Callable[[Command], Command]:
    return click.option(
        "--api-url", metavar="URL", expose_value=False, callback=_store_option, help=help_text
    )


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
    elif parameter.name == "profile" and isinstance(value, str):
        choice.profile = _profile_name(context, parameter, value)
    elif isinstance(value, str):
        if not value.strip():
            raise click.BadParameter("the address is empty.", context, parameter)
        choice.api_url = value.strip()
    _refuse_contradictions(choice, context)


def _refuse_contradictions(choice: AccountChoice, context: click.Context) -> None:
    """Refuse options that choose different accounts; a profile may be read at another address."""
    chosen = {"--demo": choice.demo, "--archive": choice.archive, "--api-url": choice.api_url}
    options = [option for option, is_given in chosen.items() if is_given]
    if choice.profile and (choice.demo or choice.archive):
        options.append("--profile")
    if len(options) > 1:
        raise click.UsageError(f"{' and '.join(options)} choose different accounts.", context)
    if choice.offline and (choice.demo or choice.archive):
        raise click.UsageError("--offline is for an account that is browsed live.", context)


def _profile_name(context: click.Context, parameter: click.Parameter, text: str) -> str:
    try:
        return parse_profile_name(text)
    except ValueError as error:
        raise click.BadParameter(f"a profile's name {error}.", context, parameter) from None


def _complete_profile(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The profiles whose names begin with what was typed."""
    from seq_tui.settings.logins import profile_names

    names = profile_names(read_settings(os.environ))
    return [name for name in names if name.startswith(incomplete)]
