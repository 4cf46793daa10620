"""Two sequences compared as Markdown: one table of the fields, and one of the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.markdown import escape
from seq_tui.presentation.comparison_rows import comparison_rows
from seq_tui.presentation.comparison_wording import SIGNS, sequence_differences, summary_text
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.presentation.wording import name_text, number_text, rule_text, start_text
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from seq_tui.domain.comparison.compare import Comparison
    from seq_tui.presentation.comparison_rows import ComparedRow, ComparedStep
    from seq_tui.presentation.comparison_wording import Sides


def comparison_markdown(
    comparison: Comparison,
    sides: Sides,
    start: datetime | None = None,
    weekend: WeekendRule = WeekendRule.HOLD,
) -> bytes:
    """The document; arguments as for `seq_tui.export.comparison_text.comparison_lines`."""
    lines = _lines(comparison, sides, start, weekend)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", errors="replace")


def _lines(
    comparison: Comparison, sides: Sides, start: datetime | None, weekend: WeekendRule
) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    names = dict.fromkeys([name_text(old), name_text(new)])
    yield f"# {' → '.join(map(escape, names))}"
    yield ""
    for word, sequence, source in (("old", old, sides.old), ("new", new, sides.new)):
        place = f" · {sanitize(source)}" if source else ""
        yield f"- {escape(f'{word}: #{number_text(sequence.id)}{place}')}"
    yield ""
    yield escape(summary_text(comparison, start, weekend))
    if comparison.is_equal:
        return
    if found := sequence_differences(comparison, weekend=weekend):
        yield from ("", "## Fields", "", "| Field | Old | New |", "|---|---|---|")
        yield from (_row(each) for each in found)
    if comparison.steps:
        yield from ("", "## Steps", "")
        if start is not None:
            yield from (escape(start_text(start)), "")
        when = "From start" if start is None else "Lands"
        side = f"# | Old | Wait | {when} | # | New | Wait | {when}"
        yield f"| | {side} | Difference |"
        yield "|:-:|--:|---|---|---|--:|---|---|---|---|"
        rows = comparison_rows(comparison, UNICODE, start, weekend, short=False)
        yield from (_row(_cells(row)) for row in rows)
        if start is not None:
            yield from ("", escape(rule_text(weekend=weekend)))


def _cells(row: ComparedRow) -> list[str]:
    fields = [f"{each.name} {each.text(UNICODE)}" for each in row.fields]
    difference = "; ".join(text for text in (row.difference, *fields) if text)
    return [SIGNS[row.change], *_side(row.left), *_side(row.right), difference]


def _side(step: ComparedStep | None) -> list[str]:
    if step is None:
        return [""] * 4
    return [step.rank, f"{step.mark} {step.action}", step.wait, step.when]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(escape, cells))} |"
