"""The version, hard-coded because reading package metadata is slow."""

VERSION = "0.1.0"

RELEASED = "2026-11-28"
"""The day of that version, for the manual."""
