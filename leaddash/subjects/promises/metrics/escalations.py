"""Whom the ladders tell, of what, and when."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from leaddash.blocks.figure import Figure, LeadList
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import file, tables
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.promises import lists
from leaddash.subjects.promises.metrics import ladders

NOTICES = LeadList(
    file("notices_list"),
    ladders.sent,
    kind="notices",
    shown=lists.HERE / "notice_leads.sql",
    counted=lists.HERE / "notice_count.sql",
)
"""The list of leads behind the notices."""
COLUMNS = ["at", "promise", "lead_id", "step", "to_role", "person_id"]


def of_leads(notices: pd.DataFrame, _as_of: datetime) -> pd.DataFrame:
    """Notices, each once however many people it told."""
    return notices.drop_duplicates(["promise", "step", "lead_id", "at"])


@metric(
    given=ladders.sent,
    cases="promise_cases",
    key=("at", "promise", "lead_id", "step", "to_role", "person_id"),
    figures=[Figure("notices", NOTICES, by=("promise", "step"), chosen=of_leads)],
    kinds={Kind.PLACE: ["step"]},
)
def escalations(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """The notices that the ladders send in the period, by as-of: one row per person told, in order.

    A step's moment runs from the due moment in the promise's clock (on the lead's clock, never moved by a transfer);
    it is sent while the promise is open, to the owner then, that owner's manager, every executive. `step` counts from
    1; `at` is UTC.

    Columns: at, promise, lead_id, step, to_role, person_id
    """
    frame = snapshot.table(__file__, question, escalations.given(snapshot, question)).to_pandas()
    return tables.sliced(frame, question, COLUMNS)
