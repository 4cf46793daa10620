"""What each tool takes, written from its description alone and never from the exporter."""
