"""What the screen and the exports share: wording, glyphs, layout, step rows, timeline."""
