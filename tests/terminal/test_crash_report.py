"""What a crash report contains, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.terminal.crash_report import crash_report, save_crash_report

if TYPE_CHECKING:
    from pathlib import Path


def reported(error: BaseException) -> str:
    return "".join(crash_report(error))


def fail_twice() -> None:
    try:
        int("not a number")
    except ValueError as error:
        raise TypeError("wrong") from error


def test_a_message_that_may_quote_data_is_left_out() -> None:
    report = reported(ValueError("Bearer secret"))
    assert "builtins.ValueError: (its text may hold data)" in report
    assert "secret" not in report


def test_a_message_about_the_program_is_reported() -> None:
    assert "AttributeError: no such attribute" in reported(AttributeError("no such attribute"))


def test_the_cause_of_an_error_comes_before_it() -> None:
    with pytest.raises(TypeError) as raised:
        fail_twice()
    report = reported(raised.value)
    assert (
        report.index('int("not a number")')
        < report.index("builtins.ValueError")
        < report.index("TypeError: wrong")
    )


def test_a_cycle_of_causes_is_reported_once() -> None:
    first, second = TypeError("first"), TypeError("second")
    first.__cause__, second.__cause__ = second, first
    assert reported(first).count("TypeError") == 2


def test_every_error_of_a_group_is_reported() -> None:
    report = reported(ExceptionGroup("secret", [TypeError("one"), ValueError("secret")]))
    assert "TypeError: one" in report
    assert "ValueError" in report
    assert "secret" not in report


def test_a_report_that_cannot_be_saved_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    sentence = save_crash_report(ValueError("secret"))
    assert sentence == "seq-tui stopped because of a bug in it (ValueError).\n"
