"""Shared by the screen and the exports: wording, glyphs, header, timeline."""
