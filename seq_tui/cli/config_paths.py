"""The files and folders that the program uses, by name."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from seq_tui.domain.failure import SourceError
from seq_tui.settings.folders import PROJECT_FILE, cache_folder, config_file, state_folder
from seq_tui.settings.logins import logins_folder
from seq_tui.settings.theme_files import themes_folder

PATH_NAMES = ("settings", "project", "themes", "tokens", "state", "cache", "crashes")


def known_paths() -> dict[str, Path]:
    """Each path, existing or not; one that the environment makes impossible is left out."""
    paths = {
        "settings": config_file(os.environ),
        "project": Path.cwd() / PROJECT_FILE,
        "themes": themes_folder(os.environ),
        "tokens": logins_folder(),
        "state": state_folder(os.environ),
    }
    with suppress(SourceError):
        paths["cache"] = cache_folder()
    paths["crashes"] = Path(tempfile.gettempdir())
    return paths


def is_there(path: Path) -> bool:
    """Whether a file or folder exists, as far as the user may know."""
    try:
        return path.exists()
    except OSError:
        return False
