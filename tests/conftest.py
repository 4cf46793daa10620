"""What every test stands on."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop that Textual and httpx run on."""
    return "asyncio"
