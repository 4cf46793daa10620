"""What the user has configured, and where the program stores its files."""
