"""``seq-tui completion``: the script that lets a shell complete commands and options."""

from __future__ import annotations

import click

from seq_tui.cli import output
from seq_tui.cli.env import COMPLETE
from seq_tui.cli.example_command import ExampleCommand, examples


@examples(
    {
        'eval "$(seq-tui completion bash)"': "in ~/.bashrc",
        'eval "$(seq-tui completion zsh)"': "in ~/.zshrc, after compinit",
        "seq-tui completion fish | source": "in ~/.config/fish/config.fish",
    }
)
@click.command("completion", cls=ExampleCommand)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes seq-tui commands in SHELL.

    It needs bash 4.4 or newer, zsh, or fish.
    """
    # Slow to import, and needed only by this command and for each completion.
    from click.shell_completion import get_completion_class

    from seq_tui.cli.shell_completion import register

    register()
    root = context.find_root()
    if script_class := get_completion_class(shell):
        script = script_class(root.command, {}, root.info_name or "", COMPLETE)
        output.write((script.source_template % script.source_vars()).encode())
