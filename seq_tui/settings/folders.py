"""The folders of the program's files, and where the settings are."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
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


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the cached pages; found as `config_folder` is.

    Raises:
        SourceError: the environment sets a path that is not absolute.
    """
    if sys.platform == "linux":
        named = environ.get("XDG_CACHE_HOME", "").strip()
        folder = (Path(named) if named else in_home(".cache")) / PROGRAM
    else:
        from platformdirs import user_cache_path

        folder = user_cache_path(PROGRAM, appauthor=False)
    if not folder.is_absolute():
        raise SourceError(Failure(Cause.FILE, f"the cache folder {folder} is not an absolute path"))
    return folder


def config_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the user's settings.

    On Linux it is found without platformdirs, whose import would take 5 ms of every start
    (measured); a test compares the two. A relative path in the environment counts as none (XDG base
    directories).
    """
    if sys.platform == "linux":
        folder = Path(environ.get("XDG_CONFIG_HOME", "").strip())
        return (folder if folder.is_absolute() else in_home(".config")) / PROGRAM

    from platformdirs import user_config_path

    return user_config_path(PROGRAM, appauthor=False)


def state_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of what is remembered between two runs; found as `config_folder` is.

    A relative path in the environment counts as none (XDG base directories).
    """
    if sys.platform == "linux":
        folder = Path(environ.get("XDG_STATE_HOME", "").strip())
        state = folder if folder.is_absolute() else in_home(".local/state")
        return state / PROGRAM

    from platformdirs import user_state_path

    return user_state_path(PROGRAM, appauthor=False)


def config_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The file of the user's settings, existing or not."""
    named = environ.get(CONFIG, "").strip()
    if not named:
        return config_folder(environ) / CONFIG_FILE
    return in_home(named[2:]) if named.startswith("~/") else Path(named)


def in_home(path: str) -> Path:
    """A path in the user's home; if there is none, one that never exists.

    It must not be in the working directory, where anyone may have put a file.
    """
    home = Path()
    # Where the variable is empty, Python would take the root folder.
    if os.environ.get("HOME") != "":
        # Neither the variable nor an entry of the user may be there.
        with suppress(RuntimeError):
            home = Path.home()
    return (home if home.is_absolute() else Path(os.devnull)) / path
