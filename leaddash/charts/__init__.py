"""Frames drawn: each chart says one thing, in the house's look, with its words for those who cannot see it."""

from leaddash.charts.breakdown import breakdown
from leaddash.charts.bridge import bridge
from leaddash.charts.funnel_bars import READINGS, funnel_bars
from leaddash.charts.leaving import ANY, NO_REASON, exits, returned
from leaddash.charts.picture import Picture
from leaddash.charts.readings import (
    OF_EXITS,
    PROJECTED,
    bridge_table,
    columns_of,
    exits_table,
    figures_of,
    returned_table,
    slice_table,
    trend_table,
    ways_table,
)
from leaddash.charts.theme import PALETTES
from leaddash.charts.trend import Span, trend_of_counts, trend_of_rates
from leaddash.charts.ways_out import ways_out

__all__ = [
    "ANY",
    "NO_REASON",
    "OF_EXITS",
    "PALETTES",
    "PROJECTED",
    "READINGS",
    "Picture",
    "Span",
    "breakdown",
    "bridge",
    "bridge_table",
    "columns_of",
    "exits",
    "exits_table",
    "figures_of",
    "funnel_bars",
    "returned",
    "returned_table",
    "slice_table",
    "trend_of_counts",
    "trend_of_rates",
    "trend_table",
    "ways_out",
    "ways_table",
]
