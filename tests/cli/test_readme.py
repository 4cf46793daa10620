"""Tests of the README: its lines can be copied, and it calls one thing by one name."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from seq_tui.cli.main import COMMANDS, root
from seq_tui.domain.checks.rules import RULES
from seq_tui.domain.filter.fields import FIELD_NAMES, HAS
from seq_tui.domain.query import Query

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")

LINES = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
"""Every line that is there to be copied."""

OURS = [
    *(line for line in LINES if re.match(r"(\w+=\S+ )*seq-tui\b", line)),
    *(text.replace("\\|", "|") for text in re.findall(r"`(seq-tui [^`]*)`", README)),
]


def examples() -> list[str]:
    """The examples of all commands."""
    context = click.Context(root, info_name="seq-tui")
    commands = [root, *(root.get_command(context, name) for name in COMMANDS)]
    return [line for command in commands for line in getattr(command, "examples", ())]


@pytest.mark.parametrize("line", OURS)
def test_every_command_of_the_readme_is_valid(line: str) -> None:
    words = shlex.split(line, comments=True)
    words = words[words.index("seq-tui") + 1 :]
    ends = [words.index(sign) for sign in ("|", ">") if sign in words]
    context = root.make_context("seq-tui", words[: min(ends, default=None)])
    if arguments := [*context._protected_args, *context.args]:
        name, command, rest = root.resolve_command(context, arguments)
        assert command is not None
        command.make_context(name, rest, parent=context)


def test_every_command_is_in_the_readme() -> None:
    assert [
        name for name in COMMANDS if f"`{name}`" not in README and f"seq-tui {name}" not in README
    ] == ["browse"]


def test_an_archive_has_one_name_everywhere() -> None:
    texts = [*LINES, *examples()]
    named = {word for text in texts for word in re.findall(r"[\w.-]+\.seq\w*", text)}
    assert named == {"acme.seqtui"}


def test_pip_prints_nothing_in_the_lines_that_install() -> None:
    lines = [line for line in LINES if "bin/pip" in line]
    assert len(lines) == 2
    assert all("pip -q --disable-pip-version-check install" in line for line in lines)
    assert sum(".[dev]" in line for line in lines) == 1


def test_the_readme_says_how_to_get_a_copy_before_it_is_installed() -> None:
    clone, install = (
        next(number for number, line in enumerate(LINES) if text in line)
        for text in ("git clone ", "pip -q")
    )
    assert clone < install


def test_every_check_is_in_the_readme_with_its_level() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning|info) \| (.*) \|$", README, re.MULTILINE)
    assert rows == [(rule.id, rule.level.value, rule.title) for rule in RULES.values()]


def test_every_field_of_a_search_is_in_the_readme_and_each_example_is_read() -> None:
    table = README.partition("| search | finds |")[2].partition("\n\n")[0]
    searches = re.findall(r"`([^`]+)`", " ".join(re.findall(r"^\| (.*) \| ", table, re.MULTILINE)))
    assert all(Query.parse(search).mistake is None for search in searches)
    named = {word for search in searches for word in re.findall(r"[a-z]+(?=[:<>=])", search)}
    assert named | {"id"} == {*FIELD_NAMES}
    assert all(f"`{what}`" in table or f"has:{what}" in table for what in HAS)
