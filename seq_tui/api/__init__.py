"""The Sell API over HTTP: both directions of its wire format, and a client that only reads."""
