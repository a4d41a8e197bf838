"""Frames drawn: each chart says one thing, in the house's look, with its words for those who cannot see it."""

from leaddash.charts.breakdown import breakdown
from leaddash.charts.funnel_bars import READINGS, funnel_bars
from leaddash.charts.picture import Picture
from leaddash.charts.readings import columns_of, figures_of, slice_table, trend_table
from leaddash.charts.theme import PALETTES
from leaddash.charts.trend import Span, trend_of_counts, trend_of_rates

__all__ = [
    "PALETTES",
    "READINGS",
    "Picture",
    "Span",
    "breakdown",
    "columns_of",
    "figures_of",
    "funnel_bars",
    "slice_table",
    "trend_of_counts",
    "trend_of_rates",
    "trend_table",
]
