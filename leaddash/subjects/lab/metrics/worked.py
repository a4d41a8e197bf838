"""Which episodes were ever worked, that is given to a person: only their outcomes say anything about a score."""

from __future__ import annotations

import numpy as np
import pandas as pd

from leaddash import cases
from leaddash.cases import replays, tables
from leaddash.moments import second
from leaddash.scope import Question
from leaddash.scoring import Array, Tape
from leaddash.snapshots import Snapshot

SHARES = ["worked_rate", "worked_low", "worked_high"]
RATES = ["worked_rate_became", "worked_rate_mqls", *SHARES]
_NAMED = {"worked_rate_low": "worked_low", "worked_rate_high": "worked_high"}


def is_known(snapshot: Snapshot) -> bool:
    """Whether anybody can tell who was worked: not where nobody was ever given a lead."""
    return snapshot.kept("assignments") > 0


def by_row(snapshot: Snapshot, question: Question, tape: Tape) -> Array:
    """Whether each episode, by its row on the tape, was given to a person by as-of (1)."""
    as_of = second(question.as_of)
    return snapshot.answers.get(("worked", as_of), lambda: _by_row(snapshot, question, tape))


def with_rates(frame: pd.DataFrame, *, known: bool) -> pd.DataFrame:
    """Add the rate of the worked MQLs whose horizon is over; empty with their counts where nobody knows who was."""
    counts = ["worked", *RATES[:2]]
    counted = frame if known else frame.assign(**{name: pd.array([pd.NA] * len(frame), "Int64") for name in counts})
    if known:
        tables.add_rate(counted, "worked_rate", *RATES[:2])
        return counted.rename(columns=_NAMED)
    return counted.assign(**dict.fromkeys(SHARES, float("nan")))


def _by_row(snapshot: Snapshot, question: Question, tape: Tape) -> Array:
    given = snapshot.table(cases.file("worked_episodes"), replays.sliced_as_built(snapshot, question))
    is_worked = np.zeros(tape.episodes, dtype=np.uint8)
    is_worked[tape.rows_of(given["lead"].to_numpy(), given["episode"].to_numpy())] = 1
    return is_worked
