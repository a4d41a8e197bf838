"""The charts of newcomers."""
