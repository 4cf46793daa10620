"""Tests of `seq_tui.settings`."""
