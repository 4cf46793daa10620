"""The Sequences API over HTTP, served from any catalogue."""
