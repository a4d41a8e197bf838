"""The same frames outside the dashboard: CSV, JSON and plain text."""

from leaddash.exports.text import csv_text, rendered

__all__ = ["csv_text", "rendered"]
