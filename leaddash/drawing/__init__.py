"""Frames drawn without a subject: the look, axes, ranked bars, courses, and why there is nothing to draw."""
