"""What each threshold would have sent to sales, and what became of it."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from leaddash import scoring
from leaddash.agreement import Agreement, Horizon
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import replays, tables
from leaddash.cases.replays import Asked, Model
from leaddash.scope import Question
from leaddash.scoring import Array, Outcomes
from leaddash.snapshots import Snapshot
from leaddash.subjects.lab.metrics import worked
from leaddash.subjects.lab.metrics.score_grid import score_grid

STEP, LEAST_TOP = 5, 200
STAGE_HORIZONS: dict[str, Horizon] = {"sales_lead": "qualify", "customer": "win"}
"""Stages whose rates the curve tells, and the horizons within which they count."""
COLUMNS = [
    "threshold",
    "mqls",
    *(f"became_{stage}" for stage in STAGE_HORIZONS),
    *(f"{stage}_{name}" for stage in STAGE_HORIZONS for name in ("rate_became", "rate_mqls", "rate", "low", "high")),
    "worked",
    *worked.RATES,
]


@metric(
    listed=score_grid,
    key=("threshold",),
    kinds={
        Kind.SCORE: ["threshold"],
        Kind.SHARE: [
            *(f"{stage}_{end}" for stage in STAGE_HORIZONS for end in ("rate", "low", "high")),
            *worked.SHARES,
        ],
    },
)
def threshold_curve(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """At each threshold: how many episodes would have become MQLs in the period, and what became of them.

    Exactly a replay of the rules at each threshold. `became_sales_lead` and `became_customer` count those that did so
    at or after their MQL moment, within the horizon of qualifying or winning and by as-of; the rates are fractions of
    the MQLs whose horizon is over, with 95 % Wilson bounds. Only a lead that was worked could become anything, and a
    low threshold sends many that nobody ever worked: `worked` are those ever handed over by as-of, and `worked_rate` is
    the fraction of these that became sales leads, over those whose horizon is over. Without any assignment nobody knows
    who was worked, and these columns are empty.

    Columns: threshold, mqls, became_sales_lead, became_customer, sales_lead_rate_became, sales_lead_rate_mqls,
    sales_lead_rate, sales_lead_low, sales_lead_high, customer_rate_became, customer_rate_mqls, customer_rate,
    customer_low, customer_high, worked, worked_rate_became, worked_rate_mqls, worked_rate, worked_low, worked_high
    """
    model, episodes = replays.model(snapshot, question.agreement), replays.asked(snapshot, question)
    steps, within = thresholds(model.rules), replays.period(snapshot, model, episodes.since, episodes.until)
    outcomes = _outcomes(model, episodes, worked.by_row(snapshot, question, model.tape))
    counts = scoring.outcomes(model.tape, model.numbers, steps, within, outcomes, episodes.chosen)
    known, slices = worked.is_known(snapshot), _slices(episodes, question)
    parts = [worked.with_rates(_of_slice(value, steps, counts[place]), known=known) for place, value in slices]
    frame = pd.concat(parts) if parts else pd.DataFrame(columns=["slice", *COLUMNS])
    return tables.sliced(frame, question, COLUMNS)


def thresholds(rules: Agreement) -> Array:
    """Every fifth number from 0 to 200 (or twice the threshold in force), and the threshold itself; rising."""
    top = max(LEAST_TOP, math.ceil(2 * rules.scoring.threshold / STEP) * STEP)
    return np.unique([*np.arange(0, top + 1, STEP), rules.scoring.threshold]).astype(np.float64)


def _outcomes(model: Model, episodes: Asked, worked_rows: Array) -> Outcomes:
    """What became of the asked episodes, which were worked, and within which horizons an outcome counts."""
    days = [model.rules.response.horizon_days[horizon] for horizon in STAGE_HORIZONS.values()]
    first, second = (round(each * 86_400) if each else scoring.ENDLESS for each in days)
    tape, horizons = model.tape, (first, second)
    known, slices = (episodes.sales_lead, episodes.customer, worked_rows), max(len(episodes.slices), 1)
    return Outcomes(slices, episodes.slice, *known, tape.moments, horizons, episodes.as_of, tape.base)


def _slices(episodes: Asked, question: Question) -> list[tuple[int, str | None]]:
    """The slices in their order, the missing one last; without a dimension the whole."""
    slices = list(enumerate(episodes.slices))
    if question.by is None:
        return slices[:1]
    return sorted(slices, key=lambda numbered: (numbered[1] is None, numbered[1] or ""))


def _of_slice(value: str | None, steps: Array, counts: Array) -> pd.DataFrame:
    """The rows of a slice, of its counts by threshold as `scoring.outcomes` tells them."""
    mqls, *of_outcomes = counts
    frame = pd.DataFrame({"slice": value, "threshold": steps, "mqls": mqls})
    for number, stage in enumerate(STAGE_HORIZONS):
        became, of_over, over = of_outcomes[3 * number : 3 * number + 3]
        frame[f"became_{stage}"] = became
        frame[f"{stage}_rate_became"] = of_over
        frame[f"{stage}_rate_mqls"] = over
        tables.add_rate(frame, "rate", f"{stage}_rate_became", f"{stage}_rate_mqls")
        named = {"rate": f"{stage}_rate", "rate_low": f"{stage}_low", "rate_high": f"{stage}_high"}
        frame = frame.rename(columns=named)
    return frame.assign(**dict(zip(("worked", *worked.RATES[:2]), of_outcomes[-3:], strict=True)))
