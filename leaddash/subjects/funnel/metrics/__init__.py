"""Its metrics."""
