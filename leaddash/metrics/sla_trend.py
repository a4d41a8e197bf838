"""Which promises were kept, period by period."""

from __future__ import annotations

import pandas as pd

from leaddash.metrics import tables, timed
from leaddash.metrics.sla import COLUMNS, with_compliance
from leaddash.scope import Scope
from leaddash.snapshot import Snapshot


def sla_trend(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """The promises that fell due in each local day, week (from Monday) or month, named by its first date, as in `sla`.

    Counts are promises, `compliance` a fraction; `past_due_now` are those due before the end of that period and
    overdue at as-of.

    Columns: period, promise, due, kept, broken, overdue, running, withdrawn, missed_in_period, past_due_now,
    compliance, compliance_low, compliance_high, p50_minutes, p95_minutes
    """
    frame = with_compliance(snapshot.ask(__file__, scope, timed.promises(snapshot, scope)))
    return tables.sliced(frame, scope, ["period", *COLUMNS])
