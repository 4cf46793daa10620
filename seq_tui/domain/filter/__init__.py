"""The filter language: which sequences of a whole account to show."""
