"""Which pipeline was created when, and what has become of it."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import money, tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast import quotas

AMOUNTS = ["amount", "open_amount", "won_amount", "lost_amount", "same_period_won_amount"]
COLUMNS = ["period", "opportunities", *AMOUNTS, "goal"]


@metric(key=("period",), kinds={Kind.DATE: ["period"]})
def pipeline_created(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Per local day, week, month or fiscal quarter: the opportunities created in it, and what became of their amounts.

    As known at as-of those still open, won and lost sum to all; `same_period_won_amount` was won within the same
    bucket. The goal is the agreement's, by days for parts of months; no slice has one.

    Columns: period, opportunities, amount, open_amount, won_amount, lost_amount, same_period_won_amount, goal
    """
    frame = money.asked(snapshot, __file__, question)
    frame["opportunities"] = frame["opportunities"].astype("Int64")
    frame["goal"] = money.amounts(quotas.of_pipeline(question, first.date()) for first in frame["period"])
    return tables.sliced(frame, question, COLUMNS)
