"""Whether the settings are right beyond doubt, told without pydantic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from seq_tui.settings import values
from seq_tui.settings.logins import profile_names
from seq_tui.settings.quick import (
    CHECKS,
    KEYS,
    NOT_OF_PROJECTS,
    PROFILE,
    PROFILES,
    SCREEN,
    VARIABLES,
    from_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.settings.quick import QuickSettings

PARSERS: Mapping[str, Callable[[object], object]] = {
    "theme": values.parse_text,
    "columns": values.parse_columns,
    "sort": values.parse_sort,
    "start_time": values.parse_start_time,
    "zone": values.parse_zone,
    "weekend_rule": values.parse_weekend_rule,
    "glyphs": values.parse_glyphs,
    "mouse": values.parse_flag,
    "slow": values.parse_slow,
    "page_url": values.parse_page_url,
}
"""What checks each screen setting but the keys."""


def are_surely_right(found: QuickSettings) -> bool:
    """Whether nothing is wrong but, perhaps, the name of a theme or of what a key does.

    If not, `seq_tui.settings.check` says what; it takes pydantic, and so 70 ms (measured).
    """
    try:
        return not found.problems and _parse_all(found)
    except ValueError:
        return False


def _parse_all(found: QuickSettings) -> bool:
    for name, variable in VARIABLES.items():
        if text := found.environ.get(variable, "").strip():
            PARSERS[name](from_text(name, text))
    user = found.user.table if found.user is not None else {}
    project = found.project.table if found.project is not None else {}
    names = {found.environ.get(PROFILE, "").strip()} - {""}
    if "profile" in user:
        names.add(values.parse_profile_name(user["profile"]))
    return (
        user.keys() <= {SCREEN, "profile", PROFILES, CHECKS}
        and project.keys() <= {SCREEN}
        and (CHECKS not in user or _are_checks_right(user[CHECKS]))
        and _is_screen_right(user.get(SCREEN, {}))
        and _is_screen_right(project.get(SCREEN, {}), without=NOT_OF_PROJECTS)
        and isinstance(user.get(PROFILES, {}), Mapping)
        and all(found.profile(name) is not None for name in found.profile_names())
        and names <= {*profile_names(found)}
    )


def _are_checks_right(table: object) -> bool:
    # Slow to import, and few files have that table.
    from seq_tui.settings.checks import are_checks_right

    return are_checks_right(table)


def _is_screen_right(table: object, without: str = "") -> bool:
    if not isinstance(table, Mapping) or not table.keys() <= {*PARSERS, KEYS} - {without}:
        return False
    for name, value in table.items():
        if name != KEYS:
            PARSERS[name](value)
    keys = table.get(KEYS, {})
    return isinstance(keys, Mapping) and all(
        isinstance(values.parse_key_names(each), str) for each in keys.values()
    )
