"""What every test stands on."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Parameters = ParamSpec("Parameters")
Made = TypeVar("Made")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop that Textual and httpx run on."""
    return "asyncio"


@pytest.fixture(autouse=True)
def _cache_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep nothing in the cache folder of whoever runs the tests, nor in that of another test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(autouse=True)
def _archives_closed_in_the_end(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test opened and is done with: to forget it is a warning since Python 3.13."""
    opened: list[sqlite3.Connection] = []
    monkeypatch.setattr(sqlite3, "connect", _remembering(sqlite3.connect, opened))
    yield
    for connection in opened:
        # Those that only their own thread may close are closed by it.
        with suppress(sqlite3.ProgrammingError):
            connection.close()


def _remembering(call: Callable[Parameters, Made], made: list[Made]) -> Callable[Parameters, Made]:
    def remembered(*args: Parameters.args, **options: Parameters.kwargs) -> Made:
        made.append(call(*args, **options))
        return made[-1]

    return remembered
