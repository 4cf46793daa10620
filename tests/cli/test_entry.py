"""The first request is sent before the command line is read, if it is certain."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from seq_tui.archive.cache.source import CachedSource
from seq_tui.cli.cache_sources import open_cache
from seq_tui.cli.entry import first_request
from seq_tui.cli.env import LIBRARY_FILES, blocking_variable
from seq_tui.domain.query import Query
from seq_tui.server.demo.account import DemoAccount
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SET = {"SELL_ACCESS_TOKEN": "x" * 64, "TERM": "xterm-256color"}


@pytest.fixture(autouse=True)
def _on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(getattr(sys, name), "isatty", lambda: True)


def test_the_first_page_of_the_configured_account_is_requested() -> None:
    with serving(DemoAccount()) as served:
        prefetch = first_request([], {**SET, "SELL_API_URL": served.address})
        assert prefetch is not None
        assert prefetch.outcome.result(10).status == 200
        assert served.queries == ["/v2/sequences?page=1&per_page=100"]


def test_cached_rows_are_drawn_before_anything_is_sent() -> None:
    with serving(DemoAccount()) as served:
        cache = open_cache(
            served.address, SET["SELL_ACCESS_TOKEN"], urlsplit(served.address).netloc
        )
        asyncio.run(CachedSource(DemoAccount(), cache).page(Query(), 1))
        cache.close()
        assert first_request([], {**SET, "SELL_API_URL": served.address}) is None
        assert served.queries == []


@pytest.mark.parametrize(
    ("arguments", "environ"),
    [
        (["--demo"], SET),
        (["trial"], SET),
        ([], {**SET, "SELL_ACCESS_TOKEN": " "}),
        ([], {**SET, "SELL_ACCESS_TOKEN": "ü"}),
        ([], {**SET, "TERM": "dumb"}),
        ([], {**SET, "SELL_API_URL": "http://sell.test"}),
        ([], {**SET, "SELL_API_URL": "https://[::bad"}),
    ],
)
def test_nothing_is_sent_if_something_has_to_be_read_first(
    arguments: Sequence[str], environ: Mapping[str, str]
) -> None:
    assert first_request(arguments, environ) is None


def test_without_a_terminal_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    assert first_request([], SET) is None


@pytest.mark.parametrize("variable", LIBRARY_FILES)
def test_a_pipe_that_a_library_would_open_is_refused_before_its_import(
    tmp_path: Path, variable: str
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    run = subprocess.run(
        [sys.executable, "-c", "import sys; from seq_tui.cli.entry import main; sys.exit(main())"],
        env=os.environ | {variable: str(pipe)},
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.decode().startswith(f"seq-tui: {variable} names a pipe or a device")
    assert run.stderr.count(b"\n") == 1


@pytest.mark.parametrize("path", ["", "/nope", "/dev/null", "/", __file__])
def test_a_file_that_cannot_block_is_no_concern(path: str) -> None:
    assert blocking_variable({"OPENSSL_CONF": path}) == ""


def test_a_device_can_block() -> None:
    assert blocking_variable({"TEXTUAL_LOG": "/dev/zero"}) == "TEXTUAL_LOG"
