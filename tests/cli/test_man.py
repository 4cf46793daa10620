"""Tests of the manual page."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from itertools import pairwise

import click
import pytest

from seq_tui.cli import exit_codes
from seq_tui.cli.commands.man import manual
from seq_tui.cli.env import ACCESS, ADDRESS
from seq_tui.cli.main import COMMANDS, main, root
from seq_tui.domain.filter.fields import search_examples
from seq_tui.settings.folders import CONFIG
from seq_tui.settings.quick import PROFILE, VARIABLES


def page(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["man"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_the_manual_has_every_command_option_example_and_exit_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = page(capsys).replace("\\-", "-")
    for name, sign in (("aq", "'"), ("ti", "~")):
        text = text.replace(f"\\({name}", sign)
    context = click.Context(root, info_name="seq-tui")
    for name in COMMANDS:
        assert f'.SS "{name}"\n' in text
        command = root.get_command(context, name)
        assert command is not None
        for parameter in command.params:
            assert all(f"{option}" in text for option in parameter.opts if option.startswith("-"))
        for line in getattr(command, "examples", ()):
            assert f".EX\n  {line}\n.EE\n" in text
    for example, meaning in search_examples():
        shown = example.replace('"', "\\(dq")
        assert f'.TP\n.B "{shown}"\n{meaning}\n' in text
    for code in exit_codes.MEANINGS:
        assert f".B {code}\n" in text
    for variable in (ACCESS, ADDRESS, CONFIG, PROFILE, *VARIABLES.values()):
        assert f".B {variable}\n" in text


def test_the_manual_is_ascii_and_has_only_intended_macros(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = page(capsys)
    assert text.isascii()
    macros = {line.split()[0] for line in text.splitlines() if line.startswith((".", "'"))}
    assert macros == {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".EX", ".EE"}


@pytest.mark.parametrize("checker", [["groff", "-man", "-ww", "-z"], ["mandoc", "-Tlint", "-Wall"]])
def test_the_manual_is_clean_where_it_can_be_checked(
    capsys: pytest.CaptureFixture[str], checker: list[str]
) -> None:
    text = page(capsys)
    if path := shutil.which(checker[0]):
        command = [path, *checker[1:]]
        run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_the_manual_has_nothing_that_mandoc_and_groff_warn_of(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = page(capsys).splitlines()
    title = re.fullmatch(r'\.TH "SEQ\\-TUI" 1 "(.*?)" "seq\\-tui .*" "User Commands"', lines[0])
    assert title is not None
    assert date.fromisoformat(title[1])
    assert all(line and line == line.rstrip() for line in lines)
    assert max(map(len, lines)) < 80
    for line, after in pairwise(lines):
        # A paragraph that begins where another just began is skipped.
        assert not (line.startswith((".SH", ".SS", ".PP")) and after == ".PP")


def test_long_text_is_divided_and_no_line_of_it_is_a_macro() -> None:
    command = click.Command("x", help=f"Do it.\n\nIt is {'long ' * 14}.SH 'tis {'x' * 90} end.")
    text = "\n".join(manual(click.Context(command, info_name="x")))
    assert f"\nIt is {'long ' * 13}long\n\\&.SH \\(aqtis\n{'x' * 90}\nend.\n" in text


def test_text_that_looks_like_a_macro_is_escaped() -> None:
    command = click.Command("x", help=".TH it's a \\fBtrap\\fP · é")
    text = "\n".join(manual(click.Context(command, info_name="x")))
    assert "\\&.TH it\\(aqs a \\efBtrap\\efP \\[u00B7] \\[u00E9]" in text
