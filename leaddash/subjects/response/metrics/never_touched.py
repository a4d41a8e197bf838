"""Why hand-overs were never touched."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables, timed
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.response import lists

GONE_ON = "gone_on"
"""How an untouched hand-over ended whose lead went on to sales lead all the same."""
COLUMNS = ["exit", "reason", "leads", "share"]


@metric(
    given=timed.hand_overs,
    cases="hand_over_cases",
    listed=lists.HAND_OVERS,
    needs_touches=True,
    key=("exit", "reason"),
    figures=[Figure("untouched", lists.HAND_OVERS, by=("exit", "reason"), column="leads")],
    kinds={Kind.SHARE: ["share"]},
)
def never_touched(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Hand-overs of the period that nobody touched, by how their episode ended and why, the most frequent first.

    Counts are hand-overs of the buckets `never`, `waiting` and `not_a_lead`. The exit `gone_on`: it became a sales
    lead or more from the start on, so somebody spoke to it and nobody wrote it down; without an exit the episode is
    still open, or the next one began. `share` is the fraction of all untouched ones.

    Columns: exit, reason, leads, share
    """
    frame = never_touched.rows(snapshot, question)
    frame["share"] = frame["leads"] / frame.groupby("slice", dropna=False)["leads"].transform("sum")
    frame["leads"] = frame["leads"].astype("Int64")
    return tables.sliced(frame, question, COLUMNS)
