"""What came of hand-overs, by how soon they were first touched."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables, timed
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.response import lists

OUTCOME_COLUMNS = {"contact": "contacted", "qualify": "qualified", "win": "won"}
"""The outcomes of a hand-over, each with the column that counts those which had it."""
OUTCOMES = tuple(OUTCOME_COLUMNS)
COUNTS = ["leads", *(name for outcome, had in OUTCOME_COLUMNS.items() for name in (f"{outcome}_leads", had))]
RATES = {outcome: [f"{outcome}_{end}" for end in ("rate", "low", "high")] for outcome in OUTCOMES}
COLUMNS = [
    *["bucket", "leads"],
    *[name for outcome, had in OUTCOME_COLUMNS.items() for name in (f"{outcome}_leads", had, *RATES[outcome])],
]


@metric(
    given=timed.hand_overs,
    cases="hand_over_cases",
    listed=lists.HAND_OVERS,
    needs_touches=True,
    key=("bucket",),
    figures=[
        Figure("answered", lists.HAND_OVERS, by=("bucket",), column="leads"),
        *(Figure(name, lists.HAND_OVERS, by=("bucket",)) for name in COUNTS[1:]),
    ],
    kinds={Kind.SHARE: [name for rates in RATES.values() for name in rates]},
)
def response_curve(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Contact, qualification and win rates by time to first touch.

    Counts are hand-overs that started in the period, one per episode; their buckets are of minutes in the response
    clock, (lower, upper], then `before`, `never`, `waiting`, `not_a_lead`. Rates are fractions with 95 % Wilson
    bounds over those whose horizon, which runs from the first touch, is over.

    Columns: bucket, leads, contact_leads, contacted, contact_rate, contact_low, contact_high, qualify_leads,
    qualified, qualify_rate, qualify_low, qualify_high, win_leads, won, win_rate, win_low, win_high
    """
    frame = response_curve.rows(snapshot, question)
    return tables.sliced(without_contacts(snapshot, with_rates(frame, COUNTS)), question, COLUMNS)


def without_contacts(snapshot: Snapshot, frame: pd.DataFrame) -> pd.DataFrame:
    """Empty what is said of contacts where nobody writes down who got through."""
    if not snapshot.knows_contacts:
        frame[[name for name in frame if name.startswith("contact")]] = pd.NA
    return frame


def with_rates(frame: pd.DataFrame, counts: list[str]) -> pd.DataFrame:
    """Make counts whole numbers and add the rate of each outcome with its bounds."""
    frame[counts] = frame[counts].fillna(0).astype("Int64")
    for outcome, had in OUTCOME_COLUMNS.items():
        tables.add_rate(frame, "outcome", had, f"{outcome}_leads")
        frame[RATES[outcome]] = frame[["outcome", "outcome_low", "outcome_high"]]
    return frame
