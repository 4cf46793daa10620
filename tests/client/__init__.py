"""Tests of the client: requests, retries, errors."""
