"""Tests of ``--offline``: the cached pages are read, and no request is sent."""

from __future__ import annotations

import asyncio
import json

import pytest

from seq_tui.archive.cache.source import CachedSource
from seq_tui.cli.cache_sources import open_cache
from seq_tui.cli.main import main
from seq_tui.domain.query import Query
from tests.fake_source import FakeSource

ADDRESS = "http://127.0.0.1:9"
"""An address where nothing listens, so that any request fails."""


@pytest.fixture(autouse=True)
def _account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELL_API_URL", ADDRESS)
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "canary")


async def _read_first_page() -> None:
    source = CachedSource(FakeSource(342), open_cache(ADDRESS, "canary", "127.0.0.1:9"))
    await source.page(Query(), 1)
    await source.page(Query(), 3)
    source.close()


@pytest.fixture
def seen() -> None:
    """Cache pages 1 and 3."""
    asyncio.run(_read_first_page())


@pytest.mark.usefixtures("seen")
def test_offline_lists_cached_sequences_and_reports_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--offline", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    names = [sequence["name"] for sequence in json.loads(out)]
    assert names == [f"Sequence {number}" for number in (*range(100), *range(200, 300))]
    assert err.startswith("seq-tui: offline, as of ")
    assert err.endswith(": 200 sequences that were seen, which may not be all\n")


@pytest.mark.usefixtures("seen")
def test_offline_searches_cached_sequences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--offline", "list", "sequence 27", "--format", "jsonl"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 12


@pytest.mark.usefixtures("seen")
def test_offline_shows_a_cached_sequence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "1007", "--offline"]) == 0
    assert "Sequence 7" in capsys.readouterr().out


@pytest.mark.usefixtures("seen")
def test_a_sequence_that_is_not_cached_may_still_exist(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["show", "1150", "--offline"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "Sequence 1150 is not cached" in err


@pytest.mark.parametrize("command", [["list"], ["show", "1007"]])
def test_an_empty_cache_is_reported_with_advice(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--offline"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "No pages of 127.0.0.1:9 are cached" in err
    assert "without --offline" in err
    assert "canary" not in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("other", [["--demo"], ["--archive", "a.seq"]])
def test_offline_needs_a_live_account(other: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--offline", *other]) == 2
    assert "--offline" in capsys.readouterr().err


def test_offline_without_an_account_does_not_read_the_demo_account(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SELL_ACCESS_TOKEN")
    monkeypatch.delenv("SELL_API_URL")
    assert main(["list", "--offline"]) == 2
    assert "SELL_ACCESS_TOKEN" in capsys.readouterr().err


def test_an_unencrypted_address_is_rejected_offline_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--offline", "--api-url", "http://sell.test"]) == 2
    assert "unencrypted" in capsys.readouterr().err
