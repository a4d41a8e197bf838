"""How the promises that were kept were kept: going on, or by one of the ways out that keep them too."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables, timed
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.promises import lists

COLUMNS = ["promise", "way", "kept", "share"]


@metric(
    given=timed.promises,
    cases="promise_cases",
    listed=lists.PROMISES,
    key=("promise", "way"),
    figures=[Figure("kept", lists.PROMISES, by=("promise", "exit"), columns={"exit": "way"})],
    kinds={Kind.SHARE: ["share"]},
)
def kept_ways(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Of the promises kept that fell due in the period: what kept them, as the options after a contact are.

    `way` is `touch`, `contact`, `converted` (a stage) or the exit; `kept` counts promises and sums to the `kept` of
    `sla`; `share` is its fraction of them. In one second a stage comes before a touch, a contact and an exit.

    Columns: promise, way, kept, share
    """
    frame = kept_ways.rows(snapshot, question)
    whole = frame.groupby(["slice", "promise"], dropna=False)["kept"].transform("sum")
    frame["share"] = frame["kept"] / whole
    frame["kept"] = frame["kept"].astype("Int64")
    return tables.sliced(frame, question, COLUMNS)
