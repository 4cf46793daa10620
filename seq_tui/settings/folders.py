"""The folders of the program's files, and where the settings are."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAM = "seq-tui"
"""The name of the program's folder within the user's folders."""

CONFIG = "SEQ_TUI_CONFIG"
"""The variable that names another file of the user's settings."""

CONFIG_FILE = "config.toml"
"""The name of the user's settings in their folder."""

PROJECT_FILE = Path(".textual.toml")
"""The settings of the working directory, for the screen only."""


def cache_folder() -> Path:
    """The folder of the cached pages.

    Raises:
        SourceError: the environment sets a path that is not absolute.
    """
    # Imported late: it is slow to import and not needed before the first row is painted.
    from platformdirs import user_cache_path

    folder = user_cache_path(PROGRAM, appauthor=False)
    if not folder.is_absolute():
        raise SourceError(Failure(Cause.FILE, f"the cache folder {folder} is not an absolute path"))
    return folder


def config_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the user's settings.

    On Linux it is found without platformdirs, whose import would take 5 ms of every start
    (measured); a test compares the two.
    """
    if sys.platform == "linux":
        folder = environ.get("XDG_CONFIG_HOME", "").strip()
        return Path(folder or Path("~/.config").expanduser()) / PROGRAM

    from platformdirs import user_config_path

    return user_config_path(PROGRAM, appauthor=False)


def config_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The file of the user's settings, existing or not."""
    named = environ.get(CONFIG, "").strip()
    return Path(named).expanduser() if named else config_folder(environ) / CONFIG_FILE
