"""The names of the tools that sequences can be written for; quick to import."""

from __future__ import annotations

TARGET_NAMES = ("apollo", "salesloft", "hubspot", "outreach")
"""As ``--for`` takes them, the most complete first."""
