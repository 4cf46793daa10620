"""The cache together with other processes, and on a full disk."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.archive.cache.sessions import (
    ALL,
    NOW,
    corrupt,
    raw_page,
    run_script,
    session,
    store_pages,
    stored_ids,
    warnings_of,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_full_disk_costs_the_cache_and_not_the_session(tmp_path: Path) -> None:
    path = tmp_path / "cache.seq"
    store_pages(path, raw_page(1))
    script = f"""
import resource
from pathlib import Path
from tests.archive.cache.sessions import ALL, NOW, raw_page, session, warnings_of
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
with session(Path({str(path)!r})) as cache:
    for number in range(1, 9):
        cache.store(raw_page(number), NOW)
print(*warnings_of(cache), sep="\\n")
"""
    told = run_script(script)
    assert told.startswith(f"Pages are not cached in this session: {path} cannot be ")
    assert told.count("\n") == 1
    assert stored_ids(path, 1) == list(range(100, 200))


def test_two_processes_with_one_cache_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cache.seq"
    script = """
import sys
from pathlib import Path
from tests.archive.cache.sessions import ALL, NOW, raw_page, session, warnings_of
offset = int(sys.argv[2])
for round in range(3):
    with session(Path(sys.argv[1])) as cache:
        for number in range(1 + offset, 13, 2):
            cache.store(raw_page(number), NOW)
            cache.page(ALL, number)
    print(warnings_of(cache))
"""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(path), str(offset)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for offset in (0, 1)
    ]
    assert [each.communicate()[0] for each in runs] == ["[]\n[]\n[]\n"] * 2
    for number in range(1, 13):
        assert stored_ids(path, number) == list(range(number * 100, number * 100 + 100))
    assert not path.with_name("cache.seq.corrupt").exists()


def test_a_damaged_cache_is_moved_aside_by_one_process_only(tmp_path: Path) -> None:
    path = tmp_path / "cache.seq"
    store_pages(path, *(raw_page(number) for number in range(1, 9)))
    script = f"""
from pathlib import Path
from tests.archive.cache.sessions import ALL, NOW, raw_page, session, warnings_of
with session(Path({str(path)!r})) as cache:
    for number in range(1, 9):
        cache.page(ALL, number)
    cache.store(raw_page(1), NOW)
print(len(warnings_of(cache)))
"""
    with session(path) as cache:
        assert cache.page(ALL, 1) is not None
        path.write_bytes(corrupt(path.read_bytes()))
        assert run_script(script) == "1\n"
        for number in range(1, 9):
            cache.page(ALL, number)
        cache.store(raw_page(2), NOW)
    assert warnings_of(cache) == []
    assert stored_ids(path, 1) == list(range(100, 200))
    assert stored_ids(path, 2) == list(range(200, 300))
