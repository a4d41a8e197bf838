"""Tests of what subjects draw and say; their metrics have a folder of their own."""
