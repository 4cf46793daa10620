"""A sequence or an account in each format, and as files."""
