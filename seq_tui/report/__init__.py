"""A sequence in every format: pure functions from a record to what is printed."""
