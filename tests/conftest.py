"""Fixtures for every test."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections import Counter
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from tests.measuring import pytest_collection as pytest_collection
from tests.measuring import pytest_runtest_call as pytest_runtest_call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    # How quickly inputs are made depends on what else the machine does.
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


GARBAGE_THRESHOLDS = (100_000, 20, 50)
"""How rarely garbage is looked for.

Measured: a quarter of the processor time of a test that opens the app, and two fifths of that of
collecting all tests, which each worker does.
"""

gc.set_threshold(*GARBAGE_THRESHOLDS)


def pytest_collection_finish() -> None:
    """Keep all that was imported and collected out of every later search for garbage."""
    gc.collect()
    gc.freeze()


MEASURED_CASES = 4
"""For how many cases of one test coverage is measured."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage for generated examples, nor for more than a few cases of one test.

    They take half as long again, or more, in lines that were covered before.
    """
    cases = Counter[str]()
    for item in items:
        test = item.nodeid.partition("[")[0]
        cases[test] += 1
        if cases[test] > MEASURED_CASES or item.get_closest_marker("hypothesis"):
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop that Textual and httpx run on."""
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def _same_examples() -> Iterator[None]:
    """Draw no constants from the modules that happen to be imported.

    These depend on the tests that ran before on the same worker, and so would the generated
    examples. Needed until Hypothesis (6.170) has a setting for that.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            providers, "_get_local_constants", lambda: providers._local_constants, raising=False
        )
        yield


@pytest.fixture(scope="session")
def _unused_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Paths of folders that do not exist, each another."""
    root = tmp_path_factory.mktemp("own")
    return (root / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_folders(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _unused_folders: Iterator[Path]
) -> None:
    """Give each test folders of its own, apart from the user's.

    Most tests ask for no folder. For them none is made: that takes as long as all else which is
    done around a short test.
    """
    has_folder = "tmp_path" in request.fixturenames
    own: Path = request.getfixturevalue("tmp_path") if has_folder else next(_unused_folders)
    for name in ("cache", "config", "data", "state"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(own / name))


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the user of this machine has set out of the tests."""
    monkeypatch.setenv("SEQ_TUI_CONFIG", os.devnull)
    monkeypatch.delenv("STY", raising=False)


@pytest.fixture(autouse=True)
def _close_connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close the SQLite connections that a test left open: Python 3.13 warns of them."""
    opened: list[sqlite3.Connection] = []
    monkeypatch.setattr(sqlite3, "connect", _recording(sqlite3.connect, opened))
    yield
    for connection in opened:
        # A connection that only its own thread may close is closed by that thread.
        with suppress(sqlite3.ProgrammingError):
            connection.close()


def _recording(
    call: Callable[Parameters, Result], results: list[Result]
) -> Callable[Parameters, Result]:
    def recorded(*args: Parameters.args, **options: Parameters.kwargs) -> Result:
        results.append(call(*args, **options))
        return results[-1]

    return recorded
