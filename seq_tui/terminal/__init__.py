"""The terminal itself: its driver, what is written to it, and how the process leaves it."""
