"""The settings as the start needs them: read at once, leaving out what is wrong.

Only the standard library is imported. `seq_tui.settings.check` says what is wrong; it imports
pydantic, and so runs beside the screen or only if something is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Never, TypeVar

from seq_tui.settings import values
from seq_tui.settings.folders import CONFIG, PROJECT_FILE, config_file
from seq_tui.settings.settings_file import Problem, SettingsError, SettingsFile, read_file

if TYPE_CHECKING:
    from pathlib import Path

Value = TypeVar("Value")

PREFIX = "SEQ_TUI_"

VARIABLES = {
    "theme": f"{PREFIX}THEME",
    "columns": f"{PREFIX}COLUMNS",
    "sort": f"{PREFIX}SORT",
    "start_time": f"{PREFIX}START_TIME",
    "zone": f"{PREFIX}ZONE",
    "weekend_rule": f"{PREFIX}WEEKEND",
    "glyphs": f"{PREFIX}GLYPHS",
    "mouse": f"{PREFIX}MOUSE",
    "page_url": f"{PREFIX}PAGE_URL",
    "slow": f"{PREFIX}SLOW",
}
"""The environment variable of each screen setting that has one."""

PROFILE = f"{PREFIX}PROFILE"
"""The variable with the name of a profile."""

FLAGS = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
"""What yes and no are called in the environment."""

FLAG_SETTINGS = ("mouse", "slow")
"""The settings whose variables say yes or no."""

SCREEN, KEYS, PROFILES, CHECKS = "screen", "keys", "profiles", "checks"

NOT_OF_PROJECTS = "page_url"
"""The screen setting that a project may not choose: it names an address that is opened."""


_NOTHING: Mapping[str, Never] = MappingProxyType({})


class Layer(StrEnum):
    """Where a setting can come from, first what wins."""

    COMMAND_LINE = "command line"
    ENVIRONMENT = "environment"
    USER = "user file"
    PROJECT = "project file"
    DEFAULT = "default"


class Setting(NamedTuple):
    """A value as it was written, and where."""

    value: object
    layer: Layer
    place: str
    """The option, the variable or the file."""


class QuickProfile(NamedTuple):
    """A profile whose values are right."""

    name: str
    api_url: str | None = None
    token_command: tuple[str, ...] | str | None = None
    token_keyring: bool = False
    token: str | None = None

    def __repr__(self) -> str:
        """The name: a command and a token are secret."""
        return f"QuickProfile({self.name!r})"


class QuickSettings(NamedTuple):
    """What the files and the environment say."""

    environ: Mapping[str, str] = _NOTHING
    user: SettingsFile | None = None
    project: SettingsFile | None = None
    problems: tuple[Problem, ...] = ()
    """Files that cannot be used at all."""

    options: Mapping[str, tuple[str, object]] = _NOTHING
    """Settings of the command line: the option and the value, by the name of the setting."""

    def __repr__(self) -> str:
        """The files: a variable and a file may hold a token."""
        return f"QuickSettings({self.user!r}, {self.project!r})"

    def value(self, name: str, parse: Callable[[object], Value], default: Value) -> Value:
        """The first right value of a screen setting."""
        for setting in self.candidates(name):
            try:
                return parse(setting.value)
            except ValueError:
                continue
        return default

    def candidates(self, name: str) -> list[Setting]:
        """All that is said about a screen setting, first what wins."""
        found = []
        if name in self.options:
            option, value = self.options[name]
            found.append(Setting(value, Layer.COMMAND_LINE, option))
        variable = VARIABLES.get(name, "")
        if text := self.environ.get(variable, "").strip():
            found.append(Setting(from_text(name, text), Layer.ENVIRONMENT, variable))
        for layer, file in ((Layer.USER, self.user), (Layer.PROJECT, self.project)):
            table = screen_table(file)
            if file is not None and name in table and may_set(layer, name):
                found.append(Setting(table[name], layer, str(file.path)))
        return found

    def keys(self) -> dict[str, str]:
        """The keys by the id of what they do; those of the user's file replace the project's."""
        found: dict[str, str] = {}
        for file in (self.project, self.user):
            table = screen_table(file).get(KEYS)
            for name, keys in table.items() if isinstance(table, Mapping) else ():
                try:
                    found[str(name)] = values.parse_key_names(keys)
                except ValueError:
                    continue
        return found

    @property
    def profile_name(self) -> str | None:
        """The profile that the environment or the user's file chooses; `None` for none."""
        text = self.environ.get(PROFILE, "").strip()
        value = text or (self.user.table.get("profile") if self.user else None)
        try:
            return None if value is None else values.parse_profile_name(value)
        except ValueError:
            return None

    def profile_names(self) -> tuple[str, ...]:
        """The names of the profiles, right or wrong, in the order of the file."""
        return tuple(_profile_tables(self.user))

    def profile(self, name: str) -> QuickProfile | None:
        """A profile; `None` if there is none of that name, or if anything in it is wrong."""
        table = _profile_tables(self.user).get(name)
        if self.user is None or not isinstance(table, Mapping) or unsafe_sources(self.user, table):
            return None
        return _parse_profile(name, table)


