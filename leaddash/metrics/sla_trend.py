"""Which promises were kept, period by period."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash.agreed import SECOND
from leaddash.metrics import tables, timed
from leaddash.metrics.sla import COLUMNS, with_compliance
from leaddash.scope import Scope, periods
from leaddash.snapshot import Snapshot


def sla_trend(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """The promises that fell due in each local day, week (from Monday) or month, named by its first date, as in `sla`.

    Counts are promises, `compliance` a fraction; `past_due_now` are those due before the end of that period and
    overdue at as-of.

    Columns: period, promise, due, kept, broken, overdue, running, withdrawn, missed_in_period, past_due_now,
    compliance, compliance_low, compliance_high, p50_minutes, p95_minutes
    """
    given = timed.promises(snapshot, scope)
    ends = timed.moments(given["timed_promises"], "due_at")
    frame = with_compliance(snapshot.ask(__file__, scope, given, due_periods=_periods(snapshot, scope, ends)))
    return tables.sliced(frame, scope, ["period", *COLUMNS])


def _periods(snapshot: Snapshot, scope: Scope, due: timed.Ints) -> list[dict[str, Any]]:
    """The buckets of the period asked; where its end is left open, up to that of the last promise to fall due."""
    asked = snapshot.resolved(scope)
    since, until = max(asked.since or snapshot.first, snapshot.first), asked.until or snapshot.newest
    if scope.until is None and len(due):
        until = max(until, timed.moment(int(due.max())) + SECOND)
    return periods(since, until, scope.bucket, (asked.agreement or snapshot.agreement).timezone)
