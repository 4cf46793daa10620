"""Where a document goes that is written in pieces and yet is whole or absent."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from seq_tui.cli import output
from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from typing import TypeAlias

    from seq_tui.cli.accounts import Account

    Write: TypeAlias = Callable[[bytes], None]
    """What takes the next piece, and raises `SourceError` where it cannot be written."""

IN_MEMORY = 16_000_000
"""Bytes of a document that are kept in memory; of a longer one, all are in a temporary file."""

PART = 1_000_000
"""Bytes that are handed on at once."""


@contextmanager
def whole_output() -> Iterator[Write]:
    """Standard output at the end of the block; nothing of it where the block ends by an error.

    Raises:
        SourceError: a temporary file, or standard output, cannot be written.
    """
    # What is written as it comes needs none.
    from tempfile import SpooledTemporaryFile

    with SpooledTemporaryFile(IN_MEMORY) as file:

        def write(piece: bytes) -> None:
            try:
                file.write(piece)
            except OSError as error:
                raise _unspoolable(error) from None

        yield write
        try:
            file.seek(0)
        except OSError as error:
            raise _unspoolable(error) from None
        while part := file.read(PART):
            output.write(part)


async def fill(write: Write, pieces: AsyncIterator[bytes], account: Account) -> None:
    """Write all pieces, and close the account in any case."""
    try:
        async for piece in pieces:
            write(piece)
    finally:
        await account.close()


def _unspoolable(error: OSError) -> SourceError:
    message = f"The temporary file cannot be written: {error.strerror}"
    return SourceError(Failure(Cause.FILE, message, "Set TMPDIR to a folder with more room."))
