"""Sequences and what is computed from them; imports only the standard library."""
