"""Plain statistics on plain arrays."""

from leaddash.stats.incidence import Cases, Estimate, cases, counted, incidence
from leaddash.stats.proportion import THIN, wilson

__all__ = ["THIN", "Cases", "Estimate", "cases", "counted", "incidence", "wilson"]
