"""Tests of the rows at hand and of the loader."""
