"""Tests of the rebuild book."""
