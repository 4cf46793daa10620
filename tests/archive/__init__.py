"""Tests of the archive: what it stores, finds, refuses and survives."""
