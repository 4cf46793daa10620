"""Pieces of a document that are needed only after its end is known."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING
from weakref import finalize

from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_MEMORY = 16_000_000
"""Most bytes held in memory; more are stored in a temporary file, which has no name."""

CHUNK_SIZE = 1_000_000
"""Bytes of a chunk that is read back."""


class Spool:
    """Stores pieces in order, and reads them back once; in memory of a limited size."""

    def __init__(self) -> None:
        with ExitStack() as files:
            self._file = files.enter_context(SpooledTemporaryFile(MAX_MEMORY))
            # An export that fails drops the spool before it is read.
            finalize(self, files.pop_all().close)

    def write(self, piece: bytes) -> None:
        """Store the next piece.

        Raises:
            SourceError: the temporary file cannot be written.
        """
        with _translate_errors():
            self._file.write(piece)

    def chunks(self) -> Iterator[bytes]:
        """Everything that was stored, in chunks of any borders.

        Raises:
            SourceError: the temporary file cannot be read.
        """
        with _translate_errors():
            self._file.seek(0)
        while chunk := self._read(CHUNK_SIZE):
            yield chunk

    def pieces(self, sizes: Iterable[int]) -> Iterator[bytes]:
        """Pieces as they were stored.

        Args:
            sizes: how many bytes each has.

        Raises:
            SourceError: the temporary file cannot be read.
        """
        with _translate_errors():
            self._file.seek(0)
        for size in sizes:
            yield self._read(size)

    def _read(self, size: int) -> bytes:
        with _translate_errors():
            return self._file.read(size)


@contextmanager
def _translate_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"The temporary file cannot be written: {error.strerror}"
        advice = "Set TMPDIR to a folder with more room."
        raise SourceError(Failure(Cause.FILE, message, advice)) from None
