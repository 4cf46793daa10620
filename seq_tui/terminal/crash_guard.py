"""Run a function, and turn an unforeseen error into a crash report."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


def run_reporting_crashes(
    run: Callable[[], Result], on_crash: Callable[[Exception], Result]
) -> Result:
    """Call `run`; if it raises, return what `on_crash` makes of the error.

    KeyboardInterrupt, SystemExit and other requests to stop pass through.
    """
    try:
        return run()
    # Called outermost in a thread or in the process: whatever a bug raises would otherwise be
    # printed with the data in its message, over the screen, and end with a misleading exit code.
    except Exception as error:  # noqa: BLE001 - the outermost handler
        return on_crash(error)
