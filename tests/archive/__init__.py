"""Tests of the archive: what it keeps, finds, refuses and survives."""
