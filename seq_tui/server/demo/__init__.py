"""The demo account: invented sequences, the same on every machine and of any size."""
