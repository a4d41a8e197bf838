"""Into which periods close dates were moved."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.metric import metric
from leaddash.cases import money, tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast import moments_asked

COLUMNS = ["before", "after", "deals", "amount"]


@metric(given=moments_asked.both_ends, key=("before", "after"))
def period_moves(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Deals open and of the period at either end, or booked between: the fiscal period of their close date, and now.

    Periods by their first date, and `undated`, `closed`, `lost`, `not_there`. The amount is as-of's, of those lost the
    earlier one.

    Columns: before, after, deals, amount
    """
    frame = money.asked(snapshot, __file__, question, period_moves.given(snapshot, question))
    frame["deals"] = frame["deals"].astype("Int64")
    return tables.sliced(frame, question, COLUMNS)
