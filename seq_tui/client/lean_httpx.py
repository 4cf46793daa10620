"""httpx without its command line, which it imports if click is installed.

The command line imports rich and pygments: a third of the time that importing httpx takes, and 2 MB
(measured, httpx 0.28). `tests.client.test_lean_httpx` fails once httpx does without it.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["httpx"]

COMMAND_LINE = "httpx._main"
"""A private name of httpx."""


@contextmanager
def emptied(name: str) -> Iterator[None]:
    """Let a module be empty for the length of the block, unless it was imported before."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = ModuleType(name)
    try:
        yield
    finally:
        del sys.modules[name]


# httpx takes the ImportError for a missing click, and leaves the command line out.
with emptied(COMMAND_LINE):
    import httpx
