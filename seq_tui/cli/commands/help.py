"""``seq-tui help``: the help of the program or of a command, as ``--help`` prints it."""

from __future__ import annotations

import click

from seq_tui.cli import output
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.suggestion import closest_name


def _complete_command(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    words = context.params.get("command") or ()
    context = context.find_root()
    try:
        for word in words:
            context = _sub_context(context, word)
    except click.UsageError:
        # There is nothing to complete after a word that is no command.
        return []
    group = context.command
    names = group.list_commands(context) if isinstance(group, click.Group) else []
    return [name for name in names if name.startswith(incomplete)]


@examples(
    {
        "seq-tui help": "the options and all commands",
        "seq-tui help list": "one command; also: seq-tui list --help",
    }
)
@click.command("help", cls=ExampleCommand)
@click.argument("command", nargs=-1, shell_complete=_complete_command)
@click.pass_context
def show_help(context: click.Context, command: tuple[str, ...]) -> None:
    """Print the help of the program, or of COMMAND."""
    root = context.find_root()
    output.write(f"{_help_text(root, command)}\n".encode())


def _help_text(root: click.Context, names: tuple[str, ...]) -> str:
    context = root
    for name in names:
        context = _sub_context(context, name)
    return context.get_help()


def _sub_context(context: click.Context, name: str) -> click.Context:
    """The context of a command of a group.

    Raises:
        click.UsageError: there is none of that name.
    """
    group = context.command
    names = group.list_commands(context) if isinstance(group, click.Group) else []
    if isinstance(group, click.Group) and (found := group.get_command(context, name)):
        return click.Context(found, info_name=name, parent=context)
    near = closest_name(name, names)
    others = f"The commands are {', '.join(names)}." if names else ""
    advice = f"Did you mean {near}?" if near else others
    raise click.UsageError(f"There is no command {name}. {advice}".rstrip())
