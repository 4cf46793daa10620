"""What is wrong with the settings: each mistake with its file, line and key, and what was meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from seq_tui.settings.folders import config_file
from seq_tui.settings.logins import profile_names
from seq_tui.settings.models import (
    CheckSettings,
    Profile,
    ProjectSettings,
    ScreenSettings,
    Settings,
)
from seq_tui.settings.quick import (
    CHECKS,
    FLAG_SETTINGS,
    KEYS,
    PROFILE,
    SCREEN,
    VARIABLES,
    from_text,
    screen_table,
    unsafe_sources,
)
from seq_tui.settings.settings_file import Problem
from seq_tui.settings.toml_lines import key_lines, line_of
from seq_tui.settings.values import AUTO, UnknownNameError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from seq_tui.settings.quick import QuickSettings
    from seq_tui.settings.settings_file import SettingsFile

MAX_NAMES = 12
"""Most names that a sentence lists if none is near to the wrong one."""

Path = tuple[str, ...]

_MODELS: Mapping[str, type[BaseModel]] = {SCREEN: ScreenSettings, CHECKS: CheckSettings}
"""The models of the tables at the top of a file but the profiles."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that only the screen knows, and how the one that was meant is found."""

    closest: Callable[[str, Collection[str]], str]
    """Returns the name that is nearest to a wrong one; empty if none is near."""

    themes: Collection[str] = ()
    """The themes; if there are none, any name of a theme is right."""

    keys: Collection[str] = ()
    """The ids of what keys can do; likewise."""

    wrong_keys: Callable[[Mapping[str, str]], Iterable[tuple[str, str]]] = lambda _: ()
    """Returns the id of each choice of keys that cannot hold, and why."""


def find_problems(found: QuickSettings, known: KnownNames) -> list[Problem]:
    """What is wrong, file by file in the order of their lines, then in the environment."""
    return [
        *found.problems,
        *_wrong_in_file(found, found.user, Settings, known),
        *_wrong_in_file(found, found.project, ProjectSettings, known),
        *_wrong_in_environment(found, known),
    ]


def _wrong_in_file(
    found: QuickSettings, file: SettingsFile | None, model: type[BaseModel], known: KnownNames
) -> list[Problem]:
    if file is None:
        return []
    lines = key_lines(file.text)
    wrong = [
        *_errors_of_model(file.table, model, known),
        *_unknown_names(screen_table(file), known),
        *_wrong_keys(found, file, known),
        *(_unsafe_tokens(file) if model is Settings else ()),
        *(_unknown_profile(found) if model is Settings else ()),
    ]
    problems = [
        Problem(str(file.path), line_of(lines, path), ".".join(path), message)
        for path, message in wrong
    ]
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.key))


def _errors_of_model(
    table: Mapping[str, object], model: type[BaseModel], known: KnownNames
) -> Iterator[tuple[Path, str]]:
    try:
        model.model_validate(dict(table))
    except ValidationError as wrong:
        # What was read may be a token.
        for error in wrong.errors(include_url=False, include_input=False):
            path = tuple(str(part) for part in error["loc"] if part != "[key]")
            if error["type"] == "extra_forbidden":
                yield path, _unknown_setting(path, model, known)
            elif error["type"] in ("model_type", "dict_type"):
                yield path, f"must be a table such as [{'.'.join(path)}]"
            else:
                # Every other value is checked by a function of ours.
                reason = error.get("ctx", {}).get("error", error["msg"])
                yield path, _with_advice(reason, known)


def _with_advice(reason: object, known: KnownNames) -> str:
    if isinstance(reason, UnknownNameError):
        return f"{reason}; {_advice(reason.name, reason.known, known)}"
    return str(reason)


