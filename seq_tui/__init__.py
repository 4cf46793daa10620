"""A terminal browser for Zendesk Sell sequences."""
