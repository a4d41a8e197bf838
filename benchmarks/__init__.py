"""Measured speed, as medians and as ratios against a named rival in the same run; nothing here is asserted by time."""
