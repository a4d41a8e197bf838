"""What people decide and keep: proposals."""
