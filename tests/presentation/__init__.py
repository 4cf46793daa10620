"""Tests of what the screen and the exports share."""
