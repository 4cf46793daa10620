"""The cache of a live account: pages that were viewed, stored for the next session."""
