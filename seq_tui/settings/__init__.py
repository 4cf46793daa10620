"""What the user has set, and where files of the program live."""
