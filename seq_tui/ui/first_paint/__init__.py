"""The first rows, drawn before Textual is imported."""
