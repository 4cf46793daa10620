"""Every use of Textual's private names, each with its measured reason."""
