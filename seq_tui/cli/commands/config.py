"""``seq-tui config``: where the settings are, which of them hold, and what is wrong with them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.config_paths import PATH_NAMES, is_there, known_paths
from seq_tui.cli.env import ACCESS, ADDRESS, api_address
from seq_tui.cli.example_command import ExampleCommand, ExampleGroup, examples
from seq_tui.cli.report_format_option import JSON, report_format_option
from seq_tui.cli.user_settings import find_problems, problem_lines, user_settings
from seq_tui.presentation.wording import counted
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.json import Json
    from seq_tui.settings.effective import Effective
    from seq_tui.settings.settings_file import Problem
    from seq_tui.ui.key_contexts import Command

HIDDEN = "set, not shown"
"""In place of a secret."""

WIDEST_SETTING = 48
"""Most cells of a setting that where it was set stands beside, in a column."""


@examples(
    {
        "seq-tui config path": "all files and folders",
        '$EDITOR "$(seq-tui config path settings)"': "edit the settings",
    }
)
@click.command("path", cls=ExampleCommand)
@click.argument("name", required=False, type=click.Choice(PATH_NAMES))
@report_format_option("Text to read, or one JSON object.")
def path(name: str | None, format_name: str) -> None:
    """Print the files and folders of seq-tui.

    With NAME, print only that path.
    """
    paths = known_paths()
    if name is not None:
        output.write(f"{paths[name]}\n".encode(errors="surrogateescape"))
    elif format_name == JSON:
        _write_json({key: {"path": str(at), "exists": is_there(at)} for key, at in paths.items()})
    else:
        width = max(map(len, paths)) + 2
        absent = "  (not there)"
        lines = (f"{key:{width}}{at}{'' if is_there(at) else absent}" for key, at in paths.items())
        output.write(output.encode_lines(map(sanitize, lines)))


@examples({"seq-tui --weekend ignore config show": "what holds with that option"})
@click.command("show", cls=ExampleCommand)
@report_format_option("Lines in the form of the file, or one JSON object.")
def show(format_name: str) -> None:
    """Print each setting and where it was set.

    Secrets are never printed. What is wrong is left out, and reported on standard error.
    """
    # pydantic is slow to import.
    from seq_tui.settings.effective import EffectiveSettings

    settings = EffectiveSettings(user_settings()).all()
    for line in problem_lines(find_problems(user_settings(), with_screen=True)):
        output.note(line)
    if format_name == JSON:
        document: dict[str, Json] = {"settings": [_as_json(each) for each in settings]}
        document["environment"] = {**dict(_variables())}
        _write_json(document)
    else:
        lines = [*_as_toml(settings), *(f"# {name} {text}" for name, text in _variables())]
        output.write(output.encode_lines(map(sanitize, lines)))


@click.command("check", cls=ExampleCommand)
@report_format_option("A line for each mistake, or one JSON object.")
def check(format_name: str) -> int:
    """Print what is wrong with the settings.

    Each mistake is a line with its file, its line there, and the setting, up to 20; JSON has all.
    The exit code is 2 if there is one. Keys that a command loses to one of yours are reported on
    standard error.
    """
    settings = user_settings()
    problems = find_problems(settings, with_screen=True)
    if format_name == JSON:
        _write_json({"problems": [_problem_json(problem) for problem in problems]})
    elif problems:
        output.write(output.encode_lines(map(sanitize, problem_lines(problems))))
    else:
        files = [str(file.path) for file in (settings.user, settings.project) if file is not None]
        output.narrate(f"nothing is wrong in {' and '.join(files)}" if files else "no file is set")
    if chosen := settings.keys():
        # It imports the whole screen, as the check of keys does.
        from seq_tui.ui.key_contexts import lost_keys

        for sentence in lost_keys(chosen):
            output.narrate(sanitize(sentence))
    if problems:
        output.narrate(counted(len(problems), "mistake"))
    return exit_codes.USAGE if problems else exit_codes.FINE


@click.command("keys", cls=ExampleCommand)
@report_format_option("A line for each id, or one JSON object.")
def print_keys(format_name: str) -> None:
    """Print what keys do on the screen: the id, the keys, and what it does.

    The ids are the names in the table [screen.keys], whose keys replace those that an id has, as in
    zoom = "f3". The keys are those that hold with your settings.
    """
    # It imports the whole screen.
    from seq_tui.ui.key_contexts import commands

    found = commands(user_settings().keys())
    if format_name == JSON:
        _write_json({"keys": [_command_json(command) for command in found]})
        return
    ids = max(len(command.id) for command in found)
    keys = max(len(" ".join(command.keys)) for command in found)
    lines = (
        f"{command.id:{ids}}  {' '.join(command.keys):{keys}}  {command.description}"
        for command in found
    )
    output.write(output.encode_lines(map(sanitize, lines)))


@examples(
    {
        "seq-tui config schema > seq-tui.json": "then, as the first line of the settings:",
        "#:schema ./seq-tui.json": "taplo and Even Better TOML complete and check them",
    }
)
@click.command("schema", cls=ExampleCommand)
@click.option("--project", "is_project", is_flag=True, help="Of .textual.toml, with [screen] only.")
def schema(*, is_project: bool) -> None:
    """Print the JSON Schema of the settings.

    Editors that know TOML complete and check the settings from it.
    """
    # They import what only this command needs.
    from seq_tui.cli.themes import all_theme_names
    from seq_tui.settings.schema import settings_schema
    from seq_tui.ui.key_contexts import commands

    keys = {command.id: command.description for command in commands()}
    _write_json(settings_schema(all_theme_names(), keys, is_project=is_project))


@examples(
    {
        "seq-tui config path": "the files and folders of seq-tui",
        "seq-tui config show": "each setting, and where it was set",
        "seq-tui config check": "what is wrong with the settings",
        "seq-tui config keys": "what keys do, by the ids that settings name",
        "seq-tui config schema": "for an editor that completes settings",
    }
)
@click.group("config", cls=ExampleGroup)
def config() -> None:
    """Show and check the settings.

    Settings are in a file of yours, which config path names, and in the file .textual.toml of the
    working directory, which may hold the table [screen] only. An option counts more than an
    environment variable, that more than your file, and that more than the one of the directory.
    """


for _command in (path, show, check, print_keys, schema):
    config.add_command(_command)


def _as_toml(settings: list[Effective]) -> Iterator[str]:
    """Lines of a file with these settings, each with where it was set as a comment."""
    table: tuple[str, ...] = ()
    for setting in settings:
        *tables, name = map(_key, setting.path)
        if tuple(tables) != table:
            table = tuple(tables)
            yield from ("", f"[{'.'.join(table)}]")
        if setting.value is None:
            text = f"# {name} {HIDDEN if setting.is_secret else 'is not set'}"
        else:
            text = f"{name} = {json.dumps(setting.value, ensure_ascii=False)}"
        yield f"{text:{WIDEST_SETTING}}  # {setting.origin}"


def _variables() -> Iterator[tuple[str, str]]:
    """The variables that choose an account, with their values as far as they may be shown."""
    if os.environ.get(ACCESS, "").strip():
        yield ACCESS, HIDDEN
    if address := api_address(os.environ):
        # A password would stand before the sign.
        yield ADDRESS, HIDDEN if "@" in address else address


def _key(name: str) -> str:
    """A key as TOML has it."""
    is_bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if is_bare else json.dumps(name, ensure_ascii=False)


def _as_json(setting: Effective) -> Json:
    return {
        "name": ".".join(setting.path),
        "value": setting.value,
        "secret": setting.is_secret,
        "from": setting.layer.value,
        "place": setting.place or None,
        "line": setting.line,
    }


def _command_json(command: Command) -> Json:
    return {"id": command.id, "keys": [*command.keys], "does": command.description}


def _problem_json(problem: Problem) -> Json:
    return {
        "file": problem.place,
        "line": problem.line,
        "key": problem.key,
        "message": problem.message,
    }


def _write_json(document: Json) -> None:
    from seq_tui.export.json import encode

    output.write(encode(document, indent=2) + b"\n")
