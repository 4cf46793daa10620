"""The option ``--with``: the account of the second of two sequences."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli.account_options import AccountChoice
from seq_tui.cli.env import ACCESS
from seq_tui.settings.values import parse_profile_name

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

OPTION = "--with"

LIVE, DEMO, PROFILE = "live", "demo", "profile:"
"""What the option may name besides a file."""


def other_account_option(command: Command) -> Command:
    """Add the option as ``other``."""
    return click.option(
        OPTION,
        "other",
        metavar="FILE|live|demo|profile:NAME",
        help="The account of the new sequence, if it is another one: an archive, your account, the"
        " demo account, or the account of a profile.",
    )(command)


def other_choice(
    choice: AccountChoice, text: str | None, ids: tuple[int, ...]
) -> AccountChoice | None:
    """The account of the second sequence; `None` if it is that of the first.

    Args:
        choice: the account of the first sequence.
        text: the option.
        ids: the sequences; a single one is read from both accounts.

    Raises:
        click.UsageError: there are not two different sequences to compare.
    """
    if len(ids) > 2:
        raise click.UsageError(f"diff compares two sequences; these are {len(ids)}.")
    is_single = len(ids) == 1
    if text is None and not is_single:
        return None
    other = _chosen(choice) if text is None else _parse(text)
    if _place(choice) == _place(other):
        if is_single:
            raise click.UsageError(
                f"{OPTION} is the account itself: add the id of another sequence."
            )
        return None
    if os.environ.get(ACCESS, "").strip() and _is_live(choice) and _is_live(other):
        raise click.UsageError(
            f"{ACCESS} is the token of one account: to compare two, unset it and use profiles."
        )
    return other


def _chosen(choice: AccountChoice) -> AccountChoice:
    """What a single sequence is compared with if nothing is said: what follows an archive."""
    if choice.archive is None:
        raise click.UsageError(
            f"Add the id of another sequence, or {OPTION} and another account that has this one."
        )
    return AccountChoice() if choice.as_of is None else AccountChoice(archive=choice.archive)


def _parse(text: str) -> AccountChoice:
    if text == LIVE:
        return AccountChoice()
    if text == DEMO:
        return AccountChoice(demo=True)
    if not text.startswith(PROFILE):
        return AccountChoice(archive=Path(text))
    try:
        return AccountChoice(profile=parse_profile_name(text.removeprefix(PROFILE)))
    except ValueError as error:
        raise click.BadParameter(f"a profile's name {error}.", param_hint=f"'{OPTION}'") from None


def _is_live(choice: AccountChoice) -> bool:
    return not choice.demo and choice.archive is None and not choice.offline


def _place(choice: AccountChoice) -> tuple[object, ...]:
    """Equal for choices of the same account at the same time."""
    archive = None if choice.archive is None else choice.archive.absolute()
    chosen = (choice.demo, archive, choice.as_of, choice.profile, choice.api_url, choice.offline)
    return tuple(chosen)
