"""How the promises that were kept were kept: going on, or by one of the ways out that keep them too."""

from __future__ import annotations

import pandas as pd

from leaddash.cases import tables, timed
from leaddash.cases.takes_scope import takes_scope
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

COLUMNS = ["promise", "way", "kept", "share"]


@takes_scope
def kept_ways(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Of the promises kept that fell due in the period: what kept them, as the options after a contact are.

    `way` is `touch`, `contact`, `converted` (a stage) or the exit; `kept` counts promises and sums to the `kept` of
    `sla`; `share` is its fraction of them. In one second a stage comes before a touch, a contact and an exit.

    Columns: promise, way, kept, share
    """
    frame = snapshot.ask(__file__, question, timed.promises(snapshot, question))
    whole = frame.groupby(["slice", "promise"], dropna=False)["kept"].transform("sum")
    frame["share"] = frame["kept"] / whole
    frame["kept"] = frame["kept"].astype("Int64")
    return tables.sliced(frame, question, COLUMNS)
