"""Unused caches are removed, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Event
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache import cleanup
from seq_tui.archive.cache.cleanup import UNUSED_AFTER_S, remove_unused
from seq_tui.archive.cache.pages import CachedPages
from tests.archive.cache.sessions import ACCOUNT, NOW, raw_page, session, store_pages
from tests.archive.saved_items import HOST, item, saved

if TYPE_CHECKING:
    from pathlib import Path

LATER = NOW.timestamp() + UNUSED_AFTER_S

OTHER = f"{HOST}-{ACCOUNT}.seq"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The cache of this session, beside an old one."""
    store_pages(tmp_path / OTHER, raw_page(1))
    store_pages(tmp_path / "own.seq", raw_page(1))
    for path in tmp_path.iterdir():
        os.utime(path, (NOW.timestamp() - 1, NOW.timestamp() - 1))
    return tmp_path / "own.seq"


def names(own: Path) -> list[str]:
    return sorted(path.name for path in own.parent.iterdir())


def test_a_cache_that_was_not_opened_for_long_is_removed(own: Path) -> None:
    remove_unused(own, LATER)
    assert names(own) == ["own.seq"]


def test_a_recently_opened_cache_stays(own: Path) -> None:
    os.utime(own.with_name(OTHER), (0, NOW.timestamp()))
    remove_unused(own, LATER - 1)
    assert names(own) == ["own.seq", OTHER]


def test_reading_a_cache_counts_as_opening_it(own: Path) -> None:
    CachedPages.of_account(own, HOST, ACCOUNT).close()
    assert own.stat().st_mtime > NOW.timestamp()


def test_other_files_stay_however_old_they_are(own: Path) -> None:
    saved(own.with_name("an-archive.seq"), [item(1)]).close()
    own.with_name("a-text.seq").write_text("my thesis")
    own.with_name("a-folder.seq").mkdir()
    own.with_name("a-link.seq").symlink_to(own.with_name("a-text.seq"))
    own.with_name(OTHER).rename(own.with_name("renamed.seq"))
    before = names(own)
    remove_unused(own, LATER + 1e9)
    assert names(own) == before


def test_a_cache_that_another_process_has_open_stays(own: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from tests.archive.cache.sessions import ALL, session
with session(Path({str(own.with_name(OTHER))!r})) as cache:
    print(len(cache.page(ALL, 1).items), flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "100\n"
        remove_unused(own, LATER + 1e9)
        assert OTHER in names(own)
        run.communicate()
    remove_unused(own, LATER + 1e9)
    assert names(own) == ["own.seq"]


def test_cleanup_runs_once_after_the_first_page_is_written(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_done = Event()
    calls: list[Path] = []

    def record(path: Path, _now: float) -> None:
        calls.append(path)
        is_done.set()

    monkeypatch.setattr(cleanup, "remove_unused", record)
    with session(own) as cache:
        assert calls == []
        cache.store(raw_page(2), NOW)
        assert is_done.wait(10)
        cache.store(raw_page(3), NOW)
    assert calls == [own]
