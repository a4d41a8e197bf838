"""Plain statistics on plain arrays."""

from leaddash.stats.calibration import calibrated
from leaddash.stats.incidence import Cases, Estimate, cases, counted, incidence
from leaddash.stats.proportion import THIN, wilson
from leaddash.stats.roc import DECIMALS_COMPARED, roc_area
from leaddash.stats.shrinkage import Shrunk, shrunk
from leaddash.stats.standardisation import Comparison, compared

__all__ = [
    "DECIMALS_COMPARED",
    "THIN",
    "Cases",
    "Comparison",
    "Estimate",
    "Shrunk",
    "calibrated",
    "cases",
    "compared",
    "counted",
    "incidence",
    "roc_area",
    "shrunk",
    "wilson",
]
