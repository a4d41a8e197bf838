"""Plain statistics on plain arrays."""

from leaddash.stats.proportion import wilson

__all__ = ["wilson"]
