"""Which promises each person kept, on clocks of their own."""

from __future__ import annotations

import pandas as pd

from leaddash.blocks.figure import Figure
from leaddash.blocks.metric import metric
from leaddash.cases import tables, timed
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.promises import lists
from leaddash.subjects.promises.metrics.sla import COLUMNS, COUNTS, KINDS_OF_COLUMNS, with_compliance


@metric(
    given=timed.holdings,
    cases="promise_holdings",
    listed=lists.HOLDINGS,
    key=("person", "promise"),
    figures=[Figure(name, lists.HOLDINGS, by=("promise",)) for name in COUNTS],
    kinds=KINDS_OF_COLUMNS,
)
def sla_by_person(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Per person and promise: how the promises on that person's clock stand that fell due in the period.

    One clock for each time a person held a lead while the promise was open: it starts when the lead was given to them,
    on their calendar, with the promise's own target. Handed on in time it is withdrawn, later it is broken. Counts are
    such clocks, `compliance` is a fraction; the rest is as in `sla`.

    Columns: person, promise, due, kept, broken, overdue, running, withdrawn, missed_in_period, past_due_now,
    compliance, compliance_low, compliance_high, p50_minutes, p95_minutes
    """
    frame = with_compliance(sla_by_person.rows(snapshot, question))
    return tables.sliced(frame, question, ["person", *COLUMNS])
