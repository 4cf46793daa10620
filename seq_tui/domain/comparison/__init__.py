"""Two sequences compared: their fields, and their steps aligned."""
