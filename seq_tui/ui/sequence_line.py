"""One sequence in one line: its name, its actions as marks, its length."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from seq_tui.domain.delay import cumulative_delays
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.presentation.layout import cut
from seq_tui.presentation.wording import (
    NOMINAL,
    UNKNOWN,
    action_mark,
    creator_text,
    moment_text,
    name_text,
    nominal_text,
    number_text,
)
from seq_tui.ui.cells import MATCH, Cell, Line, fit, marked
from seq_tui.ui.options import DEFAULT_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seq_tui.domain.query import Sort
    from seq_tui.domain.sequence import Action, Sequence
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.store.paged_list import PagedList

NAME_BESIDE_LENGTH, NAME_BESIDE_MARKS, NAME_BESIDE_HOURS = 20, 25, 30
"""Cells for the name before the length gets any, before the marks do, and before the length has
hours beside weekdays. A column of shorter names needs no more than they do."""

SHORT_LENGTH = 8
"""Cells of the length where hours beside weekdays have no room: ``≥ 195 wd``."""

MAX_MARKS = 10
"""Cells for marks that no name takes; a line with more of them uses what is blank beside them."""

NO_STEPS = "no steps"

MEASURED_ROWS = 40
"""Rows at the beginning of a list, or of its first view, that decide on its columns: a screen
full. To measure a whole page takes longer than to draw them (measured: 5 ms)."""

INDENT = 1
"""Blank cells between the mark of the cursor and the name."""

TITLE = "Sequences"
"""In the border of the list."""

LIST_MARGINS = 3
"""Columns of the list beside its lines: the mark of the cursor, a blank and the scroll bar."""

MIN_PANE = 44
"""Columns of the list with its border that the sentences in place of rows need."""

BORDERS = 2
"""Columns of a pane's border."""

HEADS: Final = ("name", "steps", "len")
"""The heads of the name, the marks and the length."""

MARKS, LENGTH, STEPS = "marks", "length", "steps"

TEXT_HEADS: Final = {
    STEPS: "steps",
    "id": "id",
    "creator": "creator",
    "created": "created",
    "updated": "updated",
}
"""The heads of the other columns that can be chosen."""

MAX_TEXT = 20
"""Most cells of these columns: a creator may have a long name."""

STEPS_BESIDE_MARKS = "count"
"""The head of the number of steps where their marks have its head."""

SORTED_TEXTS = ("creator", "created", "updated")
"""Heads that have room for the sign of an order, so that it does not touch the head before."""

SORTED_BY = MappingProxyType(
    {"name": "name", "steps": "steps", "count": "steps", "len": "length"}
    | {name: name for name in SORTED_TEXTS}
)
"""What a list is sorted by, by the head of a column; nothing is sorted by an id."""


def first_rows(
    rows: PagedList[Sequence], top: int = 0, most: int = MEASURED_ROWS
) -> Iterator[Sequence]:
    """The first rows, as far as they are loaded; by default those that decide on the columns.

    Args:
        rows: the rows of a list.
        top: the first one in view at the start.
        most: how many.
    """
    found = (rows.row(index) for index in range(top, min(rows.count, top + most)))
    return (sequence for sequence in found if sequence is not None)


