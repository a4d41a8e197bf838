"""What is known of the leads that other rules would newly send to sales: only the worked ones had a chance."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from leaddash.metrics import replays
from leaddash.scope import Scope
from leaddash.snapshot import Snapshot

EVER_WORKED = Path(__file__).with_name("ever_worked.sql")


@dataclass(frozen=True)
class Newly:
    """Episodes that enter, those of them that were ever handed over, and of these the ones that became sales leads."""

    entered: int
    worked: int
    succeeded: int


def newly_worked(snapshot: Snapshot, scope: Scope, flips: pd.DataFrame) -> Newly:
    """Of the rows of `score_flips` that enter: how many were ever worked by as-of, how many became a sales lead."""
    entered = flips[flips["flip"] == "entered"]
    found = snapshot.ask(EVER_WORKED, replays.sliced_as_built(snapshot, scope))
    mine = entered[["lead_id", "episode"]].merge(found, on=["lead_id", "episode"])
    return Newly(len(entered), len(mine), int(np.count_nonzero(mine["is_sales_lead"])))
