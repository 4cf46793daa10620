"""A buffer for documents that must be written whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from seq_tui.cli import output

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import TypeAlias

    from seq_tui.cli.accounts import Account

    Write: TypeAlias = Callable[[bytes], None]
    """Writes the next chunk; raises `SourceError` if it cannot."""


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
    from seq_tui.export.spool import Spool

    spool = Spool()
    yield spool.write
    for chunk in spool.chunks():
        target(chunk)


async def write_all(write: Write, chunks: AsyncIterator[bytes], account: Account) -> None:
    """Write all chunks, then close the account, also after an error."""
    try:
        async for chunk in chunks:
            write(chunk)
    finally:
        await account.close()