def _unknown_setting(path: Path, model: type[BaseModel], known: KnownNames) -> str:
    *tables, name = path
    table = _MODELS.get(tables[0], Profile) if tables else Settings
    names = tuple(table.model_fields)
    if model is ProjectSettings and name in names:
        return f"a project may not choose this; it belongs in {config_file()}"
    if model is ProjectSettings and not tables:
        return "there is no such setting; a project's file has the table [screen] only"
    if table is not ScreenSettings and name in ScreenSettings.model_fields:
        return "there is no such setting; did you mean it to be in [screen]?"
    return f"there is no such setting; {_advice(name, names, known)}"


def _unknown_names(screen: Mapping[str, object], known: KnownNames) -> Iterator[tuple[Path, str]]:
    """Names of themes and of what keys do, which the models do not know."""
    theme, keys = screen.get("theme"), screen.get(KEYS)
    if isinstance(theme, str) and known.themes and theme.strip() not in known.themes:
        advice = _advice(theme, known.themes, known)
        yield (SCREEN, "theme"), f"there is no theme {shown(theme)}; {advice}"
    for name in keys if isinstance(keys, Mapping) and known.keys else ():
        if name not in known.keys:
            advice = _advice(name, known.keys, known)
            yield (SCREEN, KEYS, name), f"no key does {shown(name)}; {advice}"


def _wrong_keys(
    found: QuickSettings, file: SettingsFile, known: KnownNames
) -> Iterator[tuple[Path, str]]:
    """Keys that do not exist, or that cannot do what they were chosen for, of one file."""
    of_user = screen_table(found.user).get(KEYS)
    own = screen_table(file).get(KEYS)
    for name, message in known.wrong_keys(found.keys()):
        is_replaced = file is found.project and isinstance(of_user, Mapping) and name in of_user
        if isinstance(own, Mapping) and name in own and not is_replaced:
            yield (SCREEN, KEYS, name), message


def _unsafe_tokens(file: SettingsFile) -> Iterator[tuple[Path, str]]:
    profiles = file.table.get("profiles")
    if not isinstance(profiles, Mapping):
        return
    advice = f"chmod 600 {file.path}, or use token_command or token_keyring"
    reason = f"other users can read this file; {advice}"
    if not file.is_ours:
        reason = "this file belongs to another user; make it yours, or use token_keyring"
    for name, profile in profiles.items():
        for source in unsafe_sources(file, profile) if isinstance(profile, Mapping) else ():
            yield ("profiles", name, source), reason


def _unknown_profile(found: QuickSettings) -> Iterator[tuple[Path, str]]:
    """The profile of the file if there is none; that of the environment is told elsewhere."""
    chosen = found.user.table.get("profile") if found.user is not None else None
    if isinstance(chosen, str) and chosen.strip() and chosen not in profile_names(found):
        yield ("profile",), f"there is no table [profiles.{chosen}], and no login of that name"


def _wrong_in_environment(found: QuickSettings, known: KnownNames) -> Iterator[Problem]:
    for name, variable in VARIABLES.items():
        if text := found.environ.get(variable, "").strip():
            value = from_text(name, text)
            if name in FLAG_SETTINGS and value == text != AUTO:
                yield Problem(variable, None, "", f"can be true or false, not {shown(text)}")
                continue
            table = {name: value}
            wrong = [*_errors_of_model(table, ScreenSettings, known), *_unknown_names(table, known)]
            yield from (Problem(variable, None, "", message) for _, message in wrong)
    profile = found.environ.get(PROFILE, "").strip()
    if profile and profile not in (names := profile_names(found)):
        advice = _advice(profile, names, known)
        yield Problem(PROFILE, None, "", f"there is no profile {shown(profile)}; {advice}")


def _advice(name: str, names: Collection[str], known: KnownNames) -> str:
    """The name that was meant, or all there are if they are few."""
    if near := known.closest(name, names):
        return f"did you mean {near}?"
    if not names:
        return "there are none"
    first = ", ".join(list(names)[:MAX_NAMES])
    return f"there are {first}{'' if len(names) <= MAX_NAMES else ' and more'}"
