"""The rebuild book: everything that somebody needs who builds sequences again in another tool."""
