"""What is known of the leads that other rules would newly send to sales: only the worked ones had a chance."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from leaddash.cases import replays
from leaddash.cases.takes_scope import takes_scope
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.lab.metrics import worked

EVER_WORKED = Path(__file__).with_name("ever_worked.sql")


@dataclass(frozen=True)
class Newly:
    """How many episodes only the asked rules send to sales, how many of these were ever worked, and with what success.

    `worked` counts those handed over by as-of (None where nobody knows who was), `succeeded` those of them that became
    sales leads.
    """

    entered: int
    worked: int | None
    succeeded: int


@takes_scope
def newly_worked(snapshot: Snapshot, question: Question, flips: pd.DataFrame) -> Newly:
    """Of the rows of `score_flips` that the agreed rules never send: how many were worked by as-of, what came of it."""
    entered = flips[(flips["flip"] == "entered") & (flips["reason"] != "other_time")]
    ever_worked = snapshot.ask(EVER_WORKED, replays.sliced_as_built(snapshot, question))
    handed_over = entered[["lead_id", "episode"]].merge(ever_worked, on=["lead_id", "episode"])
    known = len(handed_over) if worked.is_known(snapshot) else None
    return Newly(len(entered), known, int(np.count_nonzero(handed_over["is_sales_lead"])))
