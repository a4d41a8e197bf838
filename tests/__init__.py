"""The suite: one file per behaviour."""
