"""Where the conversion of each period's cohort will stand when its window is over."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.funnel.metrics.funnel_trend import funnel_trend
from leaddash.subjects.funnel.metrics.projection import COLUMNS, KINDS_OF_COLUMNS, projected


@metric(listed=funnel_trend, key=("period", "stage"), kinds={Kind.DATE: ["period"], **KINDS_OF_COLUMNS})
def projection_trend(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """The projection of each local day, week (from Monday) or month, named by its first date, as `projection` says it.

    Fractions of the episodes that entered the stage in the period; young periods have a projection before their rate.

    Columns: period, stage, rank, window_days, cases, rate_converted, rate_entered, rate, rate_low, rate_high,
    projected, projected_low, projected_high
    """
    return tables.sliced(projected(snapshot.ask(__file__, question)), question, ["period", *COLUMNS])
