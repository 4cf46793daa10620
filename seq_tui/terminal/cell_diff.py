"""The cells of the terminal as they are now, so that a frame writes only those that change.

Textual writes every region that may have changed, each piece of it with its full style, and often
more than once (measured, 8.2.8: 1,000 bytes for a step in a list, 15,000 for the steps beside it,
most of them spaces that were there before). Over a slow link those bytes are the time of a key.

All text of one style is written together: to place the cursor takes 5 to 8 bytes, to change a true
colour 18 to 36.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

from seq_tui.terminal.blanks import LONG_BLANK, erasing
from seq_tui.terminal.cell_runs import (
    END_OF_RUN,
    Look,
    Part,
    Run,
    RunOrder,
    runs_of,
)
from seq_tui.terminal.sgr import SgrTransitions
from seq_tui.terminal.text_cells import TextCells

Size = tuple[int, int]
"""Columns and rows."""

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""Around a frame that a terminal displays all at once (synchronised output)."""

SCREEN_SWITCH, ALTERNATE_SCREEN = "\x1b[?1049", "\x1b[?1049h"
"""How a switch to or from the alternate screen begins, and the switch to it, which empties it."""

_PIECES = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H(?P<line>(?:\x1b\[[\d;]*m|[^\x00-\x1f\x7f-\x9f]+)*)"
    r"|\x1b\[(?P<in_row>\d*[CDG])"
    r"|\x1b\[(?P<sgr>[\d;]*)m"
    r"|(?P<newline>\n)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?P<other>\x1b[PX^_](?:[^\x1b]|\x1b[^\\])*\x1b\\"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|.)",
    re.DOTALL,
)


