"""Saving a whole account: reading it, proving that it is whole, and putting the file in place."""
