"""The same frames outside the dashboard: CSV, JSON and plain text."""

from leaddash.exports.shown import shown_csv
from leaddash.exports.text import check_format, csv_text, file_name, rendered

__all__ = ["check_format", "csv_text", "file_name", "rendered", "shown_csv"]
