"""Tests of the checks of sequences."""
