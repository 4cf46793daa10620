"""``seq-tui completion``: the script by which a shell completes commands and options."""

from __future__ import annotations

import click

from seq_tui.cli import output
from seq_tui.cli.example_command import ExampleCommand, examples

VARIABLE = "_SEQ_TUI_COMPLETE"
"""By which the script asks the program what may follow; click makes it of the program's name."""


@examples(
    {
        'eval "$(seq-tui completion bash)"': "in ~/.bashrc",
        'eval "$(seq-tui completion zsh)"': "in ~/.zshrc, behind compinit",
        "seq-tui completion fish | source": "in ~/.config/fish/config.fish",
    }
)
@click.command("completion", cls=ExampleCommand)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes what is typed in a SHELL.

    With bash 4.4 or newer, zsh, and fish.
    """
    # Only this command is worth the import.
    from click.shell_completion import get_completion_class

    root = context.find_root()
    if found := get_completion_class(shell):
        script = found(root.command, {}, root.info_name or "", VARIABLE)
        output.write((script.source_template % script.source_vars()).encode())
