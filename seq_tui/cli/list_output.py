"""What ``seq-tui list`` writes besides the documents of `seq_tui.cli.combined_document`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.cli import output

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from seq_tui.cli.paginator import Paginator
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule


async def table_chunks(
    paginator: Paginator,
    columns: Iterable[str] | None,
    weekend: WeekendRule,
    *,
    has_header: bool,
) -> AsyncIterator[bytes]:
    """A table to read, in one chunk: the width of a column depends on all of its cells.

    Args:
        paginator: reads the sequences.
        columns: the names of the columns.
        weekend: the rule for the columns that are computed.
        has_header: whether the first line has the titles of the columns.
    """
    sequences: list[Sequence] = []
    async for page in paginator.pages():
        sequences += page
    if not sequences:
        return

    from seq_tui.export.list_table import DEFAULT_COLUMNS, list_lines
    from seq_tui.presentation.glyphs import glyphs_for

    glyphs = glyphs_for(output.encoding())
    head, *rows = list_lines(sequences, output.width(), glyphs, columns or DEFAULT_COLUMNS, weekend)
    yield output.encode_lines([head], is_bold=True) if has_header else b""
    yield output.encode_lines(rows)
