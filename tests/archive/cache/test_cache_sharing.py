"""The cache beside other processes, and on a disk that has no room for it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.archive.cache.sessions import (
    ALL,
    NOW,
    keep,
    kept,
    pop_warning,
    raw,
    run,
    scribble,
    session,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_full_disk_costs_the_cache_and_not_the_session(tmp_path: Path) -> None:
    path = tmp_path / "cache.seq"
    keep(path, raw(1))
    script = f"""
import resource
from pathlib import Path
from tests.archive.cache.sessions import ALL, NOW, pop_warning, raw, session
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
with session(Path({str(path)!r})) as cache:
    for number in range(1, 9):
        cache.keep(raw(number), NOW)
print(len(pop_warning(cache)))
"""
    assert run(script) == "1\n"
    assert kept(path, 1) == list(range(100, 200))


def test_two_processes_on_one_cache_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cache.seq"
    script = """
import sys
from pathlib import Path
from tests.archive.cache.sessions import ALL, NOW, pop_warning, raw, session
offset = int(sys.argv[2])
for round in range(3):
    with session(Path(sys.argv[1])) as cache:
        for number in range(1 + offset, 13, 2):
            cache.keep(raw(number), NOW)
            cache.page(ALL, number)
    print(pop_warning(cache))
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
        assert kept(path, number) == list(range(number * 100, number * 100 + 100))
    assert not path.with_name("cache.seq.corrupt").exists()


def test_a_cache_that_another_process_moved_aside_is_left_to_it(tmp_path: Path) -> None:
    path = tmp_path / "cache.seq"
    keep(path, *(raw(number) for number in range(1, 9)))
    script = f"""
from pathlib import Path
from tests.archive.cache.sessions import ALL, NOW, pop_warning, raw, session
with session(Path({str(path)!r})) as cache:
    for number in range(1, 9):
        cache.page(ALL, number)
    cache.keep(raw(1), NOW)
print(len(pop_warning(cache)))
"""
    with session(path) as cache:
        assert cache.page(ALL, 1) is not None
        path.write_bytes(scribble(path.read_bytes()))
        assert run(script) == "1\n"
        for number in range(1, 9):
            cache.page(ALL, number)
        cache.keep(raw(2), NOW)
    assert pop_warning(cache) == []
    assert kept(path, 1) == list(range(100, 200))
    assert kept(path, 2) == list(range(200, 300))
