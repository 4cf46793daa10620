"""The Sequences API, served from any catalogue."""
