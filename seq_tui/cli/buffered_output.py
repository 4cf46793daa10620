"""A buffer for documents that must be written whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from seq_tui.cli import output
from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import TypeAlias

    from seq_tui.cli.accounts import Account

    Write: TypeAlias = Callable[[bytes], None]
    """Writes the next chunk; raises `SourceError` if it cannot."""

MAX_MEMORY = 16_000_000
"""Most bytes of a document held in memory; a longer one is buffered in a temporary file."""

CHUNK_SIZE = 1_000_000
"""Bytes copied to the target in one write."""


def buffered_stdout() -> AbstractContextManager[Write]:
    """`buffered`, for standard output."""
    return buffered(output.write)


@contextmanager
def buffered(target: Write) -> Iterator[Write]:
    """A block that buffers output, and writes it to `target` at the end unless the block raises.

    Raises:
        SourceError: the temporary file or the target cannot be written.
    """
    # Slow to import, and not needed for streamed formats.
    from tempfile import SpooledTemporaryFile

    with SpooledTemporaryFile(MAX_MEMORY) as file:

        def write(chunk: bytes) -> None:
            try:
                file.write(chunk)
            except OSError as error:
                raise _temporary_file_error(error) from None

        yield write
        try:
            file.seek(0)
        except OSError as error:
            raise _temporary_file_error(error) from None
        while chunk := file.read(CHUNK_SIZE):
            target(chunk)


async def write_all(write: Write, chunks: AsyncIterator[bytes], account: Account) -> None:
    """Write all chunks, then close the account, also after an error."""
    try:
        async for chunk in chunks:
            write(chunk)
    finally:
        await account.close()


def _temporary_file_error(error: OSError) -> SourceError:
    message = f"The temporary file cannot be written: {error.strerror}"
    return SourceError(Failure(Cause.FILE, message, "Set TMPDIR to a folder with more room."))
