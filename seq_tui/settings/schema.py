"""The JSON Schema of the settings, from which editors complete and check a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.checks.rules import RULES
from seq_tui.settings.models import ProjectSettings, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seq_tui.domain.json import Json

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that language servers for TOML read; the schema has nothing of later ones."""


def settings_schema(
    themes: Iterable[str], keys: Mapping[str, str], *, is_project: bool
) -> dict[str, Json]:
    """The schema of a file.

    Args:
        themes: the names of the themes, to complete; a user may have others.
        keys: what keys do, by id.
        is_project: whether the file is that of a folder, which is for the screen only.
    """
    model = ProjectSettings if is_project else Settings
    schema = model.model_json_schema(ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs")
    for table in (schema, *definitions.values()):
        for setting in table["properties"].values():
            # The title is only the name again, and TOML has no null.
            setting.pop("title", None)
            if setting.get("default", "") is None:
                del setting["default"]
    screen = definitions["ProjectScreenSettings" if is_project else "ScreenSettings"]["properties"]
    screen["theme"]["anyOf"] = [{"enum": list(themes)}, {"type": screen["theme"].pop("type")}]
    keys_of_one = screen["keys"].pop("additionalProperties")
    screen["keys"]["additionalProperties"] = False
    screen["keys"]["properties"] = {
        name: {**keys_of_one, "description": description} for name, description in keys.items()
    }
    if not is_project:
        rules = definitions["CheckSettings"]["properties"]["rules"]
        level = rules.pop("additionalProperties")
        rules.pop("propertyNames", None)
        rules["additionalProperties"] = False
        rules["properties"] = {
            rule.id: {**level, "description": f"{rule.title}: {rule.reason}"}
            for rule in RULES.values()
        }
    return {"$schema": DRAFT, **schema, "definitions": definitions}
