"""The metrics of newcomers."""
