"""When hand-overs arrive in the week, and how long an answer takes then."""

from __future__ import annotations

import pandas as pd

from leaddash.cases import tables, timed
from leaddash.cases.takes_scope import takes_scope
from leaddash.scope import Question
from leaddash.snapshots import Snapshot

COUNTS = ["hand_overs", "out_of_hours"]
COLUMNS = ["weekday", "hour", *COUNTS, "out_of_hours_share", "p50_minutes"]


@takes_scope
def arrivals(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Hand-overs by local hour of the week (weekday 1 is Monday), a row for each of the 168.

    `out_of_hours` started while the owner's calendar was closed, with their fraction; `p50_minutes` is the median
    response in the response clock, unanswered ones never (empty where that is half of them); those touched before and
    no leads are not in it.

    Columns: weekday, hour, hand_overs, out_of_hours, out_of_hours_share, p50_minutes
    """
    frame = snapshot.ask(__file__, question, timed.hand_overs(snapshot, question))
    frame[COUNTS] = frame[COUNTS].fillna(0).astype("Int64")
    frame["out_of_hours_share"] = tables.share(frame["out_of_hours"], frame["hand_overs"])
    frame["p50_minutes"] = tables.finite(frame["p50_minutes"])
    return tables.sliced(frame, question, COLUMNS)
