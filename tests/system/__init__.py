"""Tests of the clipboard, the desktop and child processes."""
