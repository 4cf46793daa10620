"""Work of the screen in a thread, and what is said where none can be started."""

from __future__ import annotations

from threading import Thread

import pytest

from seq_tui.domain.failure import Cause, SourceError
from seq_tui.ui.threads import run_in_thread

pytestmark = pytest.mark.anyio


async def test_the_result_of_the_function_is_returned() -> None:
    assert await run_in_thread(pow, 2, 10) == 1024


@pytest.mark.parametrize("error", [RuntimeError("can't start new thread"), MemoryError()], ids=repr)
async def test_a_thread_that_cannot_be_started_is_one_failure(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(_thread: Thread) -> None:
        raise error

    with monkeypatch.context() as context:
        context.setattr(Thread, "start", fail)
        with pytest.raises(SourceError) as raised:
            await run_in_thread(pow, 2, 10)
    assert raised.value.failure.cause is Cause.SYSTEM


async def test_an_error_of_the_function_itself_is_raised() -> None:
    def fail() -> None:
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        await run_in_thread(fail)
