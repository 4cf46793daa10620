"""JSON of the Sell API to records and back, without I/O."""
