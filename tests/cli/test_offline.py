"""Tests of ``--offline``: the cached pages are read, and no request is sent."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache.source import CachedSource
from seq_tui.cli.cache_sources import open_cache
from seq_tui.cli.main import main
from seq_tui.domain.query import Query
from tests.archive.saved_items import demo_items, saved
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "http://127.0.0.1:9"
"""An address where nothing listens, so that any request fails."""


@pytest.fixture(autouse=True)
def _account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELL_API_URL", ADDRESS)
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "canary")


async def _read_pages(numbers: tuple[int, ...]) -> None:
    source = CachedSource(FakeSource(342), open_cache(ADDRESS, "canary", "127.0.0.1:9"))
    for number in numbers:
        await source.page(Query(), number)
    source.close()


@pytest.fixture
def seen() -> None:
    """Cache pages 1 and 3."""
    asyncio.run(_read_pages((1, 3)))


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


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["list", "1007", "1150"], "not in the cache: 1150"),
        (["export", "-o", "-", "1007", "1150"], "not in the cache: 1150"),
        (["show", "1007", "1150"], "Sequence 1150 is not cached"),
    ],
)
def test_ids_that_are_not_cached_may_still_exist(
    command: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--offline", "--format", "jsonl"]) == 3
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1007]
    assert message in err
    assert "no sequence" not in err


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize(
    "command", [["list"], ["show", "1007"], ["export", "-o", "-", "-f", "csv"]]
)
def test_an_account_out_of_reach_that_was_seen_can_be_read_offline(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seq_tui.client.transport.ATTEMPTS", 1)
    assert main(command) == 3
    assert capsys.readouterr() == (
        "",
        "seq-tui: Cannot reach 127.0.0.1:9 · Check the network and the address. · With --offline,"
        " list, show and export read what was seen of it.\n",
    )
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "another")
    assert main(command) == 3
    assert "--offline" not in capsys.readouterr().err


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


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("seen_pages", [(1,), (1, 2, 3, 4)], ids=["one page", "every page"])
@pytest.mark.parametrize("option", ["--update", "--no-update"])
@pytest.mark.parametrize("has_file", [False, True])
def test_a_cache_is_never_saved_as_the_account(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    seen_pages: tuple[int, ...],
    option: str,
    has_file: bool,
) -> None:
    asyncio.run(_read_pages(seen_pages))
    file = tmp_path / "acme.seqtui"
    if has_file:
        saved(file, demo_items(342), host="127.0.0.1:9").close()
    before = _files(tmp_path)
    assert main(["--offline", "archive", str(file), option]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "save it without --offline" in err
    assert "complete ·" not in err
    assert _files(tmp_path) == before


def test_nothing_cached_is_refused_in_the_same_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["archive", "--offline", str(tmp_path / "a.seqtui")]) == 2
    assert "save it without --offline" in capsys.readouterr().err


def test_a_cache_that_has_every_page_does_not_claim_to_be_the_whole_account(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asyncio.run(_read_pages((1, 2, 3, 4)))
    assert main(["list", "--offline", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 342
    assert err.endswith(": 342 sequences that were seen, which may not be all\n")


@pytest.mark.usefixtures("seen")
def test_offline_counts_the_templates_of_cached_sequences(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["templates", "--offline", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["sequences"] == 200
    assert err.endswith(": 200 sequences that were seen, which may not be all\n")
