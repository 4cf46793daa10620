"""Tests of the terminal, and of how the process leaves it."""
