"""Which templates are used where, as a table, JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.sequence import Sequence
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.wording import name_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seq_tui.domain.json import Json
    from seq_tui.domain.templates import TemplateCollector, TemplateUses, Use

NAMED = 2
"""How many sequences a line of the table names; of more it says the number."""

CSV_COLUMNS = ("email_template_id", "sequence_id", "sequence_name", "steps", "replies")
"""One row for each sequence that uses a template. ``steps`` are those that send it, and
``replies`` those among them that send it as a reply."""


def table_lines(
    templates: Iterable[TemplateUses], width: int | None, glyphs: Glyphs = UNICODE
) -> list[str]:
    """A line of titles, and a line for each template; without a width, nothing is cut."""
    # Imported here, since only the table needs it.
    from seq_tui.export.text import MIN_WIDTH
    from seq_tui.export.text_layout import Column, grid

    columns = (
        Column("TEMPLATE", to_the_right=True),
        Column("SEQUENCES", to_the_right=True),
        Column("STEPS", to_the_right=True),
        Column("REPLIES", to_the_right=True),
        Column("USED IN", flexible=True),
        Column("MORE", to_the_right=True),
    )
    rows = map(_row, templates)
    return grid(columns, rows, width and max(width, MIN_WIDTH), glyphs.ellipsis)


def json_chunks(found: TemplateCollector) -> Iterator[bytes]:
    """One object: ``templates``, each in a line, and what was counted."""
    from seq_tui.export.json import encode

    yield b'{"templates":['
    before = b"\n"
    for uses in found.by_use():
        yield before + encode(_template_json(uses))
        before = b",\n"
    counts: dict[str, Json] = {
        "sequences": found.sequences,
        "sequences_without_steps": found.without_steps,
        "steps_without_template_id": found.steps_without_id,
    }
    yield b"\n]," + encode(counts)[1:] + b"\n"


def _template_json(uses: TemplateUses) -> dict[str, Json]:
    sequences: list[Json] = [
        {
            "id": use.sequence_id,
            "name": use.sequence_name,
            "steps": use.steps,
            "replies": use.replies,
        }
        for use in uses.uses
    ]
    return {
        "email_template_id": uses.template_id,
        "steps": uses.steps,
        "replies": uses.replies,
        "sequences": sequences,
    }


def csv_chunks(templates: Iterable[TemplateUses]) -> Iterator[bytes]:
    """The titles, and the rows of each template; no cell is a formula."""
    from seq_tui.export.csv import cell, encode_commas

    yield encode_commas([CSV_COLUMNS])
    for uses in templates:
        yield encode_commas(map(cell, (uses.template_id, *use)) for use in uses.uses)


def _row(uses: TemplateUses) -> tuple[str, ...]:
    rest = uses.sequences - NAMED
    return (
        str(uses.template_id),
        str(uses.sequences),
        str(uses.steps),
        str(uses.replies),
        ", ".join(map(_use_text, uses.uses[:NAMED])),
        f"+{rest}" if rest > 0 else "",
    )


def _use_text(use: Use) -> str:
    name = name_text(Sequence(name=use.sequence_name))
    return name if use.sequence_id is None else f"#{use.sequence_id} {name}"
