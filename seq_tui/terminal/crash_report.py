"""A crash report that is safe to send: where the program failed, without any data."""

from __future__ import annotations

import platform
import traceback
from contextlib import suppress
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from textual.css.query import QueryError
from textual.worker import WorkerFailed

from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator

SAFE_ERRORS = (
    AttributeError,
    IndexError,
    NameError,
    NotImplementedError,
    QueryError,
    RecursionError,
    TypeError,
    ZeroDivisionError,
)
"""Errors whose messages describe the program; any other message may quote a customer's data or a
token (measured: httpx quotes a header that it refuses)."""


def save_crash_report(error: BaseException) -> str:
    """Write the report to a new file of mode 0600, and return one sentence for the user."""
    if isinstance(error, WorkerFailed):
        error = error.error
    report = sanitize("".join(crash_report(error)), lines=True)
    sentence = f"seq-tui stopped because of a bug in it ({type(error).__name__})."
    with (
        suppress(OSError),
        NamedTemporaryFile(
            "w", encoding="utf-8", prefix="seq-tui-crash-", suffix=".txt", delete=False
        ) as file,
    ):
        file.write(report)
        sentence += f" The report is in {file.name}"
    return sanitize(sentence) + "\n"


def crash_report(error: BaseException) -> Iterator[str]:
    """The report in pieces: versions, then each error of the chain, without local variables."""
    # Only a crash needs it, and it takes as long to import as half of the screen.
    from importlib.metadata import distributions

    packages = [
        f"{each.name} {each.version}"
        for name in ("seq-tui", "textual", "httpx")
        for each in distributions(name=name)
    ]
    yield f"{', '.join(packages)}, Python {platform.python_version()}, {platform.platform()}\n"
    for link in _chain(error):
        yield "\n"
        yield from traceback.format_tb(link.__traceback__)
        yield _name(link)
        if isinstance(link, BaseExceptionGroup):
            for inner in link.exceptions:
                yield from (
                    "\n  one of:\n",
                    *traceback.format_tb(inner.__traceback__),
                    _name(inner),
                )


def _chain(error: BaseException) -> list[BaseException]:
    """The errors that led to `error`, oldest first."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return chain[::-1]


def _name(error: BaseException) -> str:
    text = str(error) if isinstance(error, SAFE_ERRORS) else "(its text may hold data)"
    return f"{type(error).__module__}.{type(error).__qualname__}: {text}\n"
