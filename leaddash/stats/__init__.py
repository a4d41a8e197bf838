"""Plain statistics on plain arrays."""

from leaddash.stats.incidence import Cases, Estimate, cases, counted, incidence
from leaddash.stats.proportion import THIN, wilson
from leaddash.stats.shrinkage import Shrunk, shrunk
from leaddash.stats.standardisation import Comparison, compared

__all__ = [
    "THIN",
    "Cases",
    "Comparison",
    "Estimate",
    "Shrunk",
    "cases",
    "compared",
    "counted",
    "incidence",
    "shrunk",
    "wilson",
]
