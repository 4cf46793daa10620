"""The archive as a file: its schema, and how it is opened, read, written and searched."""