class SequenceColumns(NamedTuple):
    """Cells of each column of the list."""

    name: int = len(HEADS[0])
    marks: int = len(HEADS[1])
    length: int = len(HEADS[2])
    chosen: tuple[str, ...] = DEFAULT_OPTIONS.columns
    """The columns beside the name, in their order; one that is not chosen has no cells."""

    texts: tuple[int, ...] = ()
    """Cells of those that are neither marks nor length."""

    @classmethod
    def of(cls, chosen: tuple[str, ...]) -> SequenceColumns:
        """The columns of an empty list."""
        marks, length = len(HEADS[1]), len(HEADS[2])
        heads = [head for name, head in _heads(chosen) if name in TEXT_HEADS]
        return cls(
            marks=marks if MARKS in chosen else 0,
            length=length if LENGTH in chosen else 0,
            chosen=chosen,
            texts=tuple(len(head) + (head in SORTED_TEXTS) for head in heads),
        )

    def grown(self, sequences: Iterable[Sequence], glyphs: Glyphs) -> SequenceColumns:
        """Columns that have room for these sequences too."""
        name, marks, length, chosen, texts = self
        named = [column for column in chosen if column in TEXT_HEADS]
        for sequence in sequences:
            name = max(name, cell_len(name_text(sequence)))
            if marks:
                marks = max(marks, min(len(sequence.steps or ()), MAX_MARKS))
            if length:
                length = max(length, len(_length(sequence, glyphs)))
            if named:
                found = [min(cell_len(_text(sequence, column)), MAX_TEXT) for column in named]
                texts = tuple(map(max, texts, found))
        return SequenceColumns(name, marks, length, chosen, texts)

    @property
    def cells(self) -> dict[str, int]:
        """Cells by the name of the column, of those that have any."""
        texts = iter(self.texts)
        known = {MARKS: self.marks, LENGTH: self.length}
        found = {
            name: next(texts, 0) if name in TEXT_HEADS else known[name] for name in self.chosen
        }
        return {name: cells for name, cells in found.items() if cells}

    @property
    def width(self) -> int:
        """The cells of a line in which nothing is cut."""
        return INDENT + self.name + sum(cells + 1 for cells in self.cells.values())

    @property
    def pane_width(self) -> int:
        """The columns that the list needs with its border."""
        return max(MIN_PANE, BORDERS + LIST_MARGINS + self.width)

    def fitted(self, width: int) -> SequenceColumns:
        """The columns of a line of `width` cells: the name gets what the others do not need.

        Without room for all, first the last of the chosen texts go, then the hours from the length,
        then the marks, then the length.
        """
        texts = self._fitted_texts(width)
        room = width - INDENT - 1 - sum(cells + 1 for cells in texts if cells)
        length = self.length
        if room - length - self.marks <= min(self.name, NAME_BESIDE_HOURS):
            length = min(length, SHORT_LENGTH)
        if room - length < min(self.name, NAME_BESIDE_LENGTH):
            length = 0
        marks = min(self.marks, room - length - 1 - min(self.name, NAME_BESIDE_MARKS))
        # They go before the length.
        is_first_to_go = not length and LENGTH in self.chosen
        marks = 0 if is_first_to_go or marks < len(HEADS[1]) else marks
        used = sum(cells + 1 for cells in (marks, length, *texts) if cells)
        return SequenceColumns(width - INDENT - used, marks, length, self.chosen, texts)

    def _fitted_texts(self, width: int) -> tuple[int, ...]:
        """The cells of the chosen texts, from the first one on, without those that have no room."""
        others = sum(cells + 1 for cells in (self.marks, self.length) if cells)
        room = width - INDENT - min(self.name, NAME_BESIDE_MARKS) - others
        fitted = []
        for cells in self.texts:
            room -= cells + 1
            fitted.append(cells if room >= 0 else 0)
        return tuple(fitted)

    def head_at(self, x: int, width: int) -> str:
        """The head over column `x` of a line of `width` cells."""
        fitted = self.fitted(width)
        head, end = HEADS[0], INDENT + fitted.name
        for name, next_head in _heads(self.chosen):
            if name in fitted.cells and x > end:
                head, end = next_head, end + 1 + fitted.cells[name]
        return head


