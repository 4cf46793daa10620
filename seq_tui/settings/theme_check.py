"""What is wrong with a file of a theme, as a pydantic model says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError

from seq_tui.settings import values
from seq_tui.settings.settings_file import Problem
from seq_tui.settings.theme_files import parse_colour, parse_contrast, parse_name, read_themes
from seq_tui.settings.toml_lines import key_lines, line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from seq_tui.settings.settings_file import SettingsFile

Colour = Annotated[str, PlainValidator(parse_colour, json_schema_input_type=str)]


class ThemeFile(BaseModel):
    """A theme: one file in the folder of themes."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    name: Annotated[str | None, PlainValidator(parse_name, json_schema_input_type=str)] = Field(
        default=None, description="Its name; by default, that of the file without .toml."
    )
    dark: Annotated[bool, PlainValidator(values.parse_flag, json_schema_input_type=bool)] = Field(
        default=True, description="Whether colours that are left out are those of a dark theme."
    )
    primary: Colour = Field(description="The border with the focus, the highlight, and the brand.")
    background: Colour | None = Field(default=None, description="What text stands on.")
    foreground: Colour | None = Field(default=None, description="Text.")
    surface: Colour | None = Field(default=None, description="The background of dialogs.")
    panel: Colour | None = Field(default=None, description="That of the first and the last line.")
    secondary: Colour | None = Field(default=None, description="Beside the first colour.")
    accent: Colour | None = Field(default=None, description="The keys in the last line.")
    warning: Colour | None = Field(default=None, description="Warnings.")
    error: Colour | None = Field(default=None, description="Errors.")
    success: Colour | None = Field(default=None, description="A live account.")
    email: Colour | None = Field(default=None, description="E-mails; by default, primary.")
    reply: Colour | None = Field(default=None, description="Replies; by default, another hue.")
    task: Colour | None = Field(default=None, description="Tasks; by default, warning.")
    contrast: Annotated[
        float | None, PlainValidator(parse_contrast, json_schema_input_type=float)
    ] = Field(default=None, description="The least contrast of text, from 4.5 to 12.")


def theme_problems(
    closest: Callable[[str, Collection[str]], str], taken: Collection[str]
) -> list[Problem]:
    """What is wrong with the user's themes: each mistake with its file, line and key.

    Args:
        closest: returns the name that is nearest to a wrong one; empty if none is near.
        taken: names that a theme of the user cannot have.
    """
    return [
        problem
        for wrong in read_themes(taken)[1]
        for problem in ([wrong] if isinstance(wrong, Problem) else _problems_of(wrong, closest))
    ]


def _problems_of(
    file: SettingsFile, closest: Callable[[str, Collection[str]], str]
) -> list[Problem]:
    lines, place = key_lines(file.text), str(file.path)
    try:
        ThemeFile.model_validate({"name": file.path.stem, **file.table})
    except ValidationError as wrong:
        found = []
        for error in wrong.errors(include_url=False, include_input=False):
            path = tuple(str(part) for part in error["loc"])
            if error["type"] == "extra_forbidden":
                near = closest(path[-1], ThemeFile.model_fields)
                meant = f"; did you mean {near}?" if near else ""
                message = f"a theme has no such setting{meant}"
            elif error["type"] == "missing":
                message = 'is missing; a theme needs this colour, such as "#78aef2"'
            else:
                message = str(error.get("ctx", {}).get("error", error["msg"]))
            found.append(Problem(place, line_of(lines, path), ".".join(path), message))
        return sorted(found, key=lambda problem: (problem.line or 0, problem.key))
    return []
