"""Runs the command of a profile that prints its access token."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMAND_TIMEOUT = 60.0
"""Seconds that a command may take, in which a user may have to type a passphrase."""

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
    *,
    timeout: float = COMMAND_TIMEOUT,
    may_prompt: bool = True,
) -> str:
    """The first line that a command prints. No message repeats the command: it may hold a secret.

    Args:
        command: the program and its arguments; as one text, it is split as a shell would, but no
            shell runs it.
        environ: the environment of the command.
        timeout: seconds after which the command is killed.
        may_prompt: whether the command may ask something on the terminal.

    Raises:
        SourceError: it cannot be run, takes too long, fails, or prints nothing.
    """
    process = _start(_arguments(command), environ, may_prompt=may_prompt)
    with process:
        try:
            output, errors = _collect(process, monotonic() + timeout)
        finally:
            process.kill()
    line = output.decode(errors="replace").strip().partition("\n")[0].strip()
    if process.returncode:
        raise _error(f"{NAME} failed ({_ending(process.returncode)}){_quoted(errors, line)}")
    if not line:
        raise _error(f"{NAME} printed nothing{_quoted(errors, line)}")
    return line


def _arguments(command: str | Sequence[str]) -> list[str]:
    try:
        arguments = shlex.split(command) if isinstance(command, str) else list(command)
    except ValueError as error:
        raise _error(f"{NAME} cannot be split into words: {error}".rstrip(".")) from None
    if not arguments or not arguments[0]:
        raise _error(f"{NAME} names no program")
    return arguments


def _start(
    arguments: list[str], environ: Mapping[str, str], *, may_prompt: bool
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
        raise _error(f"The program of {NAME} cannot be started: {reason}") from None


def _collect(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bytes]:
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
            remaining = 0.0 if has_exited else deadline - monotonic()
            ready = selector.select(max(0.0, min(remaining, EXIT_INTERVAL)))
            if not ready and has_exited:
                break
            if not ready and remaining <= 0:
                raise _error(f"{NAME} took too long")
            for key, _ in ready:
                if not (chunk := os.read(key.fd, MAX_OUTPUT)):
                    selector.unregister(key.fd)
                outputs[key.fd] += chunk
                if len(outputs[key.fd]) > MAX_OUTPUT:
                    raise _error(f"{NAME} prints too much")
    try:
        process.wait(max(0.0, deadline - monotonic()))
    except subprocess.TimeoutExpired:
        raise _error(f"{NAME} took too long") from None
    output, errors = outputs.values()
    return bytes(output), bytes(errors)


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
