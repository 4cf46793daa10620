"""``seq-tui version``: the same as ``--version``."""

from __future__ import annotations

import click

from seq_tui.cli import output
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.version import VERSION


@examples({"seq-tui version": "the version; also: seq-tui --version"})
@click.command("version", cls=ExampleCommand)
@click.pass_context
def version(context: click.Context) -> None:
    """Print the version."""
    output.write(f"{context.find_root().info_name} {VERSION}\n".encode())
