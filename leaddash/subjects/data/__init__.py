"""What was read, refused and warned of."""
