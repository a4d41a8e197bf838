"""When hand-overs arrive in the week, and how long an answer takes then."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables, timed
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.response import lists

COUNTS = ["hand_overs", "out_of_hours"]
COLUMNS = ["weekday", "hour", *COUNTS, "out_of_hours_share", "p50_minutes"]


@metric(
    given=timed.hand_overs,
    cases="hand_over_cases",
    listed=lists.HAND_OVERS,
    key=("weekday", "hour"),
    figures=[Figure("answered", lists.HAND_OVERS, by=("hour",), column="hand_overs", columns={"hour": "weekday hour"})],
    kinds={Kind.PLACE: ["weekday", "hour"], Kind.SHARE: ["out_of_hours_share"], Kind.MINUTES: ["p50_minutes"]},
)
def arrivals(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Hand-overs by local hour of the week (weekday 1 is Monday), a row for each of the 168.

    `out_of_hours` started while the owner's calendar was closed, with their fraction; `p50_minutes` is the median
    response in the response clock, unanswered ones never (empty where that is half of them); those touched before and
    no leads are not in it.

    Columns: weekday, hour, hand_overs, out_of_hours, out_of_hours_share, p50_minutes
    """
    frame = arrivals.rows(snapshot, question)
    frame[COUNTS] = frame[COUNTS].fillna(0).astype("Int64")
    frame["out_of_hours_share"] = tables.share(frame["out_of_hours"], frame["hand_overs"])
    frame["p50_minutes"] = tables.finite(frame["p50_minutes"])
    return tables.sliced(frame, question, COLUMNS)
