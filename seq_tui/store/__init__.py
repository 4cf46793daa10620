"""The rows at hand, in memory, and the one loader that fetches more."""
