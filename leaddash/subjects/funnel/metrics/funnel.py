"""The seven-stage funnel of a period."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.funnel import lists

ONWARD = ("converted", "late", "exited", "open", "stalled", "rate_entered", "rate_converted", "flow_out")
"""Counts of what became of a stage's cases: nothing follows the last one."""
KINDS_OF_COLUMNS = {
    Kind.PLACE: ["rank"],
    Kind.SHARE: ["rate", "rate_low", "rate_high", "flow_rate"],
    Kind.DAYS: ["median_days", "p90_days"],
}
"""Of the columns of a funnel that are no counts."""


@metric(
    listed=lists.FUNNEL,
    key=("stage",),
    figures=[
        *(Figure(name, lists.FUNNEL, by=("stage",)) for name in ("entered", "skipped")),
        *(Figure(name, lists.FUNNEL, by=("stage",), never="customer") for name in ONWARD),
        *(Figure(name, lists.FUNNEL, by=("stage",)) for name in tables.BALANCE),
    ],
    kinds=KINDS_OF_COLUMNS,
)
def funnel(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Cohort, flow and stock of each stage: who entered, what became of them, what moved, what stands.

    Counts are episodes; rates are fractions over episodes whose window is over, with 95 % Wilson bounds;
    `median_days` and `p90_days` are days from the stage to the next. A count's cases: `funnel_cases`.

    Columns: stage, rank, entered, skipped, converted, late, exited, open, stalled, rate_converted,
    rate_entered, rate, rate_low, rate_high, median_days, p90_days, flow_out, flow_rate, balance_start,
    came_in, went_out, balance_end
    """
    return tables.sliced(tables.with_rates(snapshot.ask(__file__, question)), question, tables.COLUMNS)
