"""Frames drawn: each chart says one thing, in the house's look, with its words for those who cannot see it."""

from leaddash.charts.arrivals import SHADES, are_whole_days, arrivals
from leaddash.charts.breakdown import breakdown
from leaddash.charts.bridge import bridge
from leaddash.charts.compliance import compliance_trend
from leaddash.charts.first_touch import first_touch
from leaddash.charts.funnel_bars import READINGS, funnel_bars
from leaddash.charts.lab_tables import (
    cell_names,
    cell_table,
    flips_table,
    grid_table,
    hygiene_table,
    ledger_table,
    quality_table,
)
from leaddash.charts.leaving import exits, returned
from leaddash.charts.mql_months import mql_months
from leaddash.charts.never_touched import never_touched
from leaddash.charts.notices import notices
from leaddash.charts.people import response_people
from leaddash.charts.people_kept import people_kept
from leaddash.charts.promise_tables import notices_table, people_kept_table, sla_table, sla_trend_table, waits_table
from leaddash.charts.promises import WAYS as WAYS_KEPT
from leaddash.charts.promises import promise_states, way_name
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
from leaddash.charts.response_curve import OUTCOMES, TIMED, response_curve
from leaddash.charts.response_tables import (
    arrivals_table,
    curve_table,
    first_touch_table,
    never_table,
    people_table,
    percentiles_table,
)
from leaddash.charts.score_grid import score_grid
from leaddash.charts.score_quality import lift_by_decile
from leaddash.charts.silence import known_outcomes, nobody_given, silence
from leaddash.charts.threshold_counts import threshold_counts
from leaddash.charts.threshold_rates import threshold_rates
from leaddash.charts.trend import trend_of_counts, trend_of_rates
from leaddash.charts.two_clocks import two_clocks
from leaddash.charts.wait_parts import wait_parts
from leaddash.charts.ways_out import ways_out
from leaddash.metrics.never_touched import GONE_ON

__all__ = [
    "GONE_ON",
    "OF_EXITS",
    "OUTCOMES",
    "PROJECTED",
    "READINGS",
    "SHADES",
    "TIMED",
    "WAYS_KEPT",
    "are_whole_days",
    "arrivals",
    "arrivals_table",
    "breakdown",
    "bridge",
    "bridge_table",
    "cell_names",
    "cell_table",
    "columns_of",
    "compliance_trend",
    "curve_table",
    "exits",
    "exits_table",
    "figures_of",
    "first_touch",
    "first_touch_table",
    "flips_table",
    "funnel_bars",
    "grid_table",
    "hygiene_table",
    "known_outcomes",
    "ledger_table",
    "lift_by_decile",
    "mql_months",
    "never_table",
    "never_touched",
    "nobody_given",
    "notices",
    "notices_table",
    "people_kept",
    "people_kept_table",
    "people_table",
    "percentiles_table",
    "promise_states",
    "quality_table",
    "response_curve",
    "response_people",
    "returned",
    "returned_table",
    "score_grid",
    "silence",
    "sla_table",
    "sla_trend_table",
    "slice_table",
    "threshold_counts",
    "threshold_rates",
    "trend_of_counts",
    "trend_of_rates",
    "trend_table",
    "two_clocks",
    "wait_parts",
    "waits_table",
    "way_name",
    "ways_out",
    "ways_table",
]
