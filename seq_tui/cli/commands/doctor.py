"""``seq-tui doctor``: what this terminal and this set-up can do."""

from __future__ import annotations

import asyncio
import os
from time import monotonic
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.accounts import (
    ADVICE,
    AccountChoice,
    account_options,
    configured_account,
)
from seq_tui.cli.diagnostics import Finding, network, program, terminal
from seq_tui.cli.env import ACCESS, ADDRESS
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.domain.failure import SourceError
from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceKind
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from seq_tui.cli.accounts import Account
    from seq_tui.domain.json import Json


@examples(
    {
        "seq-tui doctor": "what there is, asking nobody",
        "seq-tui doctor --online": "and whether the account answers",
    }
)
@click.command("doctor", cls=ExampleCommand)
@click.option("--online", is_flag=True, help="Ask the account for one page, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text to read, or one JSON object.",
)
@account_options
@click.pass_obj
def doctor(choice: AccountChoice, form: str, *, online: bool) -> int:
    """Say what this terminal and this set-up can do.

    Nothing is sent without --online, and no token is ever printed. The exit code is 0, or 2 if the
    account cannot be used as it is set; with --online, that of what fails.
    """
    code, found = _account(choice, online=online)
    groups = {
        "program": program(),
        "terminal": terminal(),
        "account": found,
        "network": network(),
    }
    if form == "json":
        from seq_tui.export.json import encode

        output.write(encode(_json(groups), indent=2) + b"\n")
    else:
        output.write(output.encoded(list(_lines(groups))))
    return code


def _account(choice: AccountChoice, *, online: bool) -> tuple[int, list[Finding]]:
    """The account that the other commands would read, and the exit code."""
    # The token leaves the environment when the account is made.
    is_set = bool(os.environ.get(ACCESS, "").strip())
    found = [Finding("token", f"set ({ACCESS})" if is_set else "not set")]
    address = choice.api_url or os.environ.get(ADDRESS, "")
    try:
        account = configured_account(choice)
    except SourceError as error:
        found.append(Finding("account", str(error.failure), is_wrong=True))
        return exit_codes.BY_CAUSE[error.failure.cause], found
    if account is None:
        found.append(Finding("account", f"none: the browser shows the demo account. {ADVICE}"))
        return exit_codes.FINE, found
    where = " (--api-url)" if choice.api_url else f" ({ADDRESS})" if address else ""
    source_info = account.source_info
    is_live = source_info.kind is SourceKind.LIVE
    found.append(Finding("account", f"{source_info.name}{where if is_live else ''}"))
    if source_info.advice:
        found.append(Finding("advice", source_info.advice))
    code, answer = asyncio.run(_asked(account, online=online))
    return code, [*found, answer]


async def _asked(account: Account, *, online: bool) -> tuple[int, Finding]:
    """Whether the account answers, if it is to be asked."""
    try:
        if not online:
            return exit_codes.FINE, Finding("answer", "not asked for; use --online")
        begun = monotonic()
        page = await account.source.page(Query(), 1)
        seconds = monotonic() - begun
    except SourceError as error:
        answer = Finding("answer", str(error.failure), is_wrong=True)
        return exit_codes.BY_CAUSE[error.failure.cause], answer
    finally:
        await account.close()
    more = "" if page.is_last else ", and more behind them"
    told = f"{len(page.items)} sequences in {seconds:.2f} s{more}"
    return exit_codes.FINE, Finding("answer", told)


def _lines(groups: Mapping[str, Iterable[Finding]]) -> Iterator[str]:
    """Each group under its name; what is wrong has an exclamation mark."""
    yield "What this terminal and this set-up can do"
    for name, findings in groups.items():
        yield from ("", name)
        for finding in findings:
            sign = "!" if finding.is_wrong else " "
            yield f"{sign} {sanitize(finding.name):14}{sanitize(finding.value)}"


def _json(groups: Mapping[str, Iterable[Finding]]) -> dict[str, Json]:
    return {
        name: [
            {"name": finding.name, "value": finding.value, "wrong": finding.is_wrong}
            for finding in findings
        ]
        for name, findings in groups.items()
    }
