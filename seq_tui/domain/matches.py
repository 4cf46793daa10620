"""Where a search matches a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


def match_spans(text: str, wanted: Iterable[str]) -> list[tuple[int, int]]:
    """The parts of a text that a search matched, as pairs of a start and an end, in order.

    No part is empty, and none touches the next.

    Args:
        text: as received.
        wanted: the texts that were searched for, folded by `seq_tui.domain.folding.fold`.
    """
    pieces = [*map(fold, text)] if not text.isascii() else None
    folded = fold(text) if pieces is None else "".join(pieces)
    found = [span for each in wanted if each for span in _occurrences(folded, each)]
    if not found or pieces is None:
        return _joined(found)
    origins = [index for index, piece in enumerate(pieces) for _ in piece]
    spans: list[tuple[int, int]] = []
    for start, stop in found:
        end = origins[stop - 1] + 1
        # A mark that the fold leaves out belongs to the character before it.
        while end < len(pieces) and not pieces[end]:
            end += 1
        spans.append((origins[start], end))
    return _joined(spans)


def _occurrences(text: str, part: str) -> Iterable[tuple[int, int]]:
    """Where a part is in a text; occurrences may overlap."""
    start = text.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + 1)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same parts of a text, without overlaps."""
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(stop, joined[-1][1])
        else:
            joined.append((start, stop))
    return joined
