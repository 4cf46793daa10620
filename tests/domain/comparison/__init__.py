"""Tests of comparing two sequences."""
