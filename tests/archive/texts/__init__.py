"""Tests of the texts that an archive keeps."""
