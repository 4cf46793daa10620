"""The option ``--offline``: what was seen of an account, and not one request."""

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
"""Where nobody answers, so that a request would be an error."""


@pytest.fixture(autouse=True)
def _account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELL_API_URL", ADDRESS)
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "canary")


async def _look() -> None:
    source = CachedSource(FakeSource(342), open_cache(ADDRESS, "canary", "127.0.0.1:9"))
    await source.page(Query(), 1)
    await source.page(Query(), 3)
    source.close()


@pytest.fixture
def seen() -> None:
    """Pages 1 and 3 were looked at."""
    asyncio.run(_look())


@pytest.mark.usefixtures("seen")
def test_it_lists_what_was_seen_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--offline", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    names = [sequence["name"] for sequence in json.loads(out)]
    assert names == [f"Sequence {number}" for number in (*range(100), *range(200, 300))]
    assert err.startswith("seq-tui: offline, as of ")
    assert err.endswith(": 200 sequences that were seen, which may not be all\n")


@pytest.mark.usefixtures("seen")
def test_it_searches_what_was_seen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--offline", "list", "sequence 27", "--format", "jsonl"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 11


@pytest.mark.usefixtures("seen")
def test_it_shows_a_sequence_that_was_seen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "1007", "--offline"]) == 0
    assert "Sequence 7" in capsys.readouterr().out


@pytest.mark.usefixtures("seen")
def test_a_sequence_that_was_not_seen_may_exist_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["show", "1150", "--offline"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "Sequence 1150 is not cached" in err


@pytest.mark.parametrize("command", [["list"], ["show", "1007"]])
def test_where_nothing_was_seen_one_line_says_what_to_do(
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
def test_it_is_for_an_account_that_is_browsed_live(
    other: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--offline", *other]) == 2
    assert "--offline" in capsys.readouterr().err


def test_without_an_account_it_is_no_demo(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SELL_ACCESS_TOKEN")
    monkeypatch.delenv("SELL_API_URL")
    assert main(["list", "--offline"]) == 2
    assert "SELL_ACCESS_TOKEN" in capsys.readouterr().err


def test_an_address_in_clear_is_refused_offline_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--offline", "--api-url", "http://sell.test"]) == 2
    assert "in clear" in capsys.readouterr().err
