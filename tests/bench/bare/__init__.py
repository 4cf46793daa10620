"""The least programs of their kind, to measure against; each runs as a script of its own."""
