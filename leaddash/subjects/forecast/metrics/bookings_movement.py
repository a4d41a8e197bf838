"""What was added to the bookings of a period, and what was taken back."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import money, tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast import moments_asked

COLUMNS = ["movement", "deals", "amount"]


@metric(given=moments_asked.both_ends, key=("movement",), kinds={Kind.CHANGE: ["deals"]})
def bookings_movement(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """From what was booked in the period at an earlier moment (`--from`, a week before) to what is at as-of.

    Exact to the cent. Deals are `won`; those `undone` are no longer won in the period and count negative; the amount of
    some is `corrected`, and these are no part of the sum of deals.

    Columns: movement, deals, amount
    """
    frame = money.asked(snapshot, __file__, question, bookings_movement.given(snapshot, question))
    frame["deals"] = frame["deals"].astype("Int64")
    return tables.sliced(frame, question, COLUMNS)
