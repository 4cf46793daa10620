"""Tests of saving a whole account."""
