"""The option ``--deleted``: whether to read what the account has deleted since it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli import output
from seq_tui.cli.account_options import AccountChoice
from seq_tui.cli.accounts import required_account
from seq_tui.cli.output_formats import RAW
from seq_tui.presentation.wording import counted, moment_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.cli.accounts import Account

Command = TypeVar("Command", bound="Callable[..., object]")


def deleted_option(command: Command) -> Command:
    """Add the option; the context's `AccountChoice` stores what it chose."""
    return click.option(
        "--deleted",
        type=click.Choice(["yes", "no", "only"]),
        expose_value=False,
        callback=_store,
        help="Sequences of an archive that the account has since deleted: read them too, marked by"
        " deleted_at; not; or only them.  [default: yes; no for raw, which cannot mark them,"
        " and with --for, which would make them again]",
    )(command)


def note_left_out(choice: AccountChoice, account: Account, format_name: str) -> None:
    """Say that deleted sequences are left out where they cannot be marked."""
    if format_name != RAW or choice.archive is None or choice.deleted is not None:
        return
    _note_count(account, "since raw has no place to mark them")


def open_without_deleted(choice: AccountChoice) -> Account:
    """Open the account without deleted sequences, which would be made again, unless chosen."""
    if choice.archive is None or choice.deleted is not None:
        return required_account(choice)
    choice.deleted = "no"
    account = required_account(choice)
    _note_count(account, "since the account has deleted them")
    return account


def _note_count(account: Account, reason: str) -> None:
    """Say how many deleted sequences are left out, if there are any."""
    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.file.past_archive import PastArchive

    source = account.source
    if isinstance(source, Archive | PastArchive) and (number := source.deleted_count):
        output.narrate(
            f"{counted(number, 'deleted sequence')} left out, {reason};"
            " --deleted yes or only reads them"
        )


async def read_raw(choice: AccountChoice, account: Account, sequence_id: int) -> str:
    """The text of a sequence as received; says if it is deleted, which the item itself cannot."""
    text = await account.source.raw_text(sequence_id)
    if choice.archive is not None:
        at = (await account.source.get(sequence_id)).deleted_at
        if at is not None:
            output.narrate(f"the account had deleted sequence {sequence_id} by {moment_text(at)}")
    return text


def _store(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.ensure_object(AccountChoice).deleted = value
