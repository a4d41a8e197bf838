"""What came of leads that left the funnel: who came back, and how the second pass goes."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.funnel import lists

RATES = {
    "rate_90": ("returned_90", "followed_90"),
    "rate_180": ("returned_180", "followed_180"),
    "second_rate": ("second_converted", "second_entered"),
    "first_rate": ("first_converted", "first_entered"),
}
COLUMNS = [
    *["exit", "reason", "exits", "returned", "never_returned"],
    *[name for rate, (part, whole) in RATES.items() for name in (part, whole, rate, f"{rate}_low", f"{rate}_high")],
]


@metric(
    key=("exit", "reason"),
    figures=[
        Figure(name, lists.EXITS, by=("exit", "reason"))
        for name in ("returned", "never_returned", "followed_90", "returned_90")
    ],
    kinds={Kind.SHARE: [f"{rate}{end}" for rate in RATES for end in ("", "_low", "_high")]},
)
def returned(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Per exit and reason of the period: exits, leads that came back for another pass, and how that pass converts.

    Counts are episodes; rates are fractions with 95 % Wilson bounds. `returned_90` of `followed_90` came back within 90
    days of an exit that long ago, the same for 180; `never_returned` had not by as-of. `second_*` is the step from
    MQL to sales lead, within its window, of the passes that followed; `first_*` that of all first passes of the slice
    that became MQLs in the period.

    Columns: exit, reason, exits, returned, never_returned, returned_90, followed_90, rate_90, rate_90_low,
    rate_90_high, returned_180, followed_180, rate_180, rate_180_low, rate_180_high, second_converted,
    second_entered, second_rate, second_rate_low, second_rate_high, first_converted, first_entered, first_rate,
    first_rate_low, first_rate_high
    """
    frame = snapshot.ask(__file__, question)
    for rate, (part, whole) in RATES.items():
        tables.add_rate(frame, rate, part, whole)
    counts = [name for name in COLUMNS if pd.api.types.is_integer_dtype(frame[name])]
    return tables.sliced(frame.astype(dict.fromkeys(counts, "Int64")), question, COLUMNS)
