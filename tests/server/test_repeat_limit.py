"""The same error again and again fills no log."""

from __future__ import annotations

import logging
from itertools import count
from typing import TYPE_CHECKING

import pytest

from seq_tui.server.repeat_limit import PERIOD_S, RepeatLimit
from tests.archive.saved_items import saved_demo
from tests.server.serve_process import get, serving

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def now() -> list[float]:
    return [1000.0]


@pytest.fixture
def logger(now: list[float], caplog: pytest.LogCaptureFixture) -> logging.Logger:
    """A logger whose records reach `caplog` through the filter."""
    logger = logging.getLogger("repeat_limit")
    logger.filters = [RepeatLimit(lambda: now[0])]
    return logger


def test_one_record_a_minute_from_each_place(
    logger: logging.Logger, now: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(1_000):
        logger.error("first %d", number)
        logger.error("second %d", number)
    assert caplog.messages == ["first 0", "second 0"]


def test_the_next_record_says_how_many_were_left_out(
    logger: logging.Logger, now: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    for number in count():
        logger.error("failed %d%%", number)
        if number == 4:
            now[0] += PERIOD_S
        if number == 6:
            break
    assert caplog.messages == ["failed 0%", "failed 5% (4 more before)"]


def test_a_damaged_archive_is_reported_once_however_often_it_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.seqtui"
    saved_demo(path, 200).close()
    with serving(command=("serve", "--archive", str(path))) as (process, address):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 4])
        statuses = [get(f"{address}/v2/sequences?page=2").status_code for _ in range(20)]
        process.terminate()
        _, stderr = process.communicate(timeout=10)
    assert set(statuses) == {500}
    lines = [line for line in stderr.splitlines() if " 500 " not in line]
    assert len(lines) == 1
    assert "a.seqtui" in lines[0]