def _heads(chosen: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each chosen column with its head."""
    heads = {MARKS: HEADS[1], LENGTH: HEADS[2], **TEXT_HEADS}
    for name in chosen:
        is_second = name == STEPS and MARKS in chosen
        yield name, STEPS_BESIDE_MARKS if is_second else heads[name]


def head_line(
    columns: SequenceColumns, width: int, sort: Sort | None = None, glyphs: Glyphs = UNICODE
) -> Line:
    """The heads of the columns, as wide as a line of sequences, with a sign where they sort it.

    The sign is in the blank before a head, so that no column needs more cells.
    """
    columns = columns.fitted(width)
    cells = columns.cells
    sorting, sign = _sorting_column(columns, sort), _sort_sign(sort, glyphs)
    is_by_name = sort is not None and sort.key == HEADS[0]
    text = (f"{HEADS[0]} {sign}" if is_by_name else HEADS[0]).ljust(columns.name)
    for name, head in _heads(columns.chosen):
        if name in cells:
            text += (f"{sign}{head}" if name == sorting else head).rjust(cells[name] + 1)
    return (Cell(" " * INDENT + text, "quiet"),)


def _sorting_column(columns: SequenceColumns, sort: Sort | None) -> str:
    """The column beside the name that has what the list is sorted by; empty if none has."""
    if sort is None:
        return ""
    is_marked = sort.key == STEPS and MARKS in columns.cells
    wanted = MARKS if is_marked else sort.key
    return wanted if wanted in columns.cells else ""


def _sort_sign(sort: Sort | None, glyphs: Glyphs) -> str:
    if sort is None:
        return ""
    return glyphs.descending if sort.is_descending else glyphs.ascending


def title_of(sort: Sort | None) -> str:
    """What the border of the list says: its order, unless it is that of the account."""
    if sort is None:
        return TITLE
    # Imported here, since few lists are sorted, and the first rows come sooner without it.
    from seq_tui.presentation.sort_wording import order_text

    return order_text(sort)


def sequence_line(sequence: Sequence, columns: SequenceColumns, width: int, glyphs: Glyphs) -> Line:
    """The cells of a sequence, `width` in all.

    All columns beside the name end where their heads end; a name uses what is blank before them.
    """
    name = name_text(sequence)
    right: Line = ()
    beside = _columns_beside(columns, width)
    for column, cells in reversed(beside):
        if column != beside[0][0]:
            right = (*_aligned(_content(sequence, column, cells, cells, glyphs), cells), *right)
            continue
        used = sum(cell_len(cell.text) for cell in right)
        room = max(cells, width - INDENT - cell_len(name) - 1 - used)
        content = _content(sequence, column, cells, room, glyphs)
        right = (Cell(" "), *content, *right) if content else _unpadded(right)
    name_width = width - INDENT - sum(cell_len(cell.text) for cell in right)
    return (Cell(" " * INDENT + fit(name, name_width, glyphs.ellipsis), "name"), *right)


@lru_cache(maxsize=16)
def _columns_beside(columns: SequenceColumns, width: int) -> tuple[tuple[str, int], ...]:
    """The columns beside the name in a line of `width` cells, with their own cells.

    Stored, as all rows of a screen have the same (measured: a fifth of the time of a line).
    """
    return tuple(columns.fitted(width).cells.items())


def _aligned(content: Line, cells: int) -> Line:
    """The content of a column at its right end, and a blank before the column."""
    blank = 1 + max(0, cells - sum(cell_len(cell.text) for cell in content))
    if not content:
        return (Cell(" " * blank),)
    first, *others = content
    return (first._replace(text=" " * blank + first.text), *others)


def _unpadded(line: Line) -> Line:
    """A line with one blank before it."""
    return (line[0]._replace(text=f" {line[0].text.lstrip()}"), *line[1:]) if line else line


def _content(sequence: Sequence, column: str, cells: int, room: int, glyphs: Glyphs) -> Line:
    """What a column says of a sequence.

    Args:
        sequence: the sequence.
        column: the name of the column.
        cells: the width of the column.
        room: the cells that it may use if others are blank.
        glyphs: the signs that the terminal can show.
    """
    if column == MARKS:
        return _steps(sequence, room, glyphs)
    if column == LENGTH:
        return (Cell(_length(sequence, glyphs, cells), "name"),)
    text = _text(sequence, column)
    return (Cell(cut(text, room, glyphs.ellipsis), "quiet"),) if text else ()


def _text(sequence: Sequence, column: str) -> str:
    match column:
        case "steps":
            count = sequence.steps_total if sequence.steps is None else len(sequence.steps)
            return number_text(count)
        case "id":
            return number_text(sequence.id)
        case "creator":
            return creator_text(sequence)
        case "created":
            return moment_text(sequence.created_at)
        case _:
            return moment_text(sequence.updated_at)


def signed(line: Line, sign: str, role: str) -> Line:
    """The line with a sign in the blank before the name, so that no name gets fewer cells."""
    first, *others = line
    return (Cell(sign, role), first._replace(text=first.text[INDENT:]), *others)


def highlighted(line: Line) -> Line:
    """The line under the cursor: of one role, as each change of colour costs 18 bytes a step.

    What matches a search stays marked.
    """
    texts = groupby(line, key=lambda cell: cell.role == MATCH)
    return tuple(
        Cell("".join(cell.text for cell in group), MATCH if is_match else "name")
        for is_match, group in texts
    )


def with_matches(line: Line, wanted: tuple[str, ...]) -> Line:
    """The line of a sequence with what matches a search marked in its name.

    Args:
        line: its first cell has the name.
        wanted: the folded texts that were searched for.
    """
    return (*marked(line[0], wanted), *line[1:]) if wanted else line


def action_marks(actions: list[Action], width: int, glyphs: Glyphs) -> Line:
    """One mark for each action, in at most `width` columns; neighbours of one kind share a cell."""
    if width <= 0:
        return ()
    shown, more = actions, ""
    if len(actions) > width:
        more = glyphs.ellipsis
        shown = actions[: max(0, width - len(more))]
    marks = [
        Cell("".join(action_mark(action, glyphs) for action in group), role)
        for role, group in groupby(shown, key=attrgetter("kind"))
    ]
    return (*marks, Cell(more, "quiet")) if more else tuple(marks)


def _steps(sequence: Sequence, width: int, glyphs: Glyphs) -> Line:
    if sequence.steps is not None and not sequence.steps and width >= len(NO_STEPS):
        return (Cell(NO_STEPS, "quiet"),)
    return action_marks([step.action for step in sequence.steps or ()], width, glyphs)


def _length(sequence: Sequence, glyphs: Glyphs, cells: int = NOMINAL) -> str:
    if sequence.steps:
        return nominal_text(cumulative_delays(sequence.steps)[-1], glyphs, cells)
    return UNKNOWN if sequence.steps is None else glyphs.dash
