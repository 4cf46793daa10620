"""Which templates are used where, as a table, JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.merge_tags import template_merge_tags
from seq_tui.domain.sequence import Sequence
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.wording import name_text
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seq_tui.domain.json import Json
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.domain.templates import TemplateCollector, TemplateUses, Use

NAMED = 2
"""How many sequences a line of the table names; of more it says the number."""

CSV_COLUMNS = ("email_template_id", "sequence_id", "sequence_name", "steps", "replies")
"""One row for each sequence that uses a template. ``steps`` are those that send it, and
``replies`` those among them that send it as a reply."""

TEXT_COLUMNS = (*CSV_COLUMNS, "has_text", "subject")
"""The same of an archive: whether it has the text of the template, and the subject of that."""


def table_lines(found: TemplateCollector, width: int | None, glyphs: Glyphs = UNICODE) -> list[str]:
    """A line of titles, and a line for each template; without a width, nothing is cut."""
    # Imported here, since only the table needs it.
    from seq_tui.export.text import MIN_WIDTH
    from seq_tui.export.text_layout import Column, grid

    texts = found.texts
    columns = (
        Column("TEMPLATE", to_the_right=True),
        Column("SEQUENCES", to_the_right=True),
        Column("STEPS", to_the_right=True),
        Column("REPLIES", to_the_right=True),
        *(() if texts is None else (Column("TEXT"),)),
        *((Column("SUBJECT", flexible=True),) if texts else ()),
        Column("USED IN", flexible=True),
        Column("MORE", to_the_right=True),
    )
    rows = (_row(uses, texts) for uses in found.by_use())
    return grid(columns, rows, width and max(width, MIN_WIDTH), glyphs.ellipsis)


def json_chunks(found: TemplateCollector) -> Iterator[bytes]:
    """One object: ``templates``, each in a line, and what was counted."""
    from seq_tui.export.json import encode

    yield b'{"templates":['
    before = b"\n"
    for uses in found.by_use():
        yield before + encode(_template_json(uses, found.texts))
        before = b",\n"
    counts: dict[str, Json] = {
        "sequences": found.sequences,
        "sequences_without_steps": found.without_steps,
        "steps_without_template_id": found.steps_without_id,
    }
    if found.texts is not None:
        counts["templates_without_text"] = found.count - len(found.texts)
    yield b"\n]," + encode(counts)[1:] + b"\n"


def _template_json(uses: TemplateUses, texts: Mapping[int, TemplateText] | None) -> dict[str, Json]:
    sequences: list[Json] = [
        {
            "id": use.sequence_id,
            "name": use.sequence_name,
            "steps": use.steps,
            "replies": use.replies,
        }
        for use in uses.uses
    ]
    document: dict[str, Json] = {
        "email_template_id": uses.template_id,
        "steps": uses.steps,
        "replies": uses.replies,
        "sequences": sequences,
    }
    if texts is not None:
        text = texts.get(uses.template_id)
        document["text"] = None if text is None else _text_json(text)
    return document


def _text_json(text: TemplateText) -> Json:
    return {
        "subject": text.subject,
        "plain": text.plain,
        "html": text.html,
        "merge_tags": [*template_merge_tags(text)],
        "added_by": text.added_by,
        "added_at": text.added_at,
        "origin": text.origin,
    }


def csv_chunks(found: TemplateCollector) -> Iterator[bytes]:
    """The titles, and the rows of each template; no cell is a formula."""
    from seq_tui.export.csv import cell, encode_commas

    texts = found.texts
    yield encode_commas([CSV_COLUMNS if texts is None else TEXT_COLUMNS])
    for uses in found.by_use():
        more: tuple[str, ...] = ()
        if texts is not None:
            text = texts.get(uses.template_id)
            more = ("no", "") if text is None else ("yes", text.subject)
        yield encode_commas(map(cell, (uses.template_id, *use, *more)) for use in uses.uses)


def _row(uses: TemplateUses, texts: Mapping[int, TemplateText] | None) -> tuple[str, ...]:
    text = None if texts is None else texts.get(uses.template_id)
    said: tuple[str, ...] = () if texts is None else ("missing" if text is None else "known",)
    if texts:
        said += ("" if text is None else sanitize(text.subject),)
    rest = uses.sequences - NAMED
    return (
        str(uses.template_id),
        str(uses.sequences),
        str(uses.steps),
        str(uses.replies),
        *said,
        ", ".join(map(_use_text, uses.uses[:NAMED])),
        f"+{rest}" if rest > 0 else "",
    )


def _use_text(use: Use) -> str:
    name = name_text(Sequence(name=use.sequence_name))
    return name if use.sequence_id is None else f"#{use.sequence_id} {name}"
