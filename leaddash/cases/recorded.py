"""MQLs as the CRM recorded them, beside which a scoring model's are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from leaddash import cases
from leaddash.scope import Question
from leaddash.snapshots import Snapshot


def recorded_mqls(snapshot: Snapshot, question: Question) -> int | None:
    """MQLs of the period as the funnel counts them; None where none was recorded but those skipped."""
    entries = snapshot.ask(cases.file("stage_entries"), question).set_index("stage")
    entered, skipped = (int(entries[name]["mql"]) for name in ("entered", "skipped"))
    return entered if entered > skipped else None


def recorded_months(snapshot: Snapshot, question: Question, months: Sequence[date]) -> npt.NDArray[np.float64]:
    """MQLs of each of some months of the period; NaN of all where none was ever recorded but those skipped."""
    entries = snapshot.ask(cases.file("mql_entries"), question).set_index("period")
    periods = pd.to_datetime([period["period"] for period in question.periods])
    entered = entries["entered"].reindex(periods, fill_value=0).reindex(pd.to_datetime(list(months)))
    is_recorded = bool((entries["entered"] > entries["skipped"]).any())
    return np.where(is_recorded, entered.to_numpy(dtype=np.float64), np.nan)
