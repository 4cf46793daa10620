"""An archive as a file: its schema, and opening, reading, writing and searching it."""
