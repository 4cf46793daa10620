"""The thread of a cache: nobody waits for it once it has ended."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.writer import ArchiveWriter
from tests.archive.cache.sessions import ALL, NOW, open_cache, raw_page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("is_dead_before", [True, False])
def test_nobody_waits_for_a_thread_that_a_bug_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_dead_before: bool
) -> None:
    cache = open_cache(lambda: tmp_path / "cache.seq")
    may_fail = Event()

    def fail(_writer: object, _number: int, *_: object, **_named: object) -> None:
        may_fail.wait()
        raise RuntimeError("a bug")

    monkeypatch.setattr(ArchiveWriter, "put_page", fail)
    is_written = Event()
    cache.store(raw_page(1), NOW)
    if is_dead_before:
        may_fail.set()
        cache._is_awaited.set()
        cache._thread.join()
    cache.flush(is_written.set)
    may_fail.set()
    assert is_written.wait(60)
    assert cache.is_disabled
    assert cache.pop_loss()
    assert cache.page(ALL, 1) is None
    cache.close()
