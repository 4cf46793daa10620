"""Tests of the patches of Textual, and of where its private names may be used."""
