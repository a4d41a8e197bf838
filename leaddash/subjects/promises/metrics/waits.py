"""Where the time goes from a lead's begin to its first touch."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables, timed
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

WAIT_PARTS = ["before_hand_over_hours", "earlier_owners_hours", "working_hours", "off_hours"]
"""The four parts of a wait by the wall clock, in the order in which they pass."""
COLUMNS = ["hand_overs", *WAIT_PARTS, "total_hours"]


@metric(given=timed.waits, cases="wait_cases", kinds={Kind.HOURS: [*WAIT_PARTS, "total_hours"]})
def waits(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """The wall clock from the episode's begin to its first touch (else its end, else as-of), in four parts.

    Mean hours over the hand-overs of the period: before the hand-over, with earlier owners, and of the owner at the end
    the hours of their calendar and the others. The parts sum to the total, for each hand-over to the second.

    Columns: hand_overs, before_hand_over_hours, earlier_owners_hours, working_hours, off_hours, total_hours
    """
    frame = waits.rows(snapshot, question)
    frame["hand_overs"] = frame["hand_overs"].astype("Int64")
    if not snapshot.knows_touches:
        frame[[*WAIT_PARTS, "total_hours"]] = float("nan")
    return tables.sliced(frame, question, COLUMNS)
