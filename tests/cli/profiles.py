"""Profiles for tests: the user's settings, and a keyring in memory."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from seq_tui.settings.folders import config_file

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "0123456789abcdef" * 4
OTHER_TOKEN = "fedcba9876543210" * 4

EU = "https://eu.test"
US = "https://us.test"


def write_settings(text: str, mode: int = 0o600) -> Path:
    """Write the settings of the user that the environment names."""
    path = config_file(os.environ)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path
