"""Caches of accounts that nobody looks at any more: they go, and nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Event
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache import cleanup
from seq_tui.archive.cache.cleanup import UNUSED, remove_unused
from seq_tui.archive.cache.pages import CachedPages
from tests.archive.cache.sessions import ACCOUNT, NOW, keep, raw, session
from tests.archive.saved_items import HOST, item, saved

if TYPE_CHECKING:
    from pathlib import Path

LATER = NOW.timestamp() + UNUSED

OTHER = f"{HOST}-{ACCOUNT}.seq"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The cache of this session, beside an old one."""
    keep(tmp_path / OTHER, raw(1))
    keep(tmp_path / "own.seq", raw(1))
    for path in tmp_path.iterdir():
        os.utime(path, (NOW.timestamp() - 1, NOW.timestamp() - 1))
    return tmp_path / "own.seq"


def names(own: Path) -> list[str]:
    return sorted(path.name for path in own.parent.iterdir())


def test_a_cache_that_nobody_opened_for_long_is_removed(own: Path) -> None:
    remove_unused(own, LATER)
    assert names(own) == ["own.seq"]


def test_one_that_was_opened_since_stays(own: Path) -> None:
    os.utime(own.with_name(OTHER), (0, NOW.timestamp()))
    remove_unused(own, LATER - 1)
    assert names(own) == ["own.seq", OTHER]


def test_to_read_a_cache_is_to_open_it(own: Path) -> None:
    CachedPages.of(own, HOST, ACCOUNT).close()
    assert own.stat().st_mtime > NOW.timestamp()


def test_what_is_no_cache_stays_however_old_it_is(own: Path) -> None:
    saved(own.with_name("an-archive.seq"), [item(1)]).close()
    own.with_name("a-text.seq").write_text("my thesis")
    own.with_name("a-folder.seq").mkdir()
    own.with_name("a-link.seq").symlink_to(own.with_name("a-text.seq"))
    own.with_name(OTHER).rename(own.with_name("renamed.seq"))
    before = names(own)
    remove_unused(own, LATER + 1e9)
    assert names(own) == before


def test_one_that_another_process_has_open_stays(own: Path) -> None:
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


def test_they_are_looked_for_once_after_a_page_was_written(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = Event()
    asked: list[Path] = []

    def look(path: Path, _now: float) -> None:
        asked.append(path)
        looked.set()

    monkeypatch.setattr(cleanup, "remove_unused", look)
    with session(own) as cache:
        assert asked == []
        cache.keep(raw(2), NOW)
        assert looked.wait(10)
        cache.keep(raw(3), NOW)
    assert asked == [own]
