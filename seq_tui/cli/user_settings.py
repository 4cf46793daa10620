"""The settings of the running command, and what is wrong with them."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.account_options import AccountChoice
from seq_tui.cli.ascii_option import chosen_glyphs
from seq_tui.cli.browser_list_options import chosen_columns, chosen_sort
from seq_tui.cli.mouse_option import chosen_mouse
from seq_tui.cli.report_format_option import JSON
from seq_tui.cli.slow_option import chosen_slow
from seq_tui.cli.suggestion import closest_name
from seq_tui.cli.theme_option import chosen_theme
from seq_tui.cli.weekend_option import chosen_weekend
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.settings import values
from seq_tui.settings.quick import VARIABLES, Layer, QuickSettings, read_settings
from seq_tui.ui.options import DEFAULT_OPTIONS, ScreenOptions

if TYPE_CHECKING:
    from seq_tui.domain.checks.finding import Level
    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.settings.settings_file import Problem
    from seq_tui.ui.themes import SetTheme

SCREEN_SESSION = "STY"
"""The variable that GNU screen sets. While the mouse is reported, screen 4.9 holds Esc back until
the next key, which is then one with Alt (measured), so the mouse is left alone unless wanted."""

MAX_TOLD = 20
"""Most mistakes in the settings that are told in words."""

_KEY = "seq_tui.settings"
"""The key of the settings in `click.Context.meta`, which all contexts of a run share."""


def user_settings() -> QuickSettings:
    """The settings, read once in a run, after all options."""
    meta = click.get_current_context().meta
    if _KEY not in meta:
        chosen = {
            "theme": chosen_theme(),
            "glyphs": chosen_glyphs(),
            "weekend_rule": chosen_weekend(),
            "mouse": chosen_mouse(),
            "slow": chosen_slow(),
            "columns": chosen_columns(),
            "sort": chosen_sort(),
        }
        choice = click.get_current_context().find_object(AccountChoice)
        if choice is not None and choice.profile is not None:
            chosen["profile"] = ("--profile", choice.profile)
        options = {name: option for name, option in chosen.items() if option is not None}
        meta[_KEY] = read_settings(os.environ, options=options)
    settings: QuickSettings = meta[_KEY]
    return settings


def screen_options(settings: QuickSettings) -> ScreenOptions:
    """What the settings say of the screen; where they say nothing right, the defaults."""
    default = DEFAULT_OPTIONS
    automatic: bool | str = values.AUTO
    has_mouse = default.mouse and not settings.environ.get(SCREEN_SESSION)
    slow = settings.value("slow", values.parse_slow, automatic)
    return ScreenOptions(
        theme=settings.value("theme", values.parse_text, default.theme),
        keys=settings.keys(),
        columns=settings.value("columns", values.parse_columns, default.columns),
        sort=settings.value("sort", values.parse_sort, default.sort),
        start_time=settings.value("start_time", values.parse_start_time, default.start_time),
        # Whether there is such a zone is slow to tell; the screen finds it after the first rows.
        zone=settings.value("zone", values.parse_text, default.zone),
        weekend_rule=weekend_rule(settings),
        glyphs=settings.value("glyphs", values.parse_glyphs, default.glyphs),
        mouse=settings.value("mouse", values.parse_flag, has_mouse),
        page_url=settings.value("page_url", values.parse_page_url, default.page_url),
        checks=lambda: check_options(settings)[0],
        slow=slow if isinstance(slow, bool) else default.slow,
    )


def set_theme(settings: QuickSettings) -> SetTheme | None:
    """The theme that a file or a variable chooses at every start; `None` if none does."""
    # Only the screen needs it.
    from seq_tui.ui.themes import SetTheme

    for setting in settings.candidates("theme"):
        if setting.layer is not Layer.COMMAND_LINE and isinstance(setting.value, str):
            return SetTheme(setting.value.strip(), Path(setting.place).name)
    return None


def weekend_rule(settings: QuickSettings) -> WeekendRule:
    """The rule for e-mails that are due on a weekend."""
    default = DEFAULT_OPTIONS.weekend_rule.value
    return WeekendRule(settings.value("weekend_rule", values.parse_weekend_rule, default))


def check_options(settings: QuickSettings) -> tuple[CheckOptions, Level]:
    """The options of the checks, and the lowest level that the command reports."""
    # Not needed by other commands.
    from seq_tui.settings.checks import CheckChoices

    choices = CheckChoices(settings.user)
    return choices.options(weekend_rule(settings)), choices.level


def require_right_settings() -> QuickSettings:
    """The settings, for a command without a screen, which says what is wrong and ends.

    Raises:
        click.exceptions.Exit: something is wrong; it was reported.
    """
    settings = user_settings()
    problems = quick_problems(settings)
    for line in problem_lines(problems):
        output.note(line)
    if problems:
        raise click.exceptions.Exit(exit_codes.USAGE)
    return settings


def problem_lines(problems: list[Problem]) -> list[str]:
    """A line for each problem, or for the first ones and how many more there are."""
    lines = [str(problem) for problem in problems[:MAX_TOLD]]
    if (more := len(problems) - MAX_TOLD) > 0:
        lines.append(f"and {more:,} more; seq-tui config check --format {JSON} prints all")
    return lines


def quick_problems(settings: QuickSettings) -> list[Problem]:
    """What is wrong with the settings, but for names of the screen; at once if nothing is."""
    from seq_tui.settings.sure import are_surely_right

    is_right = is_empty(settings) or are_surely_right(settings)
    return [] if is_right else find_problems(settings, with_screen=False)


def is_empty(settings: QuickSettings) -> bool:
    """Whether no file and no variable sets anything, so that nothing can be wrong."""
    has_file = settings.user is not None or settings.project is not None
    has_variable = any(settings.environ.get(name) for name in VARIABLES.values())
    return not (has_file or has_variable or settings.problems)


def find_problems(settings: QuickSettings, *, with_screen: bool) -> list[Problem]:
    """What is wrong with the settings.

    Args:
        settings: the settings.
        with_screen: whether the user's themes are checked, and the names of themes and of what keys
            do, for which Textual and the screen may be imported.
    """
    # pydantic is slow to import.
    from seq_tui.settings.check import KnownNames, find_problems

    if not with_screen:
        return find_problems(settings, KnownNames(closest_name))

    from seq_tui.cli.themes import all_theme_names
    from seq_tui.settings.theme_check import theme_problems
    from seq_tui.ui.themes import theme_names

    known = KnownNames(closest_name, all_theme_names())
    if settings.keys():
        from seq_tui.ui.key_contexts import commands, key_problems

        wrong = partial(key_problems, closest=closest_name)
        known = replace(known, keys=[each.id for each in commands()], wrong_keys=wrong)
    return [*find_problems(settings, known), *theme_problems(closest_name, theme_names())]


def wrong_on_screen(settings: QuickSettings) -> tuple[str, ...]:
    """What is wrong with the settings, for the screen; slow, so it calls this beside itself."""
    from seq_tui.cli.themes import is_theme
    from seq_tui.settings.sure import are_surely_right

    theme = settings.value("theme", values.parse_text, "")
    has_names = bool(settings.keys()) or (theme != "" and not is_theme(theme))
    if is_empty(settings) or (are_surely_right(settings) and not has_names):
        return ()
    return tuple(map(str, find_problems(settings, with_screen=True)))
