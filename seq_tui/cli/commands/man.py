"""``seq-tui man``: the manual page, generated from the definitions of the help."""

from __future__ import annotations

import inspect
import re
from itertools import islice
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.env import ACCESS, ADDRESS
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.domain.filter.fields import search_examples
from seq_tui.settings.folders import CONFIG, PROJECT_FILE
from seq_tui.settings.quick import PROFILE, VARIABLES
from seq_tui.version import RELEASED, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LINE = 78
"""Most bytes of a line that may be broken; mandoc warns from 80 on."""

ENVIRONMENT = {
    ACCESS: "The access token of an account; it goes before that of a profile.",
    ADDRESS: "The address of the API, if it is not Zendesk's; see --api-url.",
    PROFILE: "The profile whose account is read; see --profile.",
    CONFIG: "The file of your settings, if it is not config.toml in the folder for settings.",
    **{variable: f"The setting screen.{name}; see config." for name, variable in VARIABLES.items()},
    "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY": "The proxy for requests to the API.",
    "SSL_CERT_FILE, SSL_CERT_DIR": "The trusted certificates for requests to the API.",
    "COLUMNS": "The width of tables and texts without --width.",
    "NO_COLOR": "If set, output has no colours and no bold text.",
    "CLICOLOR": "If set to 0, output has no colours and no bold text, on a terminal neither.",
    "CLICOLOR_FORCE": "If set to 1, output has colours and bold text in a pipe too.",
    "TZ": "The time zone of --start without --zone.",
}
"""The environment variables that change what the program does."""


FILES = {
    "~/.config/seq-tui/config.toml": "Your settings, on Linux; elsewhere, config path names them.",
    str(PROJECT_FILE): "The settings of a directory, for the screen only.",
}
"""The files that the program reads."""


@examples(
    {
        "seq-tui man | man -l -": "read the manual",
        "seq-tui man > ~/.local/share/man/man1/seq-tui.1": "install it for man seq-tui",
    }
)
@click.command("man", cls=ExampleCommand)
@click.pass_context
def man(context: click.Context) -> None:
    """Print the manual page in the format of man."""
    output.write("".join(f"{line}\n" for line in manual(context.find_root())).encode())


def manual(root: click.Context) -> Iterator[str]:
    """The lines of the page, in the man macros of roff and in ASCII.

    Args:
        root: the context of the whole program.
    """
    program = root.info_name or ""
    summary, *description = _paragraphs(root.command)
    name, version = _quoted(program.upper()), _quoted(f"{program} {VERSION}")
    # A date with escaped hyphens is none to mandoc.
    yield f'.TH {name} 1 "{RELEASED}" {version} "User Commands"'
    yield from (".SH NAME", f"{_escaped(program)} \\- {_escaped(summary.rstrip('.'))}")
    yield from (".SH SYNOPSIS", *_synopsis(root))
    yield from (".SH DESCRIPTION", *_text(description))
    yield from (".SH OPTIONS", *_options(root))
    yield ".SH COMMANDS"
    for context in _commands(root):
        yield from _command(context)
    yield from (".SH SEARCHES", *_searches())
    yield from (".SH EXIT STATUS", *_definitions(exit_codes.MEANINGS))
    yield from (".SH ENVIRONMENT", *_definitions(ENVIRONMENT))
    yield from (".SH FILES", *_definitions(FILES))
    # The heading begins the first paragraph itself.
    yield from (".SH EXAMPLES", *islice(_examples(root.command), 1, None))


def _commands(root: click.Context) -> Iterator[click.Context]:
    """A context for each command, in the order of the help; those of a group follow it."""
    group = root.command
    if isinstance(group, click.Group):
        for name in group.list_commands(root):
            if (command := group.get_command(root, name)) and not command.hidden:
                context = click.Context(command, info_name=name, parent=root)
                yield context
                yield from _commands(context)


def _command(context: click.Context) -> Iterator[str]:
    name = context.command_path.removeprefix(context.find_root().command_path).strip()
    yield f".SS {_quoted(name)}"
    yield from _synopsis(context)
    yield ".PP"
    yield from _text(_paragraphs(context.command))
    yield from _options(context)
    yield from _examples(context.command)


def _synopsis(context: click.Context) -> Iterator[str]:
    yield f".B {_escaped(context.command_path)}"
    yield from _filled(" ".join(context.command.collect_usage_pieces(context)))


def _options(context: click.Context) -> Iterator[str]:
    """The options with their help texts."""
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context)
        if record and isinstance(parameter, click.Option):
            names, meaning = record
            yield from (".TP", f".B {_escaped(names)}", *_filled(meaning))


def _searches() -> Iterator[str]:
    """What QUERY may be, by examples."""
    for example, meaning in search_examples():
        yield from (".TP", f".B {_quoted(example)}", *_filled(meaning))


def _examples(command: click.Command) -> Iterator[str]:
    if isinstance(command, ExampleCommand):
        for line, meaning in command.examples.items():
            # A command line must be neither filled nor hyphenated.
            yield from (".PP", *_filled(f"{meaning}:"), ".EX", f"  {_escaped(line)}", ".EE")


def _definitions(meanings: dict[str, str]) -> Iterator[str]:
    for name, meaning in meanings.items():
        yield from (".TP", f".B {_escaped(name)}", *_filled(meaning))


def _paragraphs(command: click.Command) -> list[str]:
    """The paragraphs of the help, each on one line."""
    text = inspect.cleandoc(command.help or "").replace("\b", "")
    return [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text)]


def _text(paragraphs: list[str]) -> Iterator[str]:
    for rank, paragraph in enumerate(paragraphs):
        if rank:
            yield ".PP"
        yield from _filled(paragraph)


def _filled(text: str) -> Iterator[str]:
    """Text that may be filled, in lines of at most `MAX_LINE` bytes where it has spaces."""
    words = (_escaped(word).removeprefix("\\&") for word in text.split())
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if len(longer) > MAX_LINE and line:
            yield _guarded(line)
            longer = word
        line = longer
    yield _guarded(line)


def _quoted(text: str) -> str:
    """Text as one argument of a macro."""
    return '"' + _escaped(text).replace('"', "\\(dq") + '"'


def _escaped(text: str) -> str:
    """Text that roff does not interpret; a hyphen stays one that can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    for sign, name in (("'", "aq"), ("`", "ga"), ("^", "ha"), ("~", "ti")):
        text = text.replace(sign, f"\\({name}")
    text = re.sub(r"[^\x00-\x7f]", lambda match: f"\\[u{ord(match[0]):04X}]", text)
    return _guarded(text)


def _guarded(line: str) -> str:
    """A line that is no macro, whatever it begins with."""
    return f"\\&{line}" if line.startswith((".", "'")) else line
