"""Measures coverage while a test runs, and not while pytest does what is around it."""

from __future__ import annotations

import signal
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, cast

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

    from coverage import Coverage

PRODUCT = "seq_tui"

NOT_IMPORTED = tuple(f"{PRODUCT}.{name}" for name in ("__main__", "terminal", "ui"))
"""What would run the program if it was imported, and what is not measured."""

LONG = 0.2
"""Seconds of the processor after which no more of a test is measured.

One test of 25 takes longer. Together they take more than half of the time of all, and were they not
measured at all, 0.4 % fewer lines would be covered: they do again and again what they did at first.
"""


def coverage_of(config: pytest.Config) -> Coverage | None:
    """What measures in this process, or None if nothing does."""
    controller = getattr(config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    return cast("Coverage | None", getattr(controller, "cov", None))


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Import the product while it is measured, and measure no more until the first test.

    So the lines that run at an import are covered, but no test module is compiled and read at half
    the speed. The process that gives tests to workers is not measured at all.
    """
    if coverage := coverage_of(session.config):
        for module in walk_packages(import_module(PRODUCT).__path__, f"{PRODUCT}."):
            if not module.name.startswith(NOT_IMPORTED):
                import_module(module.name)
        coverage.stop()
        # In a worker, pytest-cov (7.1) starts one before its own, and forgets it. It would go on
        # whenever its own stops: nothing reads what it finds, and tests would take twice as long.
        while forgotten := type(coverage).current():
            forgotten.stop()
        signal.signal(signal.SIGVTALRM, lambda *_: coverage.stop())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Measure how a test begins, unless it has the mark no_cover, but not its fixtures."""
    coverage = coverage_of(item.config)
    if coverage is None:
        return (yield)
    if item.get_closest_marker("no_cover") is None:
        coverage.start()
        signal.setitimer(signal.ITIMER_VIRTUAL, LONG)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        # Also after the mark no_cover: pytest-cov goes on measuring at the end of such a test.
        coverage.stop()
