"""Tests of the archive as a file."""
