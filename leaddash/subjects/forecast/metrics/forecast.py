"""What is booked in a fiscal period, and what is open of it."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.metric import metric
from leaddash.cases import money, tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast import lists, moments_asked

COUNTS = ["deals", "cumulative_deals", "overdue", "without_amount", "unconverted"]
COLUMNS = [
    *("category", "deals", "amount", "cumulative_deals", "cumulative_amount"),
    *("overdue", "without_amount", "unconverted"),
]


@metric(
    given=moments_asked.now,
    listed=lists.FORECAST,
    key=("category",),
    figures=[
        Figure("deals", lists.FORECAST, by=("category",)),
        Figure("overdue_deals", lists.FORECAST, by=("category",), column="overdue"),
        Figure("without_amount", lists.FORECAST, by=("category",)),
        Figure("unconverted", lists.FORECAST, by=("category",)),
    ],
)
def forecast(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """What is booked in the fiscal period (`closed`), and the open deals of it by category.

    Of the period are deals whose close date lies in it and, while it runs, those that are `overdue`. Amounts are of the
    agreement's currency: a deal of another one without a rate is `unconverted` and in no sum, one `without_amount` is
    worth 0. Cumulative counts add up from `closed` down; the omitted are in none.

    Columns: category, deals, amount, cumulative_deals, cumulative_amount, overdue, without_amount, unconverted
    """
    frame = money.asked(snapshot, __file__, question, forecast.given(snapshot, question))
    frame[COUNTS] = frame[COUNTS].astype("Int64")
    return tables.sliced(frame, question, COLUMNS)
