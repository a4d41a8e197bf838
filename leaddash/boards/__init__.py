"""Pages that put several subjects together."""
