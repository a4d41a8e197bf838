"""What simpler rules would have said of a period: rivals of the projection."""

from __future__ import annotations

import numpy as np

from leaddash.agreement import CATEGORIES
from leaddash.cases.deal_tape import DealTape, Floats, Ints
from leaddash.moments import second
from leaddash.subjects.forecast.projection import past
from leaddash.subjects.forecast.projection.made import Made

RIVALS = ("commit", "best_case", "stage_share", "last_period", "run_off", "conversion")
_HOPED = CATEGORIES.index("best_case")
_COMMITTED = CATEGORIES.index("commit")


def said(made: Made, tape: DealTape, last: Floats, ever_won: EverWon) -> dict[str, Floats]:
    """What each rival said of the slices of a projection, in hundredths, NaN where it says nothing.

    `last` is what was booked in the period before, as known then.
    """
    won, unknown = made.won[1], np.full(len(made.won[1]), np.nan)
    still = made.own.worth[:, 1, 1:, :].sum(axis=1)
    by_category = [still[:, tape.categories == place].sum(axis=1) for place in (_COMMITTED, _HOPED)]
    shares = np.array([ever_won.share(stage, second(made.asking.at)) for _, stage in tape.cells])
    early, converted = past.mean_share_booked(made), past.mean_converted(made)
    return {
        "commit": won + by_category[0],
        "best_case": won + by_category[0] + by_category[1],
        "stage_share": won + (still * shares).sum(axis=1),
        "last_period": last,
        "run_off": won / early if early else unknown,
        "conversion": unknown if converted is None else won + still.sum(axis=1) * converted,
    }


class EverWon:
    """Of the deals that ever stood open in a stage by some moment, the share that was ever won by then."""

    def __init__(self, tape: DealTape) -> None:
        stages = np.array([tape.stages.index(stage) for _, stage in tape.cells], dtype=np.int64)
        first_won = np.full(tape.count, np.iinfo(np.int64).max)
        np.minimum.at(first_won, tape.won.deal, tape.won.since)
        self._entered: dict[str, Ints] = {}
        self._won: dict[str, Ints] = {}
        of_stage = stages[tape.open.cell] if len(tape.open) else np.zeros(0, dtype=np.int64)
        for number, stage in enumerate(tape.stages):
            rows = np.flatnonzero(of_stage == number)
            deals, firsts = np.unique(tape.open.deal[rows], return_index=True)
            entered = tape.open.since[rows][firsts]
            self._entered[stage] = np.sort(entered)
            self._won[stage] = np.sort(np.maximum(entered, first_won[deals]))

    def share(self, stage: str, moment: int) -> float:
        """The share, 0 where none ever stood in it."""
        entered = int(np.searchsorted(self._entered[stage], moment, "right"))
        return int(np.searchsorted(self._won[stage], moment, "right")) / entered if entered else 0.0
