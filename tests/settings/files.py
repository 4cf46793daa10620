"""Settings in files of a test."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from seq_tui.settings.quick import QuickSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NO_OPTIONS: dict[str, tuple[str, object]] = {}

FULL = """
profile = "sales-eu"

[profiles.sales-eu]
api_url = "https://api.example.com"
token_command = ["pass", "show", "sell"]

[profiles.sales-us]
token_keyring = true

[screen]
theme = "nord"
columns = ["marks", "length"]
sort = "steps"
start_time = 08:30:00
zone = "Europe/Warsaw"
weekend_rule = "ignore"
glyphs = "unicode"
mouse = false
page_url = "https://example.com/sequences/{id}"
slow = "auto"

[screen.keys]
search = "slash,f3"

[checks]
level = "info"
longest_gap = 10
often_held = 30
template_reuse = 40

[checks.rules]
after-task = "off"
no-steps = "error"
"""
"""The user's file with every setting but a token."""


def in_folder(folder: Path, *command: str) -> tuple[str, ...]:
    """A command in a working directory."""
    return ("/bin/sh", "-c", 'cd "$0" && exec "$@"', str(folder), *command)


def read(
    folder: Path,
    user: str | None = None,
    project: str | None = None,
    environ: Mapping[str, str] | None = None,
    options: Mapping[str, tuple[str, object]] = NO_OPTIONS,
    mode: int = 0o600,
) -> QuickSettings:
    """Read settings from files with these texts."""
    for name, text in (("config.toml", user), (".textual.toml", project)):
        if text is not None:
            (folder / name).write_text(text)
            (folder / name).chmod(mode)
    named = {"SEQ_TUI_CONFIG": str(folder / "config.toml" if user is not None else os.devnull)}
    return read_settings({**named, **(environ or {})}, folder / ".textual.toml", options)
