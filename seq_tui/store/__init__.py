"""The rows in memory, and the loader that fetches more."""
