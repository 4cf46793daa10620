"""The cache behind a live account: pages that were seen, kept for the next start."""
