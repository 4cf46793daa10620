"""An account in one SQLite file: browsed and served from it, or kept as a cache."""
