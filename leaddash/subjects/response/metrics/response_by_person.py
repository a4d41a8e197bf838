"""How each person answers hand-overs, and what came of them."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables, timed
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.stats import shrunk
from leaddash.subjects.response import lists
from leaddash.subjects.response.metrics.response_curve import (
    COUNTS,
    OUTCOME_COLUMNS,
    OUTCOMES,
    RATES,
    with_rates,
    without_contacts,
)

SHRUNK = {outcome: [f"{outcome}_shrunk{end}" for end in ("", "_low", "_high")] for outcome in OUTCOMES}
OWN = ["hand_overs", "touched"]
COLUMNS = [
    *["person", *OWN, "p50_minutes"],
    *[
        name
        for outcome, had in OUTCOME_COLUMNS.items()
        for name in (f"{outcome}_leads", had, *RATES[outcome], *SHRUNK[outcome])
    ],
]


@metric(
    given=timed.hand_overs,
    cases="hand_over_cases",
    listed=lists.HAND_OVERS,
    key=("person",),
    kinds={
        Kind.MINUTES: ["p50_minutes"],
        Kind.SHARE: [name for outcome in OUTCOMES for name in (*RATES[outcome], *SHRUNK[outcome])],
    },
)
def response_by_person(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Hand-overs of the period by who held the lead at the start, with each person's own and shrunk rates.

    Rates are fractions as in `response_curve`, with 95 % bounds; shrunk ones are drawn towards the rate of all, the
    more the fewer cases a person has (empirical Bayes). `touched` were touched from the start on; `p50_minutes` is the
    median response in the response clock, unanswered ones never.

    Columns: person, hand_overs, touched, p50_minutes, contact_leads, contacted, contact_rate, contact_low,
    contact_high, contact_shrunk, contact_shrunk_low, contact_shrunk_high, qualify_leads, qualified, qualify_rate,
    qualify_low, qualify_high, qualify_shrunk, qualify_shrunk_low, qualify_shrunk_high, win_leads, won, win_rate,
    win_low, win_high, win_shrunk, win_shrunk_low, win_shrunk_high
    """
    frame = response_by_person.rows(snapshot, question)
    frame = with_rates(frame, [*OWN, *COUNTS[1:]])
    frame["p50_minutes"] = tables.finite(frame["p50_minutes"])
    for outcome, had in OUTCOME_COLUMNS.items():
        frame[SHRUNK[outcome]] = float("nan")
        for rows in frame.groupby("slice", dropna=False).groups.values():
            found = shrunk(frame.loc[rows, had].astype(float), frame.loc[rows, f"{outcome}_leads"].astype(float))
            for name, values in zip(SHRUNK[outcome], (found.share, found.low, found.high), strict=True):
                frame.loc[rows, name] = values
    if not snapshot.knows_touches:
        frame["touched"] = pd.NA
    return tables.sliced(without_contacts(snapshot, frame), question, COLUMNS)
