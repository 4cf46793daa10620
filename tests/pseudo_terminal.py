"""A terminal for a program under test: a pty that can be read, typed into, stalled and closed.

A thread acts as the terminal: it reads at once, stores every byte and answers queries. Every wait
is for a condition, with a deadline.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING

from seq_tui.terminal.held_terminal import TERMINATION_SIGNALS
from tests.keys import click_bytes, key_bytes
from tests.screen import Picture, kinds, modes_left_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

_QUERY = re.compile(rb"\x1b\[\?(\d+)\$p|\x1b\[\?2048h|\x1b\]11;\?\x1b\\|\x1b\[c")
"""A query for a mode, for the background, or for the terminal's attributes; reports of the size are
switched on, which is answered by the first one."""

ATTRIBUTES = b"\x1b[?62;22c"
"""The attributes of the terminal."""

_IGNORE_HANGUP = ("/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh")

SYNCHRONISED_OUTPUT = 2026


class Terminal:
    """A program in a pty of its own, from start to exit.

    Args:
        command: the program and its arguments; the program by its full path.
        size: columns and rows.
        env: environment variables, added to the few of a clean environment.
        controlling: whether the pty is the program's controlling terminal, which signals it.
        ignore_hangup: whether SIGHUP is ignored, as ``nohup`` sets it.
        known_modes: the private modes that the terminal reports as known.
        background: the colour that it reports, such as ``1a1a/1b1b/2626``; none if it is empty.
        is_distant: whether it answers no query before `answer_queries`, as over a slow link.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        controlling: bool = True,
        ignore_hangup: bool = False,
        known_modes: frozenset[int] = frozenset({SYNCHRONISED_OUTPUT}),
        background: str = "",
        is_distant: bool = False,
    ) -> None:
        self._background, self._is_distant = background, is_distant
        self._picture, self._drawn, self._answered = Picture(*size), 0, 0
        self._known_modes = known_modes
        self._output = bytearray()
        self.arrivals: list[tuple[float, int]] = []
        """The monotonic time of each read, and how many bytes there were after it."""
        self.exited_at: float | None = None
        self._changed = Condition()
        self._flowing = self._open = True
        # Open here too, so that its settings can be read after the program has exited.
        self._master, self._slave = os.openpty()
        self._set_size(*size)
        self._wake_reader, self._wake_writer = os.pipe()
        self.started_at = time.monotonic()
        self.pid = os.posix_spawn(
            _IGNORE_HANGUP[0] if ignore_hangup else command[0],
            [*(_IGNORE_HANGUP if ignore_hangup else ()), *command],
            _clean_environment() | dict(env or {}),
            file_actions=_standard_files(os.ttyname(self._slave), controlling=controlling),
            setsid=True,
            setsigmask=(),
            setsigdef=(*TERMINATION_SIGNALS, signal.SIGPIPE),
        )
        self._process = os.pidfd_open(self.pid)
        self._status: int | None = None
        self._thread = Thread(target=self._attend, name="terminal", daemon=True)
        self._thread.start()

    def __enter__(self) -> Terminal:
        """The running terminal."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Kill the program if it is alive, and close everything."""
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait(10)
        self.close_master()
        for descriptor in (self._slave, self._wake_reader, self._wake_writer, self._process):
            os.close(descriptor)

    @property
    def output(self) -> bytes:
        """All bytes that the program has written so far."""
        with self._changed:
            return bytes(self._output)

    def lines(self) -> list[str]:
        """The rows of the screen as it is now."""
        with self._changed:
            fresh, self._drawn = bytes(self._output[self._drawn :]), len(self._output)
        self._picture.feed(fresh)
        return self._picture.lines

    @property
    def text_at_cursor(self) -> tuple[str, str]:
        """The cursor's line as it is now: the text before the cursor, and that from it on."""
        self.lines()
        return self._picture.text_at_cursor

    def screen_text(self) -> str:
        """The screen as it is now, in lines without trailing spaces."""
        return "\n".join(line.rstrip() for line in self.lines())

    def send(self, *keys: str) -> None:
        """Press keys by their names, or type text; see `tests.keys.key_bytes`."""
        for key in keys:
            self.send_bytes(key_bytes(key))

    def send_bytes(self, data: bytes) -> None:
        """Send `data` to the program as input."""
        while data:
            data = data[os.write(self._master, data) :]

    def write_over(self, output: bytes) -> None:
        """Write to the screen, as another program on the same terminal may."""
        os.write(self._slave, output)

    def click(self, column: int, row: int) -> None:
        """Click a cell, counted from 0."""
        self.send_bytes(click_bytes(column, row))

    def resize(self, columns: int, rows: int) -> None:
        """Change the size, which signals the program."""
        self.lines()
        self._picture.resize(columns, rows)
        self._set_size(columns, rows)

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def answer_queries(self, *, is_distant: bool = False) -> None:
        """Answer the queries so far, and all later ones unless it stays distant."""
        with self._changed:
            self._is_distant = is_distant
            output = bytes(self._output)
            answered, self._answered = self._answered, len(output)
        self._answer(output, answered)

    def unread_input(self) -> bytes:
        """What was sent to the program, and is left for the next one that reads."""
        settings = termios.tcgetattr(self._slave)
        settings[3] &= ~termios.ICANON
        termios.tcsetattr(self._slave, termios.TCSANOW, settings)
        return os.read(self._slave, 4096) if self.has_unread_input() else b""

    def has_unread_input(self) -> bool:
        """Whether what was sent has arrived, which the system does later; not for whole lines."""
        return bool(select.select([self._slave], [], [], 0)[0])

    def stall(self) -> None:
        """Stop reading, as a terminal does after Ctrl-S or when its connection is frozen."""
        self._set(flowing=False)

    def resume(self) -> None:
        """Continue reading."""
        self._set(flowing=True)

    def close_master(self) -> None:
        """Take the terminal away from the program."""
        if self._open:
            self._set(open_=False)
            self._thread.join()
            os.close(self._master)

    def read_until(self, wanted: str | Callable[[], bool], timeout: float = 10) -> None:
        """Wait until the screen matches a regular expression, or until `wanted()` holds.

        Raises:
            TimeoutError: it did not within `timeout` seconds.
        """
        is_met = wanted if callable(wanted) else self._matcher(wanted)
        deadline = time.monotonic() + timeout
        while True:
            seen = len(self._output)
            if is_met():
                return
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"no {wanted!r} on the screen:\n{self.screen_text()}")
            with self._changed:
                if len(self._output) == seen:
                    self._changed.wait(min(left, 0.05))

    def wait(self, timeout: float = 10) -> int:
        """Wait until the program ends; its exit status, 128+n if signal n ended it.

        Raises:
            TimeoutError: it is still alive after `timeout` seconds.
        """
        if self._status is None:
            if not select.select([self._process], [], [], timeout)[0]:
                raise TimeoutError(f"alive after {timeout} s, on the screen:\n{self.screen_text()}")
            self.exited_at = time.monotonic()
            code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            self._status = 128 - code if code < 0 else code
            if self._open and self._flowing:
                self.read_until(lambda: not select.select([self._master], [], [], 0.02)[0])
        return self._status

    def modes_left_on(self) -> set[str]:
        """The modes that the program has changed, by its output and by the pty's settings."""
        local = termios.tcgetattr(self._slave)[3]
        settings = {"no echo": termios.ECHO, "not canonical": termios.ICANON}
        left = {name for name, flag in settings.items() if not local & flag}
        return left | modes_left_on(self.output)

    def controls_outside(self, allowed: set[str]) -> set[str]:
        """The kinds of control sequences in the output that are not in `allowed`; see `kinds`."""
        return kinds(self.output) - allowed

    def cpu_seconds(self) -> float:
        """The CPU time that the program has used so far."""
        fields = self._stat()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_stopped(self) -> bool:
        """Whether the program is stopped, and all its output has been read."""
        return self._stat()[0] == "T" and not select.select([self._master], [], [], 0)[0]

    def _stat(self) -> list[str]:
        """The fields of proc(5) after the program's name, the state first."""
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()

    def _matcher(self, pattern: str) -> Callable[[], bool]:
        wanted = re.compile(pattern, re.MULTILINE)
        return lambda: wanted.search(self.screen_text()) is not None

    def _attend(self) -> None:
        while self._open:
            sources = [self._wake_reader, *([self._master] if self._flowing else [])]
            ready, _, _ = select.select(sources, [], [])
            if self._wake_reader in ready:
                os.read(self._wake_reader, 64)
            elif data := os.read(self._master, 1 << 16):
                with self._changed:
                    before = len(self._output)
                    self._output += data
                    is_distant = self._is_distant
                    self.arrivals.append((time.monotonic(), len(self._output)))
                    self._changed.notify_all()
                if not is_distant:
                    self._answer(self._output, before)

    def _answer(self, output: bytes | bytearray, before: int) -> None:
        for query in _QUERY.finditer(output, max(0, before - 16)):
            if query.end() > before:
                self.send_bytes(self._answer_to(query[0], query[1]))

    def _answer_to(self, query: bytes, mode: bytes | None) -> bytes:
        if query.startswith(b"\x1b]"):
            return f"\x1b]11;rgb:{self._background}\x1b\\".encode() if self._background else b""
        if query == b"\x1b[c":
            return ATTRIBUTES
        if mode is None:
            columns, rows = self._size
            return b"\x1b[48;%d;%d;%d;%dt" % (rows, columns, 16 * rows, 8 * columns)
        return b"\x1b[?%b;%d$y" % (mode, 2 if int(mode) in self._known_modes else 0)

    def _set(self, *, flowing: bool = True, open_: bool = True) -> None:
        self._flowing, self._open = flowing, open_
        os.write(self._wake_writer, b"\0")

    def _set_size(self, columns: int, rows: int) -> None:
        self._size = (columns, rows)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _clean_environment() -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        # On a busy machine a terminal may answer late.
        "SEQ_TUI_SLOW": "false",
        # The directory of the running test; outside of a test, a path that cannot be a directory.
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", "/dev/null"),
        # Nothing is remembered, unless a test names a folder.
        "XDG_STATE_HOME": "/dev/null",
    }


def _standard_files(name: str, *, controlling: bool) -> list[tuple[int, int, str, int, int]]:
    """Standard input, output and error on the terminal `name`.

    The first terminal that a new session opens becomes its controlling one, unless it is opened
    with ``O_NOCTTY``.
    """
    flags = os.O_RDWR | (0 if controlling else os.O_NOCTTY)
    return [(os.POSIX_SPAWN_OPEN, number, name, flags, 0) for number in range(3)]
