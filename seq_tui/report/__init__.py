"""A sequence as text and JSON: pure functions from a record to what is printed."""
