"""The screen, driven by keys over a source that records what it was asked."""
