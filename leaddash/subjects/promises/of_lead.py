"""The promises made about one lead."""

from __future__ import annotations

import pandas as pd

from leaddash import cases
from leaddash.blocks.figure import narrowed
from leaddash.cases import timed
from leaddash.scope import Question
from leaddash.snapshots import Snapshot


def promises_of(snapshot: Snapshot, question: Question, lead_id: str) -> pd.DataFrame:
    """Every promise about one lead that had begun by as-of, whatever the period, the oldest first."""
    of_lead = question.of_whole_past()
    given = timed.promises(snapshot, of_lead, lead_id=lead_id)
    return snapshot.ask(cases.file("sla_list"), of_lead, given, **narrowed({"figure": "begun"}))
