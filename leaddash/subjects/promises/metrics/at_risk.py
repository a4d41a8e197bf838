"""Who owes what right now."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.promises import lists
from leaddash.subjects.promises.metrics import ladders

NOTICE = ["next_notice_at", "next_notice_to", "tier", "told_at", "told_to"]
COLUMNS = ["lead_id", "owner", "promise", "started_at", "due_at", "minutes_left", *NOTICE]


def past_due(frame: pd.DataFrame, as_of: datetime) -> pd.DataFrame:
    """Of the rows of `at_risk` the promises that had fallen due by a moment."""
    return frame[frame["promise"].notna() & (pd.to_datetime(frame["due_at"]) <= as_of)]


def in_time(frame: pd.DataFrame, as_of: datetime) -> pd.DataFrame:
    """Of the rows of `at_risk` the promises that fall due after a moment."""
    return frame[frame["promise"].notna() & (pd.to_datetime(frame["due_at"]) > as_of)]


def given_to_nobody(frame: pd.DataFrame, _as_of: datetime) -> pd.DataFrame:
    """Of the rows of `at_risk` the MQLs that nobody was given."""
    return frame[frame["promise"].isna()]


@metric(
    given=ladders.still_open,
    cases="promise_open",
    key=("lead_id", "promise", "started_at"),
    figures=[
        Figure("overdue_now", lists.PROMISES, by=("promise", "owner"), chosen=past_due),
        Figure("open_now", lists.PROMISES, by=("promise", "owner"), chosen=in_time),
        Figure("given_to_nobody", lists.NOBODY, chosen=given_to_nobody),
    ],
    kinds={Kind.MINUTES: ["minutes_left"]},
)
def at_risk(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """What is open at as-of, whatever the period: first the MQLs nobody was given, then every promise not yet kept.

    Least time left first. `owner` holds the lead now; `minutes_left` runs in the promise's clock, on the calendar of
    the owner at its start, and is negative once past due; the next notice is the ladder's next step with the roles it
    tells, `told_at` its last one with the roles in which there was somebody to tell. `tier` is that of the promise's
    target, empty where it is that of all others. Moments are UTC.

    Columns: lead_id, owner, promise, started_at, due_at, minutes_left, next_notice_at, next_notice_to, tier, told_at,
    told_to
    """
    frame = at_risk.rows(snapshot, question)
    return tables.sliced(frame, question, COLUMNS)
