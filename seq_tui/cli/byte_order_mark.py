"""The option ``--bom``, for spreadsheets that take CSV without a mark for another encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.cli.buffered_output import Write

Command = TypeVar("Command", bound="Callable[..., object]")

FORMATS = ("csv", "tsv")
"""The formats that may begin with the mark; programs that read the others would fail at it."""

MARK = b"\xef\xbb\xbf"

_KEY = "seq_tui.bom"
"""The key of the option in `click.Context.meta`, which all contexts of a run share."""


def bom_option(command: Command) -> Command:
    """Add the option; `byte_order_mark` returns what it chose."""
    return click.option(
        "--bom",
        is_flag=True,
        expose_value=False,
        callback=_store,
        help="Begin csv or tsv with a byte order mark, by which Excel recognises UTF-8.",
    )(command)


def byte_order_mark(format_name: str) -> bytes:
    """The first bytes of a document; empty without the option.

    Raises:
        click.UsageError: the option is set for a format without a mark.
    """
    context = click.get_current_context()
    if not context.meta.get(_KEY):
        return b""
    if format_name not in FORMATS:
        raise click.UsageError("--bom needs --format csv or tsv.", context)
    return MARK


def write_after(mark: bytes, write: Write) -> Write:
    """Write `mark` before the first chunk."""
    before = [mark] if mark else []

    def write_chunk(chunk: bytes) -> None:
        write(before.pop() + chunk if before else chunk)

    return write_chunk


def _store(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.meta[_KEY] = True
