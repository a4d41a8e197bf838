"""Who owes what right now."""

from __future__ import annotations

import pandas as pd

from leaddash.cases import tables
from leaddash.cases.takes_scope import takes_scope
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.promises.metrics import ladders

NOTICE = ["next_notice_at", "next_notice_to"]
COLUMNS = ["lead_id", "owner", "promise", "started_at", "due_at", "minutes_left", *NOTICE]


@takes_scope
def at_risk(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """What is open at as-of, whatever the period: first the MQLs nobody was given, then every promise not yet kept.

    Least time left first. `owner` holds the lead now; `minutes_left` runs in the promise's clock, on the calendar of
    the owner at its start, and is negative once past due; the next notice is the ladder's next step with the roles it
    tells. Moments are UTC.

    Columns: lead_id, owner, promise, started_at, due_at, minutes_left, next_notice_at, next_notice_to
    """
    frame = snapshot.ask(__file__, question, ladders.still_open(snapshot, question))
    return tables.sliced(frame, question, COLUMNS)
