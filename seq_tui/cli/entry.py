"""The entry point: sends the first request before it reads the command line, if it can.

Reading a command line takes 45 ms, most of it imports (measured). Without arguments there is
nothing to read, so the request for the first page of the configured account goes first.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from seq_tui.cli import exit_codes
from seq_tui.cli.env import ACCESS, api_address, blocking_variable
from seq_tui.domain.system_failure import system_failure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from seq_tui.client.first_page_prefetch import FirstPagePrefetch


def main() -> int:
    """Run the program, and return its exit code."""
    if name := blocking_variable(os.environ):
        return _refuse(name)
    prefetch = first_request(sys.argv[1:], os.environ)
    try:
        from seq_tui.cli.main import main as run
    except (ImportError, MemoryError, OSError) as error:
        if (failure := system_failure(error)) is None:
            raise
        sys.stderr.write(f"seq-tui: {failure}\n")
        return exit_codes.BY_CAUSE[failure.cause]
    return run(prefetch=prefetch)


def first_request(arguments: Sequence[str], environ: Mapping[str, str]) -> FirstPagePrefetch | None:
    """Send the request for the first page of the account if a screen will certainly want it.

    Args:
        arguments: the command line.
        environ: the environment.

    Returns:
        `None` if something has to be read first, if cached rows are drawn first, if there is no
        screen to draw on, or if the system lacks what it takes.
    """
    text = environ.get(ACCESS, "")
    if arguments or not text.strip() or not can_draw(environ):
        return None
    try:
        return _send(text, environ)
    except (ImportError, MemoryError, OSError, RuntimeError) as error:
        if system_failure(error) is None:
            raise
        # The same error is raised and reported, or worked around, when the account is opened.
        return None


def _send(text: str, environ: Mapping[str, str]) -> FirstPagePrefetch | None:
    """Send the request with the token in `text`, unless rows are cached."""
    from seq_tui.cli.cache_sources import is_cached
    from seq_tui.client.errors import ConfigurationError
    from seq_tui.client.hosts import DEFAULT_BASE
    from seq_tui.client.token import parse_token
    from seq_tui.domain.query import Query

    base = api_address(environ) or DEFAULT_BASE
    try:
        token = parse_token(text)
        if is_cached(base, token, urlsplit(base).netloc):
            return None

        from seq_tui.client.first_page_prefetch import prefetch_first_page

        return prefetch_first_page(base, token, Query())
    except (ConfigurationError, ValueError):
        # The same error is raised and reported when the account is opened.
        return None


def can_draw(environ: Mapping[str, str]) -> bool:
    """Whether the streams are a terminal that can draw; Textual draws on standard error."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    has_terminal = all(stream is not None and stream.isatty() for stream in streams)
    return has_terminal and environ.get("TERM", "") not in ("", "dumb")


def _refuse(variable: str) -> int:
    """Report a variable whose file could block the start, and return the exit code."""
    from seq_tui.cli import output

    output.note(f"{variable} names a pipe or a device · Correct the variable, or unset it.")
    return exit_codes.USAGE
