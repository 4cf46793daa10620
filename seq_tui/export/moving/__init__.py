"""Files that other tools take: a payload for each sequence, and what is lost on the way."""
