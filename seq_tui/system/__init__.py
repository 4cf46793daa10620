"""The system around the terminal: clipboard, desktop, child processes."""
