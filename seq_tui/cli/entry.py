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
from seq_tui.cli.env import blocking_variable
from seq_tui.domain.failure import SourceError
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
    if arguments or not can_draw(environ):
        return None
    try:
        return _send(environ)
    except SourceError:
        # The same error is raised and reported when the account is opened.
        return None
    except (ImportError, MemoryError, OSError, RuntimeError) as error:
        if system_failure(error) is None:
            raise
        # The same error is raised and reported, or worked around, when the account is opened.
        return None


def _send(environ: Mapping[str, str]) -> FirstPagePrefetch | None:
    """Send the request to the account that is used by default, unless rows are cached."""
    from seq_tui.cli.credentials import find_credentials
    from seq_tui.settings.quick import read_settings

    credentials = find_credentials(read_settings(environ), environ)
    if credentials is None or not credentials.is_immediate:
        return None

    from seq_tui.cli.cache_sources import is_cached
    from seq_tui.client.token import parse_token
    from seq_tui.domain.query import Query

    base = credentials.address
    token = parse_token(credentials.read_token())
    try:
        if is_cached(base, credentials.identity, urlsplit(base).netloc):
            return None

        from seq_tui.client.first_page_prefetch import prefetch_first_page

        return prefetch_first_page(base, token, Query())
    except ValueError:
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
