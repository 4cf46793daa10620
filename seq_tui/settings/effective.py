"""Each setting that holds, and where it was set; a secret is never among the values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import ValidationError

from seq_tui.settings.checks import PARSERS, RULE_LEVELS, CheckChoices
from seq_tui.settings.models import TOKEN_SOURCES, CheckSettings, ScreenSettings
from seq_tui.settings.quick import CHECKS, KEYS, PROFILE, SCREEN, Layer, Setting, screen_table
from seq_tui.settings.toml_lines import key_lines, line_of

if TYPE_CHECKING:
    from seq_tui.domain.json import Json
    from seq_tui.settings.quick import QuickProfile, QuickSettings
    from seq_tui.settings.settings_file import SettingsFile


@dataclass(frozen=True, slots=True)
class Effective:
    """One setting."""

    path: tuple[str, ...]
    """The names of its tables and its own."""

    value: Json
    """None if it is not set, or a secret."""

    layer: Layer
    place: str = ""
    """The option, the variable or the file."""

    line: int | None = None
    is_secret: bool = False

    @property
    def origin(self) -> str:
        """Where it was set, in a few words."""
        place = self.place if self.line is None else f"{self.place}:{self.line}"
        return place or self.layer.value


class EffectiveSettings:
    """What holds, by the layers of the settings."""

    def __init__(self, found: QuickSettings) -> None:
        self._found = found

    def all(self) -> list[Effective]:
        """Every setting, in the order of a file."""
        return [self._profile(), *self._profiles(), *self._screen(), *self._keys(), *self._checks()]

    @cached_property
    def _lines(self) -> dict[str, dict[tuple[str, ...], int]]:
        files = (self._found.user, self._found.project)
        return {str(file.path): key_lines(file.text) for file in files if file is not None}

    def _at(
        self, path: tuple[str, ...], value: Json, layer: Layer, place: str, *, secret: bool = False
    ) -> Effective:
        line = line_of(self._lines.get(place, {}), path)
        return Effective(path, value, layer, place, line, is_secret=secret)

    def _profile(self) -> Effective:
        if "profile" in self._found.options:
            option, value = self._found.options["profile"]
            return Effective(("profile",), _json(value), Layer.COMMAND_LINE, option)
        name = self._found.profile_name
        if name is None:
            return Effective(("profile",), None, Layer.DEFAULT)
        if self._found.environ.get(PROFILE, "").strip():
            return self._at(("profile",), name, Layer.ENVIRONMENT, PROFILE)
        return self._at(("profile",), name, Layer.USER, _place(self._found.user))

    def _profiles(self) -> list[Effective]:
        profiles = map(self._found.profile, self._found.profile_names())
        return [each for profile in profiles if profile for each in self._of_profile(profile)]

    def _of_profile(self, profile: QuickProfile) -> list[Effective]:
        place = _place(self._found.user)
        path = ("profiles", profile.name)
        found = [self._at((*path, "api_url"), profile.api_url, Layer.USER, place)]
        if profile.api_url is None:
            found = [Effective((*path, "api_url"), None, Layer.DEFAULT)]
        for name in TOKEN_SOURCES:
            if value := getattr(profile, name):
                # A command may have a token among its words.
                is_flag = value is True
                shown = value if is_flag else None
                found.append(self._at((*path, name), shown, Layer.USER, place, secret=not is_flag))
        return found

    def _screen(self) -> list[Effective]:
        names = [name for name in ScreenSettings.model_fields if name != KEYS]
        return [self._of_screen(name) for name in names]

    def _of_screen(self, name: str) -> Effective:
        path = (SCREEN, name)
        for setting in self._found.candidates(name):
            try:
                value = _checked(name, setting)
            except ValidationError:
                continue
            return self._at(path, value, setting.layer, setting.place)
        return Effective(path, _json(getattr(ScreenSettings(), name)), Layer.DEFAULT)

    def _keys(self) -> list[Effective]:
        user = screen_table(self._found.user).get(KEYS)
        of_user = user if isinstance(user, Mapping) else {}
        found = []
        for name, keys in self._found.keys().items():
            is_users = name in of_user
            file = self._found.user if is_users else self._found.project
            layer = Layer.USER if is_users else Layer.PROJECT
            found.append(self._at((SCREEN, KEYS, name), keys, layer, _place(file)))
        return found

    def _checks(self) -> list[Effective]:
        choices, place = CheckChoices(self._found.user), _place(self._found.user)
        found = []
        for name in PARSERS:
            path, value = (CHECKS, name), choices.get(name)
            default = getattr(CheckSettings(), name)
            if value is None:
                found.append(Effective(path, default, Layer.DEFAULT))
            else:
                found.append(self._at(path, value, Layer.USER, place))
        for name, level in choices.rule_levels().items():
            found.append(self._at((CHECKS, RULE_LEVELS, name), level, Layer.USER, place))
        return found


def _place(file: SettingsFile | None) -> str:
    return "" if file is None else str(file.path)


def _checked(name: str, setting: Setting) -> Json:
    return _json(getattr(ScreenSettings.model_validate({name: setting.value}), name))


def _json(value: object) -> Json:
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return value if isinstance(value, bool | str) else None
