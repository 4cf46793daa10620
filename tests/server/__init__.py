"""Tests of the server and of the demo account."""
