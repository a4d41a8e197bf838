"""Snapshots leased, kept, damaged and let go."""
