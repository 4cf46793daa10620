"""``seq-tui doctor``: a check of the terminal, the account and the network settings."""

from __future__ import annotations

import asyncio
import os
from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.account_options import AccountChoice, account_options
from seq_tui.cli.accounts import configured_account
from seq_tui.cli.credentials import account_advice
from seq_tui.cli.diagnostics import Finding, network_findings, program_findings, terminal_findings
from seq_tui.cli.env import ACCESS, ADDRESS, api_address
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.report_format_option import JSON, report_format_option
from seq_tui.cli.user_settings import quick_problems, user_settings
from seq_tui.client.hosts import DEFAULT_BASE
from seq_tui.domain.failure import SourceError
from seq_tui.domain.page import NextPage
from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceKind
from seq_tui.domain.system_failure import system_failure
from seq_tui.presentation.wording import counted
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from seq_tui.cli.accounts import Account
    from seq_tui.domain.json import Json


@examples(
    {
        "seq-tui doctor": "check this machine, and send nothing",
        "seq-tui doctor --online": "also check that the account responds",
    }
)
@click.command("doctor", cls=ExampleCommand)
@click.option("--online", is_flag=True, help="Also request one page of the account.")
@report_format_option("Text to read, or one JSON object.")
@account_options
@click.pass_obj
def doctor(choice: AccountChoice, format_name: str, *, online: bool) -> int:
    """Check the terminal, the account and the network settings.

    Nothing is sent without --online, and the token is never printed. The exit code is 0, or that of
    the failure if the account cannot be opened or, with --online, does not respond. An archive is
    read whole: 3 if something may be missing in it, 6 if it is damaged.
    """
    code, findings = _account_findings(choice, online=online)
    archive_code, archive_groups = _archive_findings(choice)
    groups = {
        "program": program_findings(),
        "terminal": terminal_findings(),
        "account": findings,
        **archive_groups,
        "settings": list(_settings_findings()),
        "network": network_findings(_address(choice)),
    }
    if format_name == JSON:
        from seq_tui.export.json import encode

        output.write(encode(_json(groups), indent=2) + b"\n")
    else:
        output.write(output.encode_document(list(_text_lines(groups))))
    return code or archive_code


def _settings_findings() -> Iterator[Finding]:
    """The files of settings, and what is wrong with them."""
    settings = user_settings()
    files = [file for file in (settings.user, settings.project) if file is not None]
    for file in files:
        yield Finding("file", str(file.path))
    if not files:
        yield Finding("file", "none; seq-tui config path names where they would be")
    for problem in quick_problems(settings):
        yield Finding("mistake", str(problem), is_wrong=True)


def _address(choice: AccountChoice) -> str:
    if choice.credentials is not None:
        return choice.credentials.address
    return choice.api_url or api_address(os.environ) or DEFAULT_BASE


def _archive_findings(choice: AccountChoice) -> tuple[int, dict[str, list[Finding]]]:
    """The exit code, and a group of findings about the archive, if there is one to read."""
    if choice.archive is None:
        return exit_codes.FINE, {}

    from seq_tui.archive.file.archive import Archive
    from seq_tui.cli.archive_facts import described_facts, exit_code

    try:
        with closing(Archive.open(choice.archive)) as archive:
            found = archive.verify()
    except SourceError as error:
        finding = Finding("archive", str(error.failure), is_wrong=True)
        return exit_codes.BY_CAUSE[error.failure.cause], {"archive": [finding]}
    findings = [Finding(name, value, is_wrong) for name, value, is_wrong in described_facts(found)]
    return exit_code(found), {"archive": findings}


def _account_findings(choice: AccountChoice, *, online: bool) -> tuple[int, list[Finding]]:
    """The exit code, and findings about the account that the other commands would read."""
    # Opening the account removes the token from the environment.
    is_set = bool(os.environ.get(ACCESS, "").strip())
    address = choice.api_url or api_address(os.environ)
    code, account, problem = _open(choice)
    source = choice.credentials.source if choice.credentials is not None else ""
    is_set = is_set or source == ACCESS
    token = f"set ({ACCESS})" if is_set else f"from {source}" if source else "not set"
    findings = [Finding("token", token), *problem]
    if account is None:
        return code, findings
    where = " (--api-url)" if choice.api_url else f" ({ADDRESS})" if address else ""
    if not address and ADDRESS in os.environ:
        where = f" ({ADDRESS} is empty)"
    if account.source_info.profile:
        where = f" (profile {account.source_info.profile})"
    source_info = account.source_info
    is_live = source_info.kind is SourceKind.LIVE
    findings.append(Finding("account", f"{source_info.name}{where if is_live else ''}"))
    if source_info.advice:
        findings.append(Finding("advice", source_info.advice))
    code, answer = asyncio.run(_query_account(account, online=online))
    return code, [*findings, answer]


def _open(choice: AccountChoice) -> tuple[int, Account | None, list[Finding]]:
    """The exit code, the account, and why there is none."""
    try:
        account = configured_account(choice)
    except (ImportError, SourceError) as error:
        failure = error.failure if isinstance(error, SourceError) else system_failure(error)
        if failure is None:
            raise
        finding = Finding("account", str(failure), is_wrong=True)
        return exit_codes.BY_CAUSE[failure.cause], None, [finding]
    if account is None:
        advice = account_advice(user_settings())
        finding = Finding("account", f"none: the browser shows the demo account. {advice}")
        return exit_codes.FINE, None, [finding]
    return exit_codes.FINE, account, []


async def _query_account(account: Account, *, online: bool) -> tuple[int, Finding]:
    """The exit code, and a finding about whether the account responds."""
    try:
        if not online:
            return exit_codes.FINE, Finding("answer", "not requested; use --online")
        started = monotonic()
        page = await account.source.page(Query(), 1)
        seconds = monotonic() - started
    except SourceError as error:
        answer = Finding("answer", str(error.failure), is_wrong=True)
        return exit_codes.BY_CAUSE[error.failure.cause], answer
    finally:
        await account.close()
    more = (
        ""
        if page.is_last
        else (", and there are more" if page.next_page is NextPage.CLAIMED else ", perhaps more")
    )
    description = f"{counted(len(page.items), 'sequence')} in {seconds:.2f} s{more}"
    return exit_codes.FINE, Finding("answer", description)


def _text_lines(groups: Mapping[str, Iterable[Finding]]) -> Iterator[str]:
    """Each group below its name; an exclamation mark stands before a problem."""
    yield "Terminal, account and network settings"
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
