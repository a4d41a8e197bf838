"""What came into the open pipeline of a period, and what left it."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import money, tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast import lists, moments_asked

COLUMNS = ["movement", "deals", "amount"]


@metric(
    given=moments_asked.both_ends,
    listed=lists.MOVED,
    key=("movement",),
    figures=[Figure("moved", lists.MOVED, by=("movement",), column="deals")],
    kinds={Kind.CHANGE: ["deals"]},
)
def pipeline_movement(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """From the open deals of the period at an earlier moment (`--from`, a week before) to those at as-of, to the cent.

    Only the two ends are compared. Deals come in as `new`, `reopened`, `pulled_in` from a later date or `rolled_in`
    from any other; their amount is `raised` or `lowered`; they leave as `won`, `lost`, `pushed_out` or
    `pulled_out`, which count negative. Those revalued are counted beside, and are no part of the sum of deals.

    Columns: movement, deals, amount
    """
    frame = money.asked(snapshot, __file__, question, pipeline_movement.given(snapshot, question))
    frame["deals"] = frame["deals"].astype("Int64")
    return tables.sliced(frame, question, COLUMNS)
