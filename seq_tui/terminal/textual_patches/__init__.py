"""Patches of Textual 8.2.8: the only code that uses its private names."""
