"""Fixtures of the client's tests."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the proxy and the certificates of the machine that runs the tests."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.upper().startswith("SSL"):
            monkeypatch.delenv(name)
