"""The cells of the status line: the account, the number of rows, and the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from seq_tui.sanitize import sanitize
from seq_tui.ui.cells import Cell, fit

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import SourceInfo
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.store.paged_list import PagedList
    from seq_tui.ui.cells import Line

BRAND = " seq-tui "


def status_cells(
    account: str, position: str, state: str, width: int, glyphs: Glyphs, role: str = "state"
) -> Line:
    """The status line in `width` cells; a long account is cut. `role` styles the state."""
    position, state = f" {position} ", f" {state} "
    room = width - len(BRAND) - cell_len(position) - cell_len(state) - 1
    return (
        Cell(BRAND, "brand"),
        Cell(" " + fit(account, room, glyphs.ellipsis), "account"),
        Cell(position, "position"),
        Cell(state, role),
    )


def account_text(source_info: SourceInfo, glyphs: Glyphs) -> str:
    """The account's name and its advice."""
    name = sanitize(source_info.name, limit=80)
    if not source_info.advice:
        return name
    return f"{name}  {glyphs.dot}  {sanitize(source_info.advice, limit=200)}"


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
