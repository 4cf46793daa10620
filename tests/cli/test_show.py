"""Tests of ``seq-tui show``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main

if TYPE_CHECKING:
    from tests.cli.conftest import OwnAccount


@pytest.mark.parametrize("number", ["1004", "#1004"])
def test_one_sequence_is_shown_as_text(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    assert main(["show", number]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Sequence 4\n#1004 · 4 steps · ")
    assert "task_content  Call about the price" in out
    assert err == ""
    assert account.closed == 1


def test_one_sequence_is_one_json_object(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "1004", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["name"] == "Sequence 4"
    assert shown["summary"]["emails"] == 3
    assert len(shown["steps"]) == 4


@pytest.mark.parametrize("text", ["x", "-1", "1_0", "", "²", "9" * 20])
def test_what_is_no_id_is_refused_before_anything_is_asked(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert main(["show", "--", text]) == 2
    assert capsys.readouterr() == (
        "",
        "seq-tui: Invalid value for 'ID': an id is a whole number, such as 21123.\n",
    )
    assert account.closed == 0


def test_no_such_sequence_is_exit_code_5(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "1", "--demo"]) == 5
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("seq-tui: There is no sequence 1")
