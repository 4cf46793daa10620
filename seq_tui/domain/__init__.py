"""What a sequence is: records, delays, queries. Standard library only."""
