"""Profiles for tests: the user's settings, and a keyring in memory."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from seq_tui.settings.folders import CONFIG, CONFIG_FILE, config_folder

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "0123456789abcdef" * 4
OTHER_TOKEN = "fedcba9876543210" * 4

EU = "https://eu.test"
US = "https://us.test"


def write_settings(text: str, mode: int = 0o600) -> Path:
    """Write the settings of the user, and name them in the environment until the test ends."""
    path = config_folder(os.environ) / CONFIG_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    # Every test has set it already, and its fixture takes it back.
    os.environ[CONFIG] = str(path)
    return path
