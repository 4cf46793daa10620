"""The same words find the same sequences in every kind of account."""

from __future__ import annotations

import asyncio
import json
import unicodedata
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache.source import CachedSource
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.cli.cache_sources import open_cache
from seq_tui.cli.main import main
from seq_tui.client.name_search import SEARCH_NOTE
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import Sequence, Step, TaskAction
from seq_tui.wire.envelopes import encode_sequence
from tests.archive.saved_items import HOST, make_version_1, saved, saved_demo
from tests.fake_source import FakeSource
from tests.serving import SourceCatalogue, serving

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "Łódź · free trial",
    unicodedata.normalize("NFD", "Händler für Räder"),
    "Free\u00a0ride",
    "İstanbul — no‑reply",
    "Winback 21143",
    "ＳＱＬ",
    "Diyarbakır",
    "plain",
)

TASKS = {7: "Größe prüfen"}

IDS = (1, 2, 3, 21143, 5, 6, 7, 8)


def account() -> tuple[Sequence, ...]:
    return tuple(
        Sequence(
            id=sequence_id,
            name=name,
            steps=tuple(
                Step(action=TaskAction("task", {"task_content": TASKS[sequence_id]}))
                for _ in range(sequence_id in TASKS)
            ),
        )
        for sequence_id, name in zip(IDS, NAMES, strict=True)
    )


QUERIES = [
    ("lodz", [1]),
    ("ŁÓDŹ", [1]),
    ("handler rader", [2]),
    ("RÄDER", [2]),
    ("free ride", [3]),
    ("trial free", [1]),
    ("istanbul", [21143]),
    ("no-reply", [21143]),
    ("sql", [6]),
    ("diyarbakir", [7]),
    ("21143", [21143, 5]),
    ("winback 21143", [5]),
    ("#21143", [21143]),
    ("r", [1, 2, 3, 21143, 7]),
    ("free nothing", []),
]

FILTER_QUERIES = [
    ("task:", [7]),
    ("task:prufen task:grosse", [7]),
    ("task:plain", []),
    ("steps>0 or #21143", [21143, 7]),
    ("r -(free or steps:1 or has:email)", [2, 21143]),
    ('id:1,2,3 "free trial"', [1]),
]


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[int]:
    """The ids that a command lists."""
    assert main(["list", "--format", "jsonl", *arguments]) == 0
    return [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]


@pytest.fixture(scope="module", params=["new", "old", "old and written"])
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The account in an archive, which `list` only reads."""
    path = tmp_path_factory.mktemp("archive") / "a.seqtui"
    saved(path, map(encode_sequence, account())).close()
    if request.param != "new":
        make_version_1(path)
    if request.param == "old and written":
        ArchiveWriter.open_or_create(path, HOST).finish()
    return path


@pytest.mark.parametrize(("text", "ids"), QUERIES + FILTER_QUERIES)
def test_in_an_archive(
    archive: Path, capsys: pytest.CaptureFixture[str], text: str, ids: list[int]
) -> None:
    before = archive.read_bytes()
    assert found(capsys, "--archive", str(archive), text) == ids
    assert archive.read_bytes() == before


@pytest.mark.parametrize(("text", "ids"), QUERIES + FILTER_QUERIES)
def test_on_a_service_that_folds_as_this_program_does(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    ids: list[int],
) -> None:
    with serving(SourceCatalogue(sequences=account())) as served:
        monkeypatch.setenv("SELL_API_URL", served.address)
        monkeypatch.setenv("SELL_ACCESS_TOKEN", "x" * 64)
        assert main(["list", "--format", "jsonl", text]) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ids
    note = f"seq-tui: the service searched names itself: {SEARCH_NOTE}\n"
    is_asked = (text, ids) in QUERIES and any(map(str.isalpha, text))
    assert err == (note if is_asked else "")


@pytest.mark.parametrize(("text", "ids"), QUERIES + FILTER_QUERIES)
def test_in_what_was_cached(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    ids: list[int],
) -> None:
    monkeypatch.setenv("SELL_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "canary")

    async def browse_all() -> None:
        cache = open_cache("http://127.0.0.1:9", "canary", "127.0.0.1:9")
        source = CachedSource(FakeSource(sequences=account()), cache)
        await source.page(Query(), 1)
        source.close()

    asyncio.run(browse_all())
    assert found(capsys, "--offline", text) == ids


@pytest.mark.parametrize("text", ["handler", "REPLY\u00a0trîal no", "same‑day", "task:", "90"])
def test_the_demo_account_and_its_archive_agree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = tmp_path / "a.seqtui"
    saved_demo(path, 342).close()
    in_demo = found(capsys, "--demo", text)
    assert in_demo == found(capsys, "--archive", str(path), text)
    assert in_demo


def test_a_phrase_of_several_arguments_is_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "--demo", "reply", "no") == found(capsys, "--demo", "no reply")
