"""The fixed texts of the search box, for its widget and for the first paint."""

PROMPT = "/"

PLACEHOLDER = "search names, #21,22, or :row"
"""In an empty search box."""
