"""The funnel period by period."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.funnel.metrics.funnel import KINDS_OF_COLUMNS


@metric(key=("period", "stage"), kinds={Kind.DATE: ["period"], **KINDS_OF_COLUMNS})
def funnel_trend(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """The funnel of each local day, week (from Monday) or month, named by its first date and cut to the period asked.

    Counts are episodes, rates fractions, times days, as in `funnel`; each row is the funnel of its period.
    The cases of a balance are those of `funnel` for that period.

    Columns: period, stage, rank, entered, skipped, converted, late, exited, open, stalled, rate_converted,
    rate_entered, rate, rate_low, rate_high, median_days, p90_days, flow_out, flow_rate, balance_start,
    came_in, went_out, balance_end
    """
    frame = snapshot.ask(__file__, question)
    frame["balance_start"] = frame["balance_end"] - (frame["came_in"].fillna(0) - frame["went_out"].fillna(0))
    return tables.sliced(tables.with_rates(frame), question, ["period", *tables.COLUMNS])
