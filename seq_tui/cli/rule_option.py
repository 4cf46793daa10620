"""The option ``--rule``: which checks run."""

from __future__ import annotations

import click

from seq_tui.cli.suggestion import closest_name


def _parse(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """The ids, each once, also from a list with commas.

    Raises:
        click.BadParameter: there is no such rule; the message suggests one.
    """
    from seq_tui.domain.checks.rules import RULES

    ids = [name.strip().casefold() for text in value for name in text.split(",")]
    for name in ids:
        if name not in RULES:
            near = closest_name(name, RULES)
            advice = f"did you mean {near}?" if near else "check --list prints all."
            message = f"there is no rule {name[:40]!r}; {advice}"
            raise click.BadParameter(message, context, parameter)
    return tuple(dict.fromkeys(ids))


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The lists of ids that begin with `incomplete`, each with one id more."""
    from seq_tui.domain.checks.rules import RULES

    head, comma, start = incomplete.rpartition(",")
    chosen = head.split(",")
    return [
        f"{head}{comma}{each}" for each in RULES if each not in chosen and each.startswith(start)
    ]


rule_option = click.option(
    "--rule",
    "rule_ids",
    metavar="ID",
    multiple=True,
    callback=_parse,
    shell_complete=_complete,
    help="Check only this rule, also if the settings turn it off; may be given several times. All"
    " that is found is reported, whatever its level.",
)
