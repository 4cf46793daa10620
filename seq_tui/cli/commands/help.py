"""``seq-tui help``: the help of the program or of a command, as ``--help`` prints it."""

from __future__ import annotations

import click

from seq_tui.cli import output
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.suggestion import closest_name


def _complete_command(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    root = context.find_root()
    names = root.command.list_commands(root) if isinstance(root.command, click.Group) else []
    return [name for name in names if name.startswith(incomplete)]


@examples(
    {
        "seq-tui help": "the options and all commands",
        "seq-tui help list": "one command; also: seq-tui list --help",
    }
)
@click.command("help", cls=ExampleCommand)
@click.argument("command", required=False, shell_complete=_complete_command)
@click.pass_context
def show_help(context: click.Context, command: str | None) -> None:
    """Print the help of the program, or of COMMAND."""
    root = context.find_root()
    output.write(f"{_help_text(root, command)}\n".encode())


def _help_text(root: click.Context, name: str | None) -> str:
    group = root.command
    if name is None or not isinstance(group, click.Group):
        return root.get_help()
    if found := group.get_command(root, name):
        return click.Context(found, info_name=name, parent=root).get_help()
    names = group.list_commands(root)
    near = closest_name(name, names)
    advice = f"Did you mean {near}?" if near else f"The commands are {', '.join(names)}."
    raise click.UsageError(f"There is no command {name}. {advice}")
