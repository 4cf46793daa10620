"""Fixtures for every test."""

from __future__ import annotations

import gc
import os
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage for generated examples: they take twice the time, in covered code."""
    for item in items:
        if item.get_closest_marker("hypothesis"):
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop that Textual and httpx run on."""
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def _little_garbage_collection() -> None:
    """Let garbage be looked for rarely, and not among all that was imported.

    Measured: a quarter of the processor time of a test that opens the app.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give each test folders of its own, apart from the user's."""
    for name in ("cache", "config", "data", "state"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))


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
