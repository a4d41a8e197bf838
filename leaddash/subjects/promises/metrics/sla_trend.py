"""Which promises were kept, period by period."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables, timed
from leaddash.moments import SECOND, Seconds, moment_of, periods, seconds_of
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.promises import lists
from leaddash.subjects.promises.metrics.sla import COLUMNS, KINDS_OF_COLUMNS, with_compliance


@metric(
    given=timed.promises,
    cases="promise_cases",
    listed=lists.PROMISES,
    key=("period", "promise"),
    kinds={Kind.DATE: ["period"], **KINDS_OF_COLUMNS},
)
def sla_trend(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """The promises that fell due in each local day, week (from Monday) or month, named by its first date, as in `sla`.

    Counts are promises, `compliance` a fraction; `past_due_now` are those due before the end of that period and
    overdue at as-of.

    Columns: period, promise, due, kept, broken, overdue, running, withdrawn, missed_in_period, past_due_now,
    compliance, compliance_low, compliance_high, p50_minutes, p95_minutes
    """
    given = sla_trend.given(snapshot, question)
    ends = seconds_of(given["timed_promises"]["due_at"])
    frame = with_compliance(snapshot.ask(__file__, question, given, due_periods=_periods(question, ends)))
    return tables.sliced(frame, question, ["period", *COLUMNS])


def _periods(question: Question, due: Seconds) -> list[dict[str, Any]]:
    """The buckets of the period asked; where its end is left open, up to that of the last promise to fall due."""
    since, until = max(question.since, question.data.first), question.until
    if question.is_endless and len(due):
        until = max(until, moment_of(int(due.max())) + SECOND)
    return periods(since, until, question.bucket, question.zone, question.agreement.forecast.year_starts)
