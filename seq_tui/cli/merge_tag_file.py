"""The option ``--tags``: a TOML file that says which merge tag stands for which one elsewhere.

"{{first_name}}" = "{{contact.first_name}}"
"[Company]" = "{{account.name}}"
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.merge_tags import normal_tag

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

LONGEST_TAG = 500
"""Most characters of a tag of another tool."""


def tags_option(command: Command) -> Command:
    """Add the option, whose value `read_merge_tags` reads."""
    return click.option(
        "--tags",
        "tags_file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A TOML file that maps the merge tags of the templates to those of the target, in"
        ' lines such as "{{first_name}}" = "{{contact.first_name}}".',
    )(command)


def read_merge_tags(path: Path) -> dict[str, str]:
    """The tags of a file and what stands for each, as `map_template_merge_tags` takes them.

    Raises:
        SourceError: it cannot be read or says something else; with the file, the line and the key.
    """
    from seq_tui.settings.settings_file import SettingsError, read_file
    from seq_tui.settings.toml_lines import key_lines, line_of

    try:
        file = read_file(path)
    except SettingsError as error:
        raise _failed(str(error)) from None
    if file is None:
        raise _failed(f"There is no file {path} that can be read")
    mapping: dict[str, str] = {}
    for key, value in file.table.items():
        problem, tag = _problem(key, value), normal_tag(key) or key
        if not problem and tag in mapping:
            problem = "is there twice: spaces beside the braces make no other tag"
        if problem or not isinstance(value, str):
            line = line_of(key_lines(file.text), (key,))
            raise _failed(f"{path}:{line}: {key}: {problem}")
        mapping[tag] = value
    return mapping


def _problem(key: str, value: object) -> str:
    """What is wrong with a line; empty if nothing is."""
    if normal_tag(key) is None:
        return 'is no merge tag: write it as it stands in the texts, such as "{{first_name}}"'
    if not isinstance(value, str):
        return 'needs a text in quotes, such as "{{contact.first_name}}"'
    # A tag that is kept may have what no terminal displays.
    if len(value) > LONGEST_TAG or not (value.isprintable() or value == key):
        return f"needs one line of at most {LONGEST_TAG} characters"
    return ""


def _failed(message: str) -> SourceError:
    return SourceError(Failure(Cause.USAGE, message))
