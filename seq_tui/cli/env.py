"""Environment variables: the settings of seq-tui, and those that could block the start."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCESS = "SELL_ACCESS_TOKEN"
"""The variable with the access token."""

ADDRESS = "SELL_API_URL"
"""The variable with the address of the API, if it is not Zendesk's."""

COMPLETE = "_SEQ_TUI_COMPLETE"
"""The variable by which a shell's script requests completions; click derives it from the program's
name."""

LIBRARY_FILES = ("OPENSSL_CONF", "TEXTUAL_LOG")
"""Variables with files that a library opens while it is imported, or soon after."""


def api_address(environ: Mapping[str, str]) -> str:
    """The address of the API that is set; a variable that is empty sets none."""
    return environ.get(ADDRESS, "").strip()


def blocking_variable(environ: Mapping[str, str]) -> str:
    """The variable whose file a library could wait for without end; empty if there is none."""
    return next((name for name in LIBRARY_FILES if _may_block(environ.get(name, ""))), "")


def _may_block(path: str) -> bool:
    """Whether `path` is a named pipe or a device; the null device is neither slow nor endless."""
    if not path:
        return False
    file = Path(path)
    try:
        return not (file.is_file() or file.is_dir() or file.samefile(os.devnull))
    except OSError:
        # There is no such file.
        return False
