"""What each threshold would have sent to sales, and what became of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from leaddash import scoring
from leaddash.agreement import Agreement, Horizon
from leaddash.metrics import replays, tables
from leaddash.metrics.replays import Asked
from leaddash.scope import Scope
from leaddash.scoring import CLOSE, Array, Rises
from leaddash.snapshot import Snapshot

STEP, LEAST_TOP = 5, 200
OUTCOMES: dict[str, Horizon] = {"sales_lead": "qualify", "customer": "win"}
"""Stages whose rates the curve tells, and the horizons within which they count."""
COLUMNS = [
    "threshold",
    "mqls",
    *(f"became_{stage}" for stage in OUTCOMES),
    *(f"{stage}_{name}" for stage in OUTCOMES for name in ("rate_became", "rate_mqls", "rate", "low", "high")),
]


def threshold_curve(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """At each threshold: how many episodes would have become MQLs in the period, and what became of them.

    Exactly a replay of the rules at each threshold. `became_sales_lead` and `became_customer` count those that did so
    at or after their MQL moment, within the horizon of qualifying or winning and by as-of; the rates are fractions of
    the MQLs whose horizon is over, with 95 % Wilson bounds. Which leads were ever worked decides what could become of
    them.

    Columns: threshold, mqls, became_sales_lead, became_customer, sales_lead_rate_became, sales_lead_rate_mqls,
    sales_lead_rate, sales_lead_low, sales_lead_high, customer_rate_became, customer_rate_mqls, customer_rate,
    customer_low, customer_high
    """
    model, asked = replays.model(snapshot, replays.rules_of(snapshot, scope)), replays.asked(snapshot, scope)
    steps = thresholds(model.rules)
    found = _within(asked, scoring.rises(model.tape, model.numbers, float(steps[0]), asked.chosen))
    parts = [
        _of_slice(value, _Curve(steps, found, asked, place), model.rules) for place, value in _slices(asked, scope)
    ]
    frame = pd.concat(parts) if parts else pd.DataFrame(columns=["slice", *COLUMNS])
    return tables.sliced(frame, scope, COLUMNS)


def thresholds(rules: Agreement) -> Array:
    """Every fifth number from 0 to 200 (or twice the threshold in force), and the threshold itself; rising."""
    top = max(LEAST_TOP, math.ceil(2 * rules.scoring.threshold / STEP) * STEP)
    return np.unique([*np.arange(0, top + 1, STEP), rules.scoring.threshold]).astype(np.float64)


def _within(asked: Asked, found: Rises) -> Rises:
    """The rises of the period."""
    which = asked.within(found.mqls.at)
    return Rises(found.mqls.chosen(which), found.before[which], found.score[which])


@dataclass(frozen=True)
class _Curve:
    """The rises of one slice, counted at the thresholds they reach first."""

    steps: Array
    rises: Rises
    asked: Asked
    place: int

    def counted(self, which: Array) -> Array:
        """How many of some rises are the first at each threshold: above the best before, not above the score."""
        mine = which & (self.asked.slice[self.rises.mqls.rows] == self.place)
        bounds = self.steps - CLOSE
        begins = np.searchsorted(bounds, self.rises.before[mine], side="right")
        ends = np.searchsorted(bounds, self.rises.score[mine], side="right")
        length = len(self.steps) + 1
        return np.cumsum(np.bincount(begins, minlength=length) - np.bincount(ends, minlength=length))[:-1]


def _slices(asked: Asked, scope: Scope) -> list[tuple[int, str | None]]:
    """The slices in their order, the missing one last; without a dimension the whole."""
    told = list(enumerate(asked.slices))
    if scope.by is None:
        return told[:1]
    return sorted(told, key=lambda one: (one[1] is None, one[1] or ""))


def _of_slice(value: str | None, curve: _Curve, rules: Agreement) -> pd.DataFrame:
    at, rows = curve.rises.mqls.at, curve.rises.mqls.rows
    everyone = np.ones(len(at), dtype=np.bool_)
    frame = pd.DataFrame({"slice": value, "threshold": curve.steps, "mqls": curve.counted(everyone)})
    for stage, name in OUTCOMES.items():
        days = rules.response.horizon_days[name]
        horizon = round(days * 86_400) if days else replays.NEVER // 4
        reached = getattr(curve.asked, stage)[rows]
        became = (reached >= at) & (reached <= at + horizon)
        over = (at + horizon <= curve.asked.as_of) | (not days)
        frame[f"became_{stage}"] = curve.counted(became)
        frame[f"{stage}_rate_became"] = curve.counted(became & over)
        frame[f"{stage}_rate_mqls"] = curve.counted(over)
        tables.add_rate(frame, "rate", f"{stage}_rate_became", f"{stage}_rate_mqls")
        named = {"rate": f"{stage}_rate", "rate_low": f"{stage}_low", "rate_high": f"{stage}_high"}
        frame = frame.rename(columns=named)
    return frame
