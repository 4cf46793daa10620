"""``seq-tui login``: stores the access token of a profile, once the API has accepted it."""

from __future__ import annotations

import asyncio
import os
import sys

import click

from seq_tui.cli import output
from seq_tui.cli.account_options import AccountChoice, account_of_login
from seq_tui.cli.accounts import forbid_core_dumps
from seq_tui.cli.credentials import (
    DEFAULT_PROFILE,
    KEYRING,
    Profile,
    configured_profile,
    is_same_address,
)
from seq_tui.cli.env import ACCESS, api_address
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.settings.folders import config_file
from seq_tui.settings.logins import Login, load_login, save_login
from seq_tui.settings.quick import read_settings

MAX_LINE = 8192
"""Most characters of a line on standard input that is a token."""


@examples(
    {
        "seq-tui login": "ask for a token, check it and store it",
        "seq-tui login --profile sales-eu": "the same for another account",
        "pass sell | seq-tui login": "take the token from a pipe",
    }
)
@click.command("login", cls=ExampleCommand)
@account_of_login
@click.pass_obj
def login(choice: AccountChoice) -> None:
    """Store an access token, so that seq-tui reads your account without a variable.

    The token is typed, and not shown; or it is read from a pipe. One request checks it before it is
    stored: in the system's keyring if seq-tui has the extra keyring, or else in a file that only
    you can read.
    """
    # Another token than the one that is typed must not reach any other program.
    os.environ.pop(ACCESS, "")
    forbid_core_dumps()
    settings = read_settings(os.environ)
    name = choice.profile or settings.profile_name or DEFAULT_PROFILE
    # What is stored may be damaged, and is replaced.
    profile = Profile(name, configured_profile(settings, name), None)
    _refuse_configured_token(profile)
    address = _address(choice, profile)
    token = _ask(name, address)
    asyncio.run(_check(address, token))
    is_keyring_set = profile.token_source == KEYRING
    place = _store(name, address, token, is_keyring_set=is_keyring_set)
    output.narrate(f"Profile {name} reads {_host(address)}; its token is in {place}")


def _refuse_configured_token(profile: Profile) -> None:
    """Refuse to store a token that another one in the settings would go before."""
    settings = profile.settings
    if settings is not None and (settings.token_command or settings.token):
        message = f"Profile {profile.name} takes its token from {profile.token_source}"
        advice = f"To store another one, remove that line from {config_file(os.environ)}."
        raise SourceError(Failure(Cause.USAGE, message, advice))


def _address(choice: AccountChoice, profile: Profile) -> str:
    """The address that the token is for, which is one that the client accepts."""
    from seq_tui.client.endpoint import api_url
    from seq_tui.client.hosts import DEFAULT_BASE

    configured = profile.settings.api_url if profile.settings is not None else None
    named = choice.api_url or configured or api_address(os.environ)
    address = named or _stored_address(profile.name) or DEFAULT_BASE
    api_url(address)
    if configured and not is_same_address(address, configured):
        message = f"The settings say that profile {profile.name} is at {configured}"
        advice = "Use that address, or another profile."
        raise SourceError(Failure(Cause.USAGE, message, advice))
    return address


def _stored_address(name: str) -> str:
    """The address that an earlier login stored; empty if it cannot be read."""
    try:
        login = load_login(name)
    except SourceError:
        return ""
    return login.api_url if login is not None else ""


def _ask(profile: str, address: str) -> str:
    """The token that the user types, or that a pipe has; it has the form of a token."""
    from seq_tui.client.token import parse_token

    if sys.stdin is not None and sys.stdin.isatty():
        question = f"Access token for {_host(address)}, profile {profile} (not shown)"
        text: str = click.prompt(question, hide_input=True, err=True)
    else:
        text = sys.stdin.readline(MAX_LINE + 1) if sys.stdin is not None else ""
        if len(text) > MAX_LINE:
            message = f"The access token has more than {MAX_LINE:,} characters"
            raise SourceError(Failure(Cause.USAGE, message, "Nothing was stored."))
    return parse_token(text)


async def _check(address: str, token: str) -> None:
    """Ask the API for one sequence with the token.

    Raises:
        SourceError: it does not accept the token, or cannot be reached.
    """
    from seq_tui.client.request_params import SEQUENCES
    from seq_tui.client.sell_client import SellClient

    client = SellClient(address, token)
    try:
        await client.read(SEQUENCES, {"page": "1", "per_page": "1"})
    except SourceError as error:
        failure = error.failure
        advice = f"{failure.advice} Nothing was stored.".lstrip()
        raise SourceError(failure._replace(advice=advice)) from None
    finally:
        await client.aclose()


def _store(profile: str, address: str, token: str, *, is_keyring_set: bool) -> str:
    """Store a token that was accepted, and return where it is, in plain words."""
    from seq_tui.archive.cache.location import fingerprint
    from seq_tui.settings.token_keyring import INSTALL, delete_token, store_token

    account = fingerprint(address, token)
    if keyring := store_token(profile, token):
        try:
            save_login(profile, Login(address, account))
        except SourceError:
            delete_token(profile)
            raise
        return f"{KEYRING} ({keyring})"
    if is_keyring_set:
        message = f"Profile {profile} has token_keyring, but no keyring can store its token"
        raise SourceError(Failure(Cause.USAGE, message, f"{INSTALL}. Nothing was stored."))
    return f"{save_login(profile, Login(address, account, token))}, which only you can read"


def _host(address: str) -> str:
    from seq_tui.cli.live_account import host_of

    return host_of(address)
