"""Tests of searches in the texts of e-mails."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.past_archive import PastArchive
from seq_tui.cli.main import main
from seq_tui.domain.query import Query
from tests.archive.saved_items import saved_demo
from tests.archive.texts.text_samples import put, sample
from tests.cli.test_template_texts import WELCOME, run

if TYPE_CHECKING:
    from pathlib import Path

Output = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.seqtui"
    saved_demo(path, 40).close()
    return path


def test_sequences_are_found_by_the_texts_of_their_emails(path: Path, capsys: Output) -> None:
    put(path, sample(1)._replace(template_id=WELCOME, subject="Our OFFER", plain="", html=""))
    assert main(["list", f"template:{WELCOME}", "--archive", str(path)]) == 0
    users = capsys.readouterr().out
    for query in ("text:offer", 'text:"our offer"', "text:"):
        assert main(["list", query, "--archive", str(path)]) == 0
        assert capsys.readouterr().out == users
    assert main(["list", "text:none", "--archive", str(path)]) == 0
    note = (
        "seq-tui: no sequences\n"
        "seq-tui: text: searches the texts that are known; seq-tui templates lists them\n"
    )
    assert capsys.readouterr() == ("", note)
    assert main(["list", "text:offer", "--demo"]) == 0
    note = (
        "seq-tui: no sequences\n"
        "seq-tui: text: searches the texts of e-mails, which only an archive can keep\n"
    )
    assert capsys.readouterr() == ("", note)
    run(path, "remove", str(WELCOME))
    assert main(["list", "text:", "--archive", str(path)]) == 0
    assert capsys.readouterr().out == ""


def test_sequences_of_a_time_are_found_by_the_texts_of_then(tmp_path: Path) -> None:
    path = tmp_path / "a.seqtui"
    saved_demo(path, 6).close()
    before = datetime.now(UTC) + timedelta(minutes=5)
    text = sample(1)._replace(template_id=WELCOME, subject="then", plain="", html="")
    put(path, text._replace(added_at="2026-01-01T00:00:00Z"))
    put(path, text._replace(subject="now", added_at="2999-01-01T00:00:00Z"))
    for word, is_found in (("then", True), ("now", False)):
        query = Query.parse(f"text:{word}")
        past = PastArchive(Archive.open(path), before)
        found = asyncio.run(past.page(query, 1))
        assert bool(found.items) is is_found
        asyncio.run(past.aclose())
