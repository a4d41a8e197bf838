"""Where leads go that leave the funnel."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.funnel import lists

COLUMNS = ["exit", "reason", "stage", "rank", "exits", "share"]


@metric(
    listed=lists.EXITS,
    key=("exit", "reason", "stage"),
    figures=[Figure("exits", lists.EXITS, by=("stage", "exit", "reason"))],
    kinds={Kind.PLACE: ["rank"], Kind.SHARE: ["share"]},
)
def exits(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Episodes that left in the period: which way, for which reason, from which highest stage.

    `exits` are episodes, `share` is their fraction of all exits of the slice in the period.

    Columns: exit, reason, stage, rank, exits, share
    """
    frame = snapshot.ask(__file__, question)
    frame["share"] = frame["exits"] / frame.groupby("slice", dropna=False)["exits"].transform("sum")
    frame[["rank", "exits"]] = frame[["rank", "exits"]].astype("Int64")
    return tables.sliced(frame, question, COLUMNS)
