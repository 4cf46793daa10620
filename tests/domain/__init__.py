"""Tests of what a sequence is."""
