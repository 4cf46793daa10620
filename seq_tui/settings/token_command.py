"""Runs the command of a profile that prints its access token."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from contextlib import suppress
from pathlib import PurePath
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

COMMAND_TIMEOUT = 60.0
"""Seconds that a command may take, in which a user may have to type a passphrase."""

NOTICE_AFTER = 1.0
"""Seconds after which it is said what is waited for."""

EXIT_INTERVAL = 0.05
"""Seconds after which a command that prints nothing is asked whether it has exited."""

MAX_OUTPUT = 65_536
"""Bytes that a command may print."""

MAX_QUOTED = 160
"""Characters of a command's own message that are quoted."""

_SECRET = re.compile(r"[A-Za-z0-9._~+/=-]{20,}")
"""A word that may be a token."""

NAME = "token_command"


def run_token_command(
    command: str | Sequence[str],
    environ: Mapping[str, str],
    profile: str,
    *,
    timeout: float = COMMAND_TIMEOUT,
    on_wait: Callable[[str], None] | None = None,
) -> str:
    """The first line that a command prints. No message repeats its arguments: one may be a secret.

    Args:
        command: the program and its arguments; as one text, it is split as a shell would, but no
            shell runs it.
        environ: the environment of the command.
        profile: the profile that it is a setting of, which messages name.
        timeout: seconds after which the command is killed.
        on_wait: is called with what is waited for, once it has taken a while; without it, the
            command may ask nothing on the terminal.

    Raises:
        SourceError: it cannot be run, takes too long, fails, or prints nothing.
    """
    name = f"{NAME} of profile {profile}"
    arguments = _arguments(command, name)
    process = _start(arguments, environ, name, may_prompt=on_wait is not None)
    name += _program(arguments[0], environ)
    wait = _Wait(name, timeout, on_wait)
    with process:
        try:
            output, errors = _collect(process, wait)
        finally:
            process.kill()
    line = output.decode(errors="replace").strip().partition("\n")[0].strip()
    if process.returncode:
        raise _error(f"{name} failed ({_ending(process.returncode)}){_quoted(errors, line)}")
    if not line:
        raise _error(f"{name} printed nothing{_quoted(errors, line)}")
    return line


class _Wait:
    """How long a command is waited for, and when it is said that it is.

    Args:
        name: the command in messages.
        timeout: seconds that it may take.
        on_wait: says it.
    """

    def __init__(self, name: str, timeout: float, on_wait: Callable[[str], None] | None) -> None:
        self.name = name
        now = monotonic()
        self._deadline, self._notice_at = now + timeout, now + NOTICE_AFTER
        self._on_wait = on_wait

    def remaining(self) -> float:
        """The seconds that are left, at least 0. If it is time, this says what is waited for."""
        now = monotonic()
        if self._on_wait is not None and now >= self._notice_at:
            self._on_wait(self.name)
            self._on_wait = None
        return max(0.0, self._deadline - now)


def _arguments(command: str | Sequence[str], name: str) -> list[str]:
    try:
        arguments = shlex.split(command) if isinstance(command, str) else list(command)
    except ValueError as error:
        raise _error(f"{name} cannot be split into words: {error}".rstrip(".")) from None
    if not arguments or not arguments[0]:
        raise _error(f"{name} names no program")
    return arguments


def _start(
    arguments: list[str], environ: Mapping[str, str], name: str, *, may_prompt: bool
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - what to run is the user's own setting
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environ,
            start_new_session=not may_prompt,
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it holds a null character"
        raise _error(f"The program of {name} cannot be started: {reason}") from None


def _program(word: str, environ: Mapping[str, str]) -> str:
    """The name of the program in brackets.

    Empty if it cannot be found: then the word may be anything, also a secret.
    """
    is_known = shutil.which(word, path=environ.get("PATH")) is not None
    return f" ({PurePath(word).name})" if is_known else ""


def _collect(process: subprocess.Popen[bytes], wait: _Wait) -> tuple[bytes, bytes]:
    """Both outputs, once the process has exited.

    What it started may keep them open, as an agent does, and is not waited for.
    """
    outputs: dict[int, bytearray] = {}
    with DefaultSelector() as selector:
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                outputs[stream.fileno()] = bytearray()
                selector.register(stream.fileno(), EVENT_READ)
        while selector.get_map():
            # Asked before the outputs, so that all that it wrote is read.
            has_exited = process.poll() is not None
            remaining = 0.0 if has_exited else wait.remaining()
            ready = selector.select(min(remaining, EXIT_INTERVAL))
            if not ready and has_exited:
                break
            if not ready and remaining <= 0:
                raise _error(f"{wait.name} took too long")
            for key, _ in ready:
                if not (chunk := os.read(key.fd, MAX_OUTPUT)):
                    selector.unregister(key.fd)
                outputs[key.fd] += chunk
                if len(outputs[key.fd]) > MAX_OUTPUT:
                    raise _error(f"{wait.name} prints too much")
    _await_exit(process, wait)
    output, errors = outputs.values()
    return bytes(output), bytes(errors)


def _await_exit(process: subprocess.Popen[bytes], wait: _Wait) -> None:
    while process.poll() is None:
        if not (remaining := wait.remaining()):
            raise _error(f"{wait.name} took too long")
        with suppress(subprocess.TimeoutExpired):
            process.wait(min(remaining, NOTICE_AFTER))


def _ending(code: int) -> str:
    return f"exit code {code}" if code > 0 else f"signal {-code}"


def _quoted(errors: bytes, secret: str) -> str:
    """What the command said on standard error, without any word that may be the token."""
    text = " ".join(errors.decode(errors="replace").split())
    if secret:
        text = text.replace(secret, "****")
    text = _SECRET.sub("****", text)
    if len(text) > MAX_QUOTED:
        text = f"{text[: MAX_QUOTED - 1]}…"
    return f' · the command said: "{text}"' if text else ""


def _error(message: str) -> SourceError:
    return SourceError(Failure(Cause.USAGE, message))
