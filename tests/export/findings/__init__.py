"""Tests of the reports of findings."""
