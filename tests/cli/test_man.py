"""Tests of the manual page."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes
from seq_tui.cli.commands.man import manual
from seq_tui.cli.main import COMMANDS, main, root

if TYPE_CHECKING:
    import pytest


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
    for code in exit_codes.MEANINGS:
        assert f".B {code}\n" in text
    assert "SELL_ACCESS_TOKEN" in text


def test_the_manual_is_ascii_and_has_only_intended_macros(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = page(capsys)
    assert text.isascii()
    macros = {line.split()[0] for line in text.splitlines() if line.startswith((".", "'"))}
    assert macros == {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".EX", ".EE"}
    if groff := shutil.which("groff"):
        command = [groff, "-man", "-ww", "-z"]
        run = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
        assert run.stderr == ""


def test_text_that_looks_like_a_macro_is_escaped() -> None:
    command = click.Command("x", help=".TH it's a \\fBtrap\\fP · é")
    text = "\n".join(manual(click.Context(command, info_name="x")))
    assert "\\&.TH it\\(aqs a \\efBtrap\\efP \\[u00B7] \\[u00E9]" in text
