"""The options that choose an account."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli.env import ADDRESS
from seq_tui.cli.quiet_option import quiet_option
from seq_tui.settings.quick import PROFILE, read_settings
from seq_tui.settings.values import parse_profile_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from seq_tui.cli.credentials import Credentials
    from seq_tui.client.first_page_prefetch import FirstPagePrefetch

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


def account_options(command: Command) -> Command:
    """Add the options that choose the account, and ``--quiet`` about it.

    The context's `AccountChoice` stores them.
    """
    option = partial(click.option, expose_value=False, callback=_store_option)
    demo = option("--demo", is_flag=True, help="Read the demo account: invented data, no network.")
    archive = _archive_option("Read an account saved in this file; no network.")
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


def archive_options(command: Command) -> Command:
    """Add the option that names an archive, and ``--quiet``."""
    return _archive_option("The archive that keeps the texts.")(quiet_option(command))


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


def _archive_option(help_text: str) -> Callable[[Command], Command]:
    return click.option(
        "--archive",
        metavar="FILE",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_store_option,
        help=help_text,
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
