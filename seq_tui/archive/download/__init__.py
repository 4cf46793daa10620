"""Saving a whole account: scanning it, proving that nothing is missing, and naming the file."""
