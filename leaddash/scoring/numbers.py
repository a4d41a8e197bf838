"""A scoring model as the arrays and numbers that a run over the tape reads."""

from __future__ import annotations

import math
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from leaddash.agreement import Agreement, Scoring
from leaddash.scoring.tape import LONGEST_GAP, Array, Tape

TOLERANCE = 1e-6
"""The tolerance of comparisons of points: a bound is reached by a sum that misses it by no more."""


class Numbers(NamedTuple):
    """A model's numbers, its bounds with the tolerance of comparisons taken off.

    `fits`: by fit code the fit. By place of the behaviour rule, and last an event that adds nothing: `points`;
    `intents`, its points where its kind is intent, else 0; `opens`, which marks of its events count (bits). `decay`:
    what is left of a point after 0, 1, 2, … days. `threshold` and floors are in points, minus infinity where there is
    none.
    """

    fits: Array
    points: Array
    intents: Array
    opens: Array
    decay: Array
    threshold: float
    fit_floor: float
    intent_floor: float
    behaviour_floor: float


def numbers(tape: Tape, rules: Agreement, without: Collection[int] = (), fits: Array | None = None) -> Numbers:
    """The numbers of a model whose rules have the conditions that the tape was coded by.

    Behaviour rules whose places are in `without` count nothing. `fits` are the model's `fit_points`, if already known.
    """
    scoring = rules.scoring
    places = [place for place in range(len(scoring.behaviour)) if place not in without]
    points, intents = np.zeros((2, tape.rules + 1))
    for place in places:
        rule = scoring.behaviour[place]
        points[place] = rule.points
        intents[place] = rule.points if rule.kind == "intent" else 0.0
    opens = np.full(tape.rules + 1, 0xFF, dtype=np.uint8)
    opens[list(without)] = 0
    return Numbers(
        fits=fit_points(tape, scoring) if fits is None else fits,
        points=points,
        intents=intents,
        opens=opens,
        decay=decay(scoring.half_life_days),
        threshold=scoring.threshold - TOLERANCE,
        fit_floor=_floor(scoring.fit_floor),
        intent_floor=_floor(scoring.intent_floor),
        behaviour_floor=-math.inf if scoring.behaviour_floor is None else scoring.behaviour_floor + TOLERANCE,
    )


def fit_points(tape: Tape, scoring: Scoring) -> Array:
    """The fit by fit code: the points of the rules that hold, at most the cap, at least zero where so agreed."""
    sums = tape.fit_sums([rule.points for rule in scoring.fit])
    most = math.inf if scoring.fit_cap is None else scoring.fit_cap
    return np.asarray(np.maximum(np.minimum(sums, most), 0.0 if scoring.fit_at_least_zero else -math.inf))


@lru_cache(maxsize=8)
def decay(half_life_days: float) -> Array:
    """What is left of a point after 0, 1, 2, … days: half after each half life; all of it where there is none."""
    days = np.arange(LONGEST_GAP + 1, dtype=np.float64)
    return np.exp2(-days / half_life_days) if half_life_days else np.ones_like(days)


def _floor(bound: float | None) -> float:
    return -math.inf if bound is None else bound - TOLERANCE