class TerminalCells:
    """The cells of a terminal, derived from what was written to it.

    Text with characters that join others, as in many emoji, is always written, and so is all that
    follows it in its line: terminals do not agree on its width. The cursor is placed absolutely
    after that, and after each character that the terminal's tables may lack.

    Args:
        can_erase: whether the terminal erases with the present background.
    """

    def __init__(self, *, can_erase: bool = False) -> None:
        self._can_erase = can_erase
        self._rows: dict[int, tuple[list[str | None], list[str]]] = {}
        """The characters of each line, and their styles. The second cell of a wide character is
        empty; a cell whose content is unknown is `None`."""
        self._screen_switch = ""
        """The last switch between the terminal's screens."""
        self._transitions = SgrTransitions()
        self._blank_of = self._transitions.on_blank
        self._order = RunOrder(self._transitions)
        self._text_cells = TextCells(self._transitions)
        self._column = self._row = 0
        """Where the next text belongs."""
        self._sgr = ""
        """The style of the next text."""
        self._terminal_position: tuple[int, int] | None = None
        """The column and row of the terminal's cursor, if they are known."""
        self._terminal_sgr = ""
        """The style that the terminal would write in."""
        self._is_cursor_placed = False
        """Whether the cursor itself has to be where the next text belongs."""
        self._output: list[str] = []
        self._is_in_frame = False
        self._is_invalid = False
        self._size = (0, 0)
        self._runs: dict[int, list[Run]] = {}
        """What is written at the end of the frame, by line; no two of them overlap."""
        self._ordered_rows: set[int] = set()
        """Lines that are written as they come, because terminals measure them differently."""

    def invalidate(self) -> None:
        """Write all cells with the next output; from any thread."""
        self._is_invalid = True

    def assume(self, output: str, size: Size) -> None:
        """Begin with an alternate screen that was empty before `output` was written to it."""
        self._size = size
        self._parse(f"{ALTERNATE_SCREEN}{output}")
        style, self._sgr = self._sgr, ""
        self._finish()
        self._terminal_sgr = style

    def diff(self, output: str, size: Size) -> str:
        """What has to be written for `output`; that of a frame is returned at its end.

        Args:
            output: control sequences and text.
            size: the columns and rows that it was made for; zero where they are not known yet.
        """
        if self._is_invalid or (all(size) and size != self._size):
            if self._is_invalid or all(self._size):
                self._clear()
            self._is_invalid, self._size = False, size
        if output == BEGIN:
            self._is_in_frame = True
        elif output == END:
            self._is_in_frame = False
            if frame := self._finish():
                return f"{BEGIN}{frame}{END}"
        else:
            self._parse(output)
        return "" if self._is_in_frame else self._finish()

    def _parse(self, output: str) -> None:
        for piece in _PIECES.finditer(output):
            kind = piece.lastgroup
            if kind == "text":
                self._write(piece[0])
            elif kind == "sgr":
                self._sgr = self._transitions.add(self._sgr, piece["sgr"])
            elif kind == "line":
                self._column, self._row = int(piece["column"]) - 1, int(piece["row"]) - 1
                self._is_cursor_placed = True
                self._write_line(piece["line"])
            elif kind == "in_row":
                self._column = _moved(self._column, piece["in_row"])
                self._is_cursor_placed = True
            elif kind == "newline":
                self._row += 1
            else:
                self._pass_through(piece[0])

    def _pass_through(self, control: str) -> None:
        if control == self._screen_switch:
            return  # most terminals would empty the screen
        self._write_runs()
        if control.startswith(SCREEN_SWITCH):
            self._screen_switch = control
            self._rows.clear()
        self._reset_style()
        self._terminal_position = None
        self._output.append(control)

    def _write_line(self, line: str) -> None:
        """Write texts in styles; together if terminals agree on their widths."""
        found = (
            None if self._row in self._ordered_rows else self._text_cells.of_line(line, self._sgr)
        )
        if found is None:
            self._parse(line)
        else:
            self._write_cells(*found.texts)
            self._sgr = found.sgr

    def _write(self, text: str) -> None:
        if (found := self._text_cells.of_text(text, self._sgr)) is None:
            self._write_unmeasured(text)
        else:
            self._write_cells(*found)

    def _write_cells(
        self, cells: list[str], cell_styles: list[str], parts: list[Part], disputed: frozenset[str]
    ) -> None:
        if not cells:
            return
        begin, end = self._column, self._column + len(cells)
        self._column = end
        characters, styles = self._rows.setdefault(self._row, ([], []))
        if (missing := end - len(characters)) > 0:
            characters += [None] * missing
            styles += [""] * missing
        before, styles_before = characters[begin:end], styles[begin:end]
        if before == cells and styles_before == cell_styles:
            return
        pairs = zip(before, cells, styles_before, cell_styles, strict=True)
        changed = [
            index
            for index, (old, new, old_style, new_style) in enumerate(pairs)
            if old != new or old_style != new_style
        ]
        if disputed:
            self._keep_order()
        found = runs_of(changed, cells, parts, begin)
        if self._row not in self._ordered_rows:
            self._add_runs(found)
        characters[begin:end], styles[begin:end] = cells, cell_styles
        if self._row in self._ordered_rows:
            for run in found:
                self._emit_cells(run.begin, cells[run.begin - begin : run.end - begin], disputed)

    def _add_runs(self, added: list[Run]) -> None:
        """Let runs wait for the end of the frame; what they overlap is written before them."""
        runs = self._runs.get(self._row, [])
        # Most texts of a line come from left to right, and cannot overlap.
        may_overlap = runs and added[0].begin < max(map(END_OF_RUN, runs))
        if may_overlap and any(
            old.begin < new.end and new.begin < old.end for old in runs for new in added
        ):
            self._write_runs()
        self._runs.setdefault(self._row, []).extend(added)

    def _keep_order(self) -> None:
        """Write the line as it comes from now on."""
        if self._row not in self._ordered_rows:
            self._write_runs()
            self._ordered_rows.add(self._row)

    def _write_runs(self) -> None:
        """Write all that is waiting, what has one style together."""
        if not self._runs:
            return
        place = (self._column, self._row, self._sgr)
        by_style: dict[Look, list[tuple[int, int, int]]] = {}
        for row, runs in self._runs.items():
            for run in self._order.joined(runs):
                style = self._order.look_of(run.sgr, is_blank=run.is_blank)
                by_style.setdefault(style, []).append((row, run.begin, run.end))
        self._runs.clear()
        for style in self._order.in_order(self._terminal_sgr, tuple(by_style)):
            looks_alike = style.is_blank and style.blank == self._blank_of(self._terminal_sgr)
            self._sgr = self._terminal_sgr if looks_alike else style.sgr
            for self._row, begin, end in by_style[style]:
                text = "".join(filter(None, self._rows[self._row][0][begin:end]))
                self._emit_measured(begin, text, end - begin)
        self._column, self._row, self._sgr = place

    def _emit_cells(self, column: int, cells: list[str], disputed: frozenset[str]) -> None:
        begin = 0
        for index, cell in enumerate(cells if disputed else ()):
            if cell in disputed:
                if begin < index:
                    self._emit_measured(column + begin, "".join(cells[begin:index]), index - begin)
                begin = index + (2 if cells[index + 1 : index + 2] == [""] else 1)
                self._emit_disputed(column + index, cell, begin - index)
        if begin < len(cells):
            self._emit_measured(column + begin, "".join(cells[begin:]), len(cells) - begin)
        elif disputed:
            self._repair(column + begin)

    def _emit_measured(self, column: int, text: str, width: int) -> None:
        end = column + width
        if self._can_erase and LONG_BLANK in text and not self._transitions.has_lines(self._sgr):
            text, missing = erasing(text)
            end -= missing
        self._emit(column, text)
        self._terminal_position = (end, self._row)

    def _emit_disputed(self, column: int, text: str, width: int) -> None:
        """Write text on cells that are empty, as it may have fewer, and go on at a known place."""
        self._emit_measured(column, " " * width, width)
        self._emit(column, text)
        self._terminal_position = None

    def _repair(self, column: int) -> None:
        """Write a cell again that text before it may have covered, as that may have more cells."""
        characters, styles = self._rows[self._row]
        if column < len(characters) and (character := characters[column]):
            sgr, self._sgr = self._sgr, styles[column]
            self._emit(column, character)
            self._sgr, self._terminal_position = sgr, None

    def _write_unmeasured(self, text: str) -> None:
        self._keep_order()
        self._rows.setdefault(self._row, ([], []))
        width = cell_len(text)
        # Spaces at its end would cover what follows it.
        self._emit_disputed(self._column, text.rstrip(" "), width)
        self._repair(self._column + width)
        characters, _ = self._rows[self._row]
        characters[self._column :] = [None] * len(characters[self._column :])
        self._column += width

    def _emit(self, column: int, text: str) -> None:
        if self._terminal_position != (column, self._row):
            self._output.append(self._move_to(column))
        self._output += [self._transitions.transition(self._terminal_sgr, self._sgr), text]
        self._terminal_sgr = self._sgr

    def _move_to(self, column: int) -> str:
        """The shortest sequence that places the cursor in the line."""
        absolute = f"\x1b[{self._row + 1};{column + 1}H"
        if self._terminal_position is None or self._terminal_position[1] != self._row:
            return absolute
        before = self._terminal_position[0]
        # After the last column, terminals do not agree on where the cursor is.
        if before >= self._size[0]:
            return absolute
        count = abs(column - before)
        relative = f"\x1b[{count if count > 1 else ''}{'C' if column > before else 'D'}"
        return min(f"\x1b[{column + 1}G", relative, key=len)

    def _reset_style(self) -> None:
        """Give the terminal its default style, in which other programs expect it."""
        if self._terminal_sgr:
            self._output.append(self._transitions.transition(self._terminal_sgr, ""))
            self._terminal_sgr = ""

    def _clear(self) -> None:
        self._write_runs()
        self._rows.clear()
        self._terminal_position = None
        self._output.append("\x1b[0m")
        self._terminal_sgr = ""

    def _finish(self) -> str:
        """The output so far, with the cursor in its position at the end.

        The style stays: it is often that of the next frame, and is reset before other controls.
        """
        self._write_runs()
        self._ordered_rows.clear()
        position = (self._column, self._row)
        if self._is_cursor_placed and self._terminal_position != position:
            self._output.append(self._move_to(self._column))
            self._terminal_position = position
        self._is_cursor_placed = False
        output = "".join(self._output)
        self._output.clear()
        return output


def _moved(column: int, move: str) -> int:
    """The column after a move within the line: ``5G`` to the fifth one, ``C`` one to the right."""
    count = int(move[:-1] or 1)
    return {"G": count - 1, "C": column + count, "D": column - count}[move[-1]]
