"""What ``seq-tui list`` writes: a table, chosen columns, or whole sequences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.combined_document import document_chunks, joined_chunks
from seq_tui.cli.output_formats import JSON_LINES, RAW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection
    from typing import TypeAlias

    from seq_tui.cli.paginator import Paginator
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule

    CreatorNames: TypeAlias = Callable[[Collection[int]], dict[int, str]]

TABLE, CREATOR = "table", "creator"

LIST_FORMATS = (TABLE, "json", JSON_LINES, "csv", "tsv", RAW)

WITH_HEADER = (TABLE, "csv", "tsv")
"""Formats whose first line has the titles of the columns."""


@dataclass(frozen=True, slots=True)
class ListOutput:
    """The form of a list."""

    format_name: str
    columns: tuple[str, ...] | None
    has_header: bool
    is_sorted: bool

    def __post_init__(self) -> None:
        """Refuse what the format has no place for.

        Raises:
            click.UsageError: an option does not go with the format.
        """
        if self.format_name == RAW and (self.columns or self.is_sorted):
            option = "--columns" if self.columns else "--sort"
            raise click.UsageError(f"{option} needs another format than raw.")
        if not self.has_header and self.format_name not in WITH_HEADER:
            raise click.UsageError(f"--no-header needs --format {'|'.join(WITH_HEADER)}.")

    def chunks(
        self, paginator: Paginator, weekend: WeekendRule, creator_names: CreatorNames
    ) -> AsyncIterator[bytes]:
        """The document, in chunks; a table has the names of creators that these are known by."""
        if self.format_name == TABLE:
            return self._table(paginator, weekend, creator_names)
        if self.columns:
            from seq_tui.export.list_document import new_document

            document = new_document(self.format_name, self.columns, weekend)
            chunks = joined_chunks(paginator, document)
        else:
            chunks = document_chunks(paginator, self.format_name, None, weekend)
        return chunks if self.has_header else _without_first_line(chunks)

    async def _table(
        self, paginator: Paginator, weekend: WeekendRule, creator_names: CreatorNames
    ) -> AsyncIterator[bytes]:
        """A table to read, in one chunk: the width of a column depends on all of its cells."""
        sequences: list[Sequence] = []
        async for page in paginator.pages():
            sequences += page
        if not sequences:
            return

        from seq_tui.domain.sequence import with_creator_name
        from seq_tui.export.column_names import DEFAULT_COLUMNS
        from seq_tui.export.list_table import list_lines
        from seq_tui.presentation.glyphs import glyphs_for

        has_deleted = any(sequence.deleted_at is not None for sequence in sequences)
        names = self.columns or (*DEFAULT_COLUMNS, *(["deleted"] if has_deleted else []))
        if CREATOR in names:
            found = creator_names({row.creator_id for row in sequences if row.creator_id})
            sequences = [with_creator_name(each, found) for each in sequences]
        glyphs = glyphs_for(output.encoding())
        head, *rows = list_lines(sequences, output.width(), glyphs, names, weekend)
        yield output.encode_lines([head], is_bold=True) if self.has_header else b""
        yield output.encode_lines(rows)


async def _without_first_line(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    is_first = True
    async for chunk in chunks:
        if is_first and chunk:
            _, _, chunk = chunk.partition(b"\n")
            is_first = False
        yield chunk
