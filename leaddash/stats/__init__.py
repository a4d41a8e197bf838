"""Plain statistics on plain arrays."""

from leaddash.stats.proportion import THIN, wilson

__all__ = ["THIN", "wilson"]
