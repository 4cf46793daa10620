"""Tests of the API: wire format, errors, requests."""
