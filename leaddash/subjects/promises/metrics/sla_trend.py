"""Which promises were kept, period by period."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash.cases import tables, timed
from leaddash.cases.takes_scope import takes_scope
from leaddash.moments import SECOND, Seconds, moment_of, periods, seconds_of
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.promises.metrics.sla import COLUMNS, with_compliance


@takes_scope
def sla_trend(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """The promises that fell due in each local day, week (from Monday) or month, named by its first date, as in `sla`.

    Counts are promises, `compliance` a fraction; `past_due_now` are those due before the end of that period and
    overdue at as-of.

    Columns: period, promise, due, kept, broken, overdue, running, withdrawn, missed_in_period, past_due_now,
    compliance, compliance_low, compliance_high, p50_minutes, p95_minutes
    """
    given = timed.promises(snapshot, question)
    ends = seconds_of(given["timed_promises"]["due_at"])
    frame = with_compliance(snapshot.ask(__file__, question, given, due_periods=_periods(question, ends)))
    return tables.sliced(frame, question, ["period", *COLUMNS])


def _periods(question: Question, due: Seconds) -> list[dict[str, Any]]:
    """The buckets of the period asked; where its end is left open, up to that of the last promise to fall due."""
    since, until = max(question.since, question.data.first), question.until
    if question.is_endless and len(due):
        until = max(until, moment_of(int(due.max())) + SECOND)
    return periods(since, until, question.bucket, question.zone)
