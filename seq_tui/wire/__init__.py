"""The bytes of the Sell API as records, and records as its JSON: no input, no output."""
