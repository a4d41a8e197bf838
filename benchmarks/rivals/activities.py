"""What the rivals of the replay are given: every event of a tape as a row, in running order, and a model's numbers.

That is more than they would have in real life: who matches which rule, local dates as days since a lead's first event,
episodes and what is open are worked out for them; only the model is theirs to run.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leaddash.scoring import Numbers, Tape
from leaddash.scoring.tape import BEGINS, OPEN, RAISED

Array = NDArray[Any]


class Rules(NamedTuple):
    """A model without limits: points by rule, fit by lead, what of them fades in a day, as a logarithm, and bounds."""

    points: Array
    fits: Array
    fading: float
    threshold: float
    fit_floor: float
    behaviour_floor: float


def rows(tape: Tape) -> dict[str, Array]:
    """By event its lead, its episode's row, days since the lead's first event, its rule, and what it may lead to."""
    leads = np.repeat(np.arange(tape.leads, dtype=np.int32), np.diff(tape.offsets))
    begun, days = np.cumsum((tape.marks & BEGINS) > 0), np.cumsum(tape.gaps, dtype=np.int64)
    first = tape.offsets[:-1][leads]
    before = np.where(first > 0, begun[first - 1], 0)
    return {
        "place": np.arange(len(leads), dtype=np.int32),
        "lead": leads,
        "episode": (tape.rows[leads] + (begun - before)).astype(np.int32),
        "day": (days - days[first]).astype(np.int32),
        "rule": np.asarray(tape.codes),
        "is_open": (tape.marks & OPEN) > 0,
        "is_raised": (tape.marks & RAISED) > 0,
    }


def rules(tape: Tape, model: Numbers, half_life_days: float) -> Rules:
    """The same model as the kernel runs, but for floors of intent; nobody is an MQL at creation under it."""
    assert model.intent_floor == -np.inf
    assert model.behaviour_floor >= 0
    fits = model.fits[tape.fit_codes]
    return Rules(
        model.points, fits, math.log(2) / half_life_days, model.threshold, model.fit_floor, model.behaviour_floor
    )


def assert_same(name: str, found: tuple[Array, Array], episodes: Array, places: Array) -> None:
    """Fail where a rival's MQLs (rows of episodes and places of events) are not ours."""
    order = np.argsort(found[0])
    assert np.array_equal(found[0][order], episodes), f"{name}: other episodes"
    assert np.array_equal(found[1][order], places), f"{name}: other moments"
