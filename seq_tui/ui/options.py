"""What the user can choose about the screen, with what holds if nothing is chosen."""

from __future__ import annotations

from datetime import time
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.query import ACCOUNT_ORDER
from seq_tui.domain.weekend_rule import WeekendRule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seq_tui.domain.checks.options import CheckOptions


class ScreenOptions(NamedTuple):
    """The choices; `seq_tui.cli` fills them from the command line, environment and settings."""

    theme: str = ""
    """The name of a theme; empty for the one that suits the terminal."""

    keys: Mapping[str, str] = MappingProxyType({})
    """Keys, separated by commas, by the id of a binding, whose own keys they replace."""

    columns: tuple[str, ...] = ("marks", "length")
    """The columns of the list beside the name."""

    sort: str = ACCOUNT_ORDER
    """The order of the list, unless the user left another one: as
    `seq_tui.domain.sort_text.parse_sort` reads it."""

    start_time: time = time(9)
    """The clock time of the default start."""

    zone: str = ""
    """The name of the zone of starts and dates; empty for that of the system."""

    weekend_rule: WeekendRule = WeekendRule.HOLD
    """What happens to an e-mail that is due on a weekend."""

    glyphs: str = "auto"
    """``unicode``, ``ascii``, or ``auto``: by what the terminal can show."""

    mouse: bool = True
    """Whether the screen reacts to the mouse, or the terminal does."""

    page_url: str = ""
    """The page that opens in a browser, with ``{id}`` for the id; empty for the one of Sell."""

    checks: Callable[[], CheckOptions] | None = None
    """Returns the options of the checks; `None` if what they find is not to be marked."""

    slow: bool | None = None
    """Whether the link to the terminal is slow; `None` if the screen is to find out."""


DEFAULT_OPTIONS = ScreenOptions()
