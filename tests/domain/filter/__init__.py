"""The tests of the filter language."""
