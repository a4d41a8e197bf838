"""The seven-stage funnel of a period."""

from __future__ import annotations

import pandas as pd

from leaddash.cases import tables
from leaddash.cases.takes_scope import takes_scope
from leaddash.scope import Question
from leaddash.snapshots import Snapshot


@takes_scope
def funnel(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Cohort, flow and stock of each stage: who entered, what became of them, what moved, what stands.

    Counts are episodes; rates are fractions over episodes whose window is over, with 95 % Wilson bounds;
    `median_days` and `p90_days` are days from the stage to the next. A count's cases: `funnel_cases`.

    Columns: stage, rank, entered, skipped, converted, late, exited, open, stalled, rate_converted,
    rate_entered, rate, rate_low, rate_high, median_days, p90_days, flow_out, flow_rate, balance_start,
    came_in, went_out, balance_end
    """
    return tables.sliced(tables.with_rates(snapshot.ask(__file__, question)), question, tables.COLUMNS)
