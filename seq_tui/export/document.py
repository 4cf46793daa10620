"""A document of many sequences, written piece by piece as they arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.sequence import Sequence


class Document(Protocol):
    """One document; its bytes are the pieces in their order, and whole only with the last one."""

    def add(self, sequence: Sequence) -> bytes:
        """What is to be written now; empty where the document begins with what is not known yet."""
        ...

    def end(self) -> bytes:
        """The rest of the document, also of one that holds no sequence; nothing is added after."""
        ...


class Joined:
    """A document that is a part for each sequence, with the same bytes between each two.

    Args:
        part: a sequence in this document.
        before: what it begins with.
        between: what stands between two parts.
        after: what it ends with.
        empty: the document of no sequence.
    """

    def __init__(
        self,
        part: Callable[[Sequence], bytes],
        *,
        before: bytes = b"",
        between: bytes = b"",
        after: bytes = b"",
        empty: bytes = b"",
    ) -> None:
        self._part = part
        self._lead = before
        self._between = between
        self._after = after
        self._empty = empty
        self._is_empty = True

    def add(self, sequence: Sequence) -> bytes:
        """The part of `sequence`, and what stands before it."""
        piece = self._lead + self._part(sequence)
        self._lead, self._is_empty = self._between, False
        return piece

    def end(self) -> bytes:
        """What the document ends with."""
        return self._empty if self._is_empty else self._after
