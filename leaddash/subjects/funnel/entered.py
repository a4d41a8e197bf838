"""How many leads entered a stage: people, where figures count passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Entered:
    """How many leads entered a stage in a period, and how many passes of theirs did."""

    leads: int
    passes: int


def entered(people: pd.DataFrame, stage: str) -> Entered:
    """What the metric `leads_entered` says of a stage."""
    row: Any = people[people["stage"] == stage].iloc[0]
    return Entered(int(row["leads"]), int(row["entered"]))
