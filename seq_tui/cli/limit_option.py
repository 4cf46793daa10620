"""The option ``--limit``: how many sequences to read at most."""

from __future__ import annotations

import click

limit_option = click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Read at most N sequences.",
)