def read_settings(
    environ: Mapping[str, str] = os.environ,
    project_file: Path = PROJECT_FILE,
    options: Mapping[str, tuple[str, object]] | None = None,
) -> QuickSettings:
    """Read the user's file and the one of the working directory; never fails."""
    problems: list[Problem] = []
    path = config_file(environ)
    user = _read(path, problems)
    if user is None and not problems and environ.get(CONFIG, "").strip() and not _exists(path):
        problems.append(Problem(CONFIG, None, "", f"there is no file {path}"))
    project = _read(project_file, problems)
    return QuickSettings(environ, user, project, tuple(problems), options or {})


def screen_table(file: SettingsFile | None) -> Mapping[str, object]:
    """The screen settings of a file."""
    table = file.table.get(SCREEN) if file is not None else None
    return table if isinstance(table, Mapping) else {}


def unsafe_sources(file: SettingsFile, profile: Mapping[str, object]) -> list[str]:
    """The settings of a profile that are not used because of whom their file belongs to.

    No token is taken from a file that others can read, or that another user has written; nor is a
    program run that another user has named.
    """
    is_safe = {"token": file.is_private and file.is_ours, "token_command": file.is_ours}
    return [name for name, safe in is_safe.items() if name in profile and not safe]


def may_set(layer: Layer, name: str) -> bool:
    """Whether a layer may choose a screen setting."""
    return layer is not Layer.PROJECT or name != NOT_OF_PROJECTS


def from_text(name: str, text: str) -> object:
    """The text of a variable as the type of its setting."""
    if name == "columns":
        return [each.strip() for each in text.split(",")]
    if name in FLAG_SETTINGS:
        return FLAGS.get(text.casefold(), text)
    return text


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _read(path: Path, problems: list[Problem]) -> SettingsFile | None:
    try:
        return read_file(path)
    except SettingsError as error:
        problems.append(error.problem)
        return None


def _profile_tables(file: SettingsFile | None) -> Mapping[str, object]:
    table = file.table.get(PROFILES) if file is not None else None
    return table if isinstance(table, Mapping) else {}


def _parse_profile(name: str, table: Mapping[str, object]) -> QuickProfile | None:
    if not table.keys() <= {"api_url", "token_command", "token_keyring", "token"}:
        return None

    def get(key: str, parse: Callable[[object], Value]) -> Value | None:
        return parse(table[key]) if key in table else None

    try:
        profile = QuickProfile(
            values.parse_profile_name(name),
            get("api_url", values.parse_api_url),
            get("token_command", values.parse_token_command),
            get("token_keyring", values.parse_flag) or False,
            get("token", values.parse_token),
        )
    except ValueError:
        return None
    sources = (profile.token_command, profile.token_keyring, profile.token)
    return None if sum(map(bool, sources)) > 1 else profile
