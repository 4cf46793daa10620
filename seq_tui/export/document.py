"""A document of many sequences, written in pieces as the sequences arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seq_tui.domain.sequence import Sequence


class Document(Protocol):
    """A document whose bytes are its pieces in order; it is complete after `end`."""

    def add(self, sequence: Sequence) -> bytes:
        """Add a sequence and return the bytes to write now.

        They are empty in formats whose beginning depends on sequences yet to come.
        """
        ...

    def end(self) -> Iterator[bytes]:
        """Return the remaining bytes in chunks; nothing can be added afterwards.

        A document without sequences is valid too.
        """
        ...

    @property
    def omission(self) -> str:
        """What the format had no room for, in a line for the user; empty if it has everything."""
        ...


class JoinedDocument:
    """A document that joins one part per sequence with a separator.

    Args:
        render_part: returns the part of a sequence.
        prefix: the bytes before the first part.
        separator: the bytes between two parts.
        suffix: the bytes after the last part.
        empty: the document without sequences.
    """

    def __init__(
        self,
        render_part: Callable[[Sequence], bytes],
        *,
        prefix: bytes = b"",
        separator: bytes = b"",
        suffix: bytes = b"",
        empty: bytes = b"",
    ) -> None:
        self._render_part = render_part
        self._before_next = prefix
        self._separator = separator
        self._suffix = suffix
        self._empty = empty
        self._is_empty = True

    def add(self, sequence: Sequence) -> bytes:
        """Return the part of `sequence` after the prefix or a separator."""
        piece = self._before_next + self._render_part(sequence)
        self._before_next, self._is_empty = self._separator, False
        return piece

    def end(self) -> Iterator[bytes]:
        """Return the suffix, or the empty document."""
        yield self._empty if self._is_empty else self._suffix

    @property
    def omission(self) -> str:
        """Nothing: every part is whole."""
        return ""
