"""An unforeseen error becomes a crash, and a request to stop passes through."""

from __future__ import annotations

import pytest

from seq_tui.terminal.crash_guard import run_reporting_crashes


def test_a_result_is_returned_and_nothing_reported() -> None:
    assert run_reporting_crashes(lambda: 3, lambda _: 70) == 3


def test_an_error_is_reported_once_and_goes_no_further() -> None:
    reported: list[Exception] = []

    def report(error: Exception) -> int:
        reported.append(error)
        return 70

    assert run_reporting_crashes(lambda: 1 // 0, report) == 70
    assert [type(error) for error in reported] == [ZeroDivisionError]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_a_request_to_stop_passes_through(stop: type[BaseException]) -> None:
    def run() -> int:
        raise stop

    with pytest.raises(stop):
        run_reporting_crashes(run, lambda _: 70)
