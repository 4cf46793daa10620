"""Tests of the width of text, and of its styles, where standard output is no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.cli import output
from seq_tui.cli.main import main
from seq_tui.domain.page import Page
from seq_tui.domain.sequence import Sequence
from tests.cli.pages import Pages
from tests.fake_source import FakeSource, sequence

if TYPE_CHECKING:
    from tests.cli.conftest import OwnAccount

LONG = "A very long name · " * 20 + "end"

BOLD = "\x1b[1m"


@pytest.fixture(autouse=True)
def _long_names(account: OwnAccount) -> None:
    rows = tuple(Sequence(id=each, name=f"{LONG}\n{each}", steps=()) for each in (1, 2, 3))
    account.source = Pages(Page(1, rows, is_last=True))


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["list", "--columns", "id,name,steps", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_table_in_a_pipe_is_not_cut_and_has_one_line_a_row(
    capsys: pytest.CaptureFixture[str],
) -> None:
    head, *rows = lines(capsys)
    assert head.split() == ["ID", "NAME", "STEPS"]
    assert [row.split()[0] for row in rows] == ["1", "2", "3"]
    assert all(LONG in row for row in rows)


@pytest.mark.parametrize(
    ("options", "columns", "width"),
    [
        (["--width", "60"], "", 60),
        (["--width", "60"], "100", 60),
        ([], "50", 50),
        ([], "100", 100),
        (["--width", "1"], "", 20),
    ],
)
def test_a_table_is_as_wide_as_was_asked(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    columns: str,
    width: int,
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert {len(line) for line in lines(capsys, *options)} == {width}


@pytest.mark.parametrize("columns", ["", "0", "x", "-5", "²"])
def test_a_width_that_is_no_number_is_ignored(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert LONG in lines(capsys)[1]


def test_the_text_of_a_sequence_is_as_wide_as_was_asked(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = FakeSource(sequences=(sequence(4)._replace(name=LONG),))
    widths = []
    for options in ([], ["--width", "40"], ["--width", "120"]):
        assert main(["show", "1004", *options]) == 0
        widths.append(max(map(len, capsys.readouterr().out.splitlines())))
    assert widths[0] <= 80
    assert widths[1] <= 40
    assert 80 < widths[2] <= 120


@pytest.mark.parametrize("value", ["0", "-1", "x"])
def test_an_impossible_width_is_refused(capsys: pytest.CaptureFixture[str], value: str) -> None:
    assert main(["list", "--width", value]) == 2
    assert "--width" in capsys.readouterr().err


def test_a_table_without_a_header_has_only_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys, "--no-header") == lines(capsys)[1:]


@pytest.mark.parametrize(
    ("variables", "is_bold"),
    [
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "yes", "TERM": "dumb"}, True),
        ({"CLICOLOR_FORCE": "0"}, False),
        ({"CLICOLOR_FORCE": ""}, False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
        ({}, False),
    ],
)
def test_styles_in_a_pipe_can_be_forced(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    is_bold: bool,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    head, *rows = lines(capsys)
    assert head.startswith(BOLD) == is_bold
    assert not any("\x1b" in row for row in rows)


@pytest.mark.parametrize(
    ("variables", "is_styled"),
    [
        ({}, True),
        ({"CLICOLOR": "0"}, False),
        ({"CLICOLOR": "1"}, True),
        ({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, True),
    ],
)
def test_styles_on_a_terminal_can_be_turned_off(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], is_styled: bool
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert output.is_styled() == is_styled
