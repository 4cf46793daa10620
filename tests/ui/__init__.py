"""The screen, driven by keys over a source that records its requests."""
