"""``seq-tui check``: what may be wrong with sequences."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.account_options import AccountChoice, account_options
from seq_tui.cli.accounts import required_account
from seq_tui.cli.as_of_option import as_of_option
from seq_tui.cli.buffered_output import buffered_stdout, write_all
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.limit_option import limit_option
from seq_tui.cli.outcome import report_outcome
from seq_tui.cli.paginator import Paginator
from seq_tui.cli.progress import Progress
from seq_tui.cli.query_argument import query_argument
from seq_tui.cli.rule_option import rule_option
from seq_tui.cli.user_settings import check_options, require_right_settings
from seq_tui.cli.weekend_option import weekend_option
from seq_tui.cli.width_option import width_option
from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from seq_tui.domain.checks.finding import Level
    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.query import Query
    from seq_tui.export.findings.report import Report, Totals

TEXT, JSON, GITHUB, SARIF = FORMATS = ("text", "json", "github", "sarif")

LEVELS = ("error", "warning", "info")


@examples(
    {
        "seq-tui check": "errors and warnings in the whole account",
        "seq-tui check trial --level info": "all that is found in sequences with trial in the name",
        "seq-tui check --rule duplicate-name": "one rule only",
        "seq-tui check --list": "all rules, why they matter, and where they can be wrong",
        "seq-tui check --format github": "in a workflow: beside the run",
    }
)
@click.command("check", cls=ExampleCommand)
@query_argument
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default=TEXT,
    show_default=True,
    help="Text to read; one JSON object; workflow commands of GitHub Actions; or SARIF 2.1.0.",
)
@click.option(
    "--level",
    "level_name",
    type=click.Choice(LEVELS),
    help="Report what is at least of this level.  [default: that of the settings, or warning]",
)
@rule_option
@click.option("--list", "is_list", is_flag=True, help="Print all rules, as text or JSON.")
@limit_option
@width_option("as wide as its lines")
@weekend_option
@as_of_option
@account_options
@click.pass_obj
def check(
    choice: AccountChoice,
    query: Query,
    format_name: str,
    level_name: str | None,
    rule_ids: tuple[str, ...],
    limit: int | None,
    *,
    is_list: bool,
) -> int:
    """Check all sequences, or those that match QUERY.

    QUERY is words of a name, in any order, ids, or a search such as 'steps>5 has:reply': see below.

    Each finding names the sequence, the step by its rank, and the rule. The exit code is 1 if
    anything is reported. The levels of rules, and their limits, are in the settings, in the table
    checks. Two rules compare the sequences that are read with each other, so that QUERY and --limit
    change what they find.

    Sequences that an archive keeps although the account has deleted them are not checked.
    """
    options, least = check_options(require_right_settings())
    options, least = _with_rules(options, least, rule_ids, level_name)
    if is_list:
        return _print_rules(options, rule_ids, format_name)

    from seq_tui.cli.checking import Checking

    account = required_account(choice, query)
    checking = Checking(options, least)
    with buffered_stdout() as write, Progress() as progress:
        paginator = Paginator(account.source, query, limit, on_page=progress.update)
        chunks = checking.chunks(paginator, _report(format_name, options, least))
        asyncio.run(write_all(write, chunks, account))
    _narrate_totals(checking.totals)
    code = report_outcome(paginator, is_offline=choice.offline)
    return code or (exit_codes.FOUND if checking.totals.found.total() else exit_codes.FINE)


def _with_rules(
    options: CheckOptions, least: Level, rule_ids: tuple[str, ...], level_name: str | None
) -> tuple[CheckOptions, Level]:
    """The options with the chosen rules only, and the lowest level that is reported."""
    from seq_tui.domain.checks.finding import Level
    from seq_tui.domain.checks.rules import RULES

    if rule_ids:
        least = Level.INFO
        levels = {
            rule.id: (options.level_of(rule) or rule.level) if rule.id in rule_ids else None
            for rule in RULES.values()
        }
        options = replace(options, levels=levels)
    return options, least if level_name is None else Level(level_name)


def _report(format_name: str, options: CheckOptions, least: Level) -> Report:
    if format_name == JSON:
        from seq_tui.export.findings.json import JsonReport

        return JsonReport(least)
    if format_name == GITHUB:
        from seq_tui.export.findings.github import GithubReport

        return GithubReport()
    if format_name == SARIF:
        from seq_tui.domain.checks.rules import RULES
        from seq_tui.export.findings.sarif import SarifReport
        from seq_tui.version import VERSION

        return SarifReport(RULES.values(), options, VERSION)

    from seq_tui.export.findings.text import TextReport
    from seq_tui.presentation.glyphs import glyphs_for

    encoding = output.encoding()
    return TextReport(glyphs_for(encoding), encoding, output.width(), _paint)


def _print_rules(options: CheckOptions, rule_ids: tuple[str, ...], format_name: str) -> int:
    from seq_tui.domain.checks.rules import RULES

    rules = [rule for rule in RULES.values() if not rule_ids or rule.id in rule_ids]
    if format_name == JSON:
        from seq_tui.export.findings.json import rules_json

        output.write(rules_json(rules, options))
    elif format_name == TEXT:
        from seq_tui.export.findings.text import rule_lines

        lines = rule_lines(rules, options, output.width() or output.PIPE_WIDTH, _paint)
        output.write(output.encode_lines(lines))
    else:
        raise click.UsageError("--list needs --format text or json.")
    return exit_codes.FINE


def _paint(text: str, level: Level | None) -> str:
    """The text in the style of a level, or of a heading, where the output has styles."""
    if not output.is_styled():
        return text
    if level is None:
        return click.style(text, bold=True)
    return click.style(text, fg={"error": "red", "warning": "yellow", "info": "blue"}[level])


def _narrate_totals(totals: Totals) -> None:
    from seq_tui.domain.checks.finding import Level
    from seq_tui.presentation.findings import counts_text

    if not totals.sequences:
        output.narrate("no sequences")
        return
    text = f"{counted(totals.sequences, 'sequence')} checked: "
    text += counts_text(totals.found) or "nothing found"
    if hidden := counts_text(totals.hidden):
        least = next(level for level in reversed(Level) if totals.hidden[level])
        text += f"; not reported: {hidden} (--level {least})"
    output.narrate(text)
