"""The cells of the status line: the account, the number of rows, and the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.domain.source import SourceKind
from seq_tui.sanitize import sanitize
from seq_tui.ui.cells import Cell, fit, fit_line

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import SourceInfo
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.store.paged_list import PagedList
    from seq_tui.ui.cells import Line

BRAND = " seq-tui "

MIN_ACCOUNT = 12
"""Fewest cells of an account that is cut; with less room it goes."""

GAP = 2
"""Fewest blanks between the account and what is at the right."""

START = "start "

START_WIDTH = 25
"""Cells that stay blank for the start until there is one, so that it moves nothing."""


class Status(NamedTuple):
    """What the status line says."""

    account: str
    advice: str
    position: str
    """Where the cursor is, such as ``12 of 300+``."""

    state: str
    """Where the rows come from, and what is being done; its first part says the most."""

    role: str = "state"
    """The style of the state."""

    start: str = ""
    """The start that all dates are computed from, such as ``Mon 30 Nov 09:00``."""

    start_role: str = "position"
    """The style of the start."""

    is_file: bool = False
    """Whether the account is a file, whose name alone says what is browsed."""


def status_cells(status: Status, width: int, glyphs: Glyphs) -> Line:
    """The status line in `width` cells.

    Where it is narrow, first the advice goes, then the account is cut, then it goes, then the
    program's name, the word before the start, and all but the first part of the state. The name of
    a file stays longer than that word and the program's name.
    """
    separator = f" {glyphs.dot} "
    if status.is_file:
        for word, brand in ((START, BRAND), ("", BRAND), ("", "")):
            right = _right(status, word, separator)
            room = width - _width(right) - len(brand)
            if cell_len(status.account) <= room - GAP - _reserved(status):
                account = _account(status, room, separator, glyphs)
                return (Cell(brand, "brand"), Cell(account, "account"), *right)
    shorter = status._replace(state=status.state.split(separator)[0])
    right = _right(status, START, separator)
    for narrower in (status, shorter):
        if _width(right) > width:
            right = _right(narrower, "", separator)
    room = width - _width(right)
    if room < len(BRAND):
        return fit_line((Cell(" " * room, "account"), *right), width, glyphs.ellipsis)
    return (
        Cell(BRAND, "brand"),
        Cell(_account(status, room - len(BRAND), separator, glyphs), "account"),
        *right,
    )


def _reserved(status: Status) -> int:
    """The blanks for a start that is not known yet."""
    return 0 if status.start else START_WIDTH


def _account(status: Status, width: int, separator: str, glyphs: Glyphs) -> str:
    """The account, with the advice if there is room, and what is blank beside it."""
    account, room = status.account, width - GAP - _reserved(status)
    whole = f"{account}{separator}{status.advice}" if status.advice else account
    if cell_len(whole) <= room:
        account = whole
    elif room < min(MIN_ACCOUNT, cell_len(account)):
        return " " * width
    return fit(f" {fit(account, room, glyphs.ellipsis)}", width, "")


def _right(status: Status, word: str, separator: str) -> Line:
    start = (word + status.start, status.start_role)
    parts = [start, (status.position, "position"), (status.state, status.role)]
    cells = [Cell(" ", "position")]
    for text, role in parts[not status.start :]:
        if text:
            cells += [Cell(text, role), Cell(separator, "position")]
    return (*cells[:-1], Cell(" ", "position"))


def _width(line: Line) -> int:
    return sum(cell_len(cell.text) for cell in line)


def account_texts(source_info: SourceInfo) -> tuple[str, str]:
    """The account's profile or name, and its advice, which may be empty."""
    advice = sanitize(source_info.advice, limit=200) if source_info.advice else ""
    return sanitize(source_info.profile or source_info.name, limit=80), advice


def account_status(
    source_info: SourceInfo, position: str, state: str, role: str = "state"
) -> Status:
    """What the status line says of an account, before there is a start."""
    is_file = source_info.kind is SourceKind.ARCHIVE
    return Status(*account_texts(source_info), position, state, role, is_file=is_file)


def default_state(source_info: SourceInfo, glyphs: Glyphs) -> str:
    """``live``, ``demo``, ``archive · saved 24 Nov 2026``."""
    kind = source_info.kind.value
    return (
        f"{kind} {glyphs.dot} {sanitize(source_info.as_of, limit=60)}"
        if source_info.as_of
        else kind
    )


def count_text(rows: PagedList[Sequence]) -> str:
    """``342`` rows, or ``300+`` while the end is unknown; empty before an answer."""
    if not rows.count and rows.total is None:
        return ""
    is_open_ended = rows.total is None or rows.end_doubt
    return f"{rows.count:,}{'+' if is_open_ended else ''}"


def position_text(rows: PagedList[Sequence], cursor: int) -> str:
    """``12 of 342``, or ``12 of 300+`` while the end is unknown."""
    return f"{cursor + 1:,} of {count_text(rows)}" if rows.count else ""
