"""The Sell API over httpx: the only code that sends requests to the service."""
