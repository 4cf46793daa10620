"""The widgets: each draws one thing and says what happened to it."""
