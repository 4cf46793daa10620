"""Text reaches the terminal directly, or through the output thread."""

from __future__ import annotations

import os
import tty
from contextlib import ExitStack
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from seq_tui.terminal.output import TerminalOutput

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE = "日本語 and what follows "


class Pty:
    """A terminal whose output is read only by `read`."""

    def __init__(self, master: int, output: TerminalOutput) -> None:
        self._master = master
        self.output = output

    def read(self, size: int) -> bytes:
        """Wait for `size` more bytes."""
        data = b""
        while len(data) < size:
            data += os.read(self._master, size - len(data))
        return data


@pytest.fixture
def pty() -> Iterator[Pty]:
    master, slave = os.openpty()
    tty.setraw(slave)
    with ExitStack() as stack:
        stack.callback(os.close, master)
        file = stack.enter_context(os.fdopen(slave, "w", encoding="utf-8"))
        output = TerminalOutput(file)
        assert output.direct is not None
        stack.callback(os.close, output.direct)
        yield Pty(master, output)


def test_text_that_the_terminal_accepts_is_written_directly(pty: Pty) -> None:
    assert pty.output.write_directly(WIDE) is None
    assert pty.read(len(WIDE.encode())) == WIDE.encode()
    assert not pty.output.is_pending


def test_the_remainder_is_written_by_the_thread_in_order(pty: Pty) -> None:
    sent = remaining = ""
    while not pty.output.is_pending:
        sent += WIDE * 20
        remaining = pty.output.write_directly(WIDE * 20) or ""
    later = pty.output.write_directly("later")
    assert later == "later"

    def write() -> None:
        for text in (remaining, later):
            pty.output.write(text)
        pty.output.flush()

    thread = Thread(target=write)
    thread.start()
    whole = (sent + later).encode()
    assert pty.read(len(whole)) == whole
    thread.join()
    assert pty.output.write_directly("at once again") is None
    assert pty.read(13) == b"at once again"


def test_no_text_overtakes_the_output_of_the_thread(pty: Pty) -> None:
    while not pty.output.is_pending:
        pty.output.write_directly(WIDE * 20)
    pty.read(len(WIDE.encode()) * 40)
    assert pty.output.write_directly("later") == "later"


def test_the_thread_writes_all_where_the_terminal_cannot_be_opened_again() -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "w", encoding="utf-8") as file:
        output = TerminalOutput(file)
        assert output.write_directly("text") == "text"
        output.write("text")
        assert output.is_pending
        output.flush()
        assert not output.is_pending
    assert os.read(reader, 10) == b"text"
    os.close(reader)
