"""The Sell API over httpx: the only code that speaks to the service."""
