"""The open deals: what usually becomes of each, and which of them need a decision."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from leaddash import fiscal
from leaddash.blocks.figure import Figure
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import money, tables
from leaddash.cases.deal_tape import CLASSES, DealTape
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast import lists, moments_asked
from leaddash.subjects.forecast.projection import answered
from leaddash.subjects.forecast.projection.made import Made

COLUMNS = [
    *("opportunity_id", "lead_id", "name", "person", "team", "source", "stage", "category", "class", "amount"),
    *("currency", "close_date", "win_share", "expected", "age_days", "stage_days", "pushes"),
    *("last_activity_at", "flags"),
]
FEWEST_COMMITS, RARELY = 30, 0.5
"""Commits of a stage from which on it is judged, and the share of successes under which they are rarely won."""


def given(snapshot: Snapshot, question: Question) -> dict[str, pa.Table]:
    """The moment asked, and what the past periods teach: win shares, deals booked, stages whose commits rarely win."""
    asked, period = answered.projections(snapshot, question), fiscal.asked(question)
    (made,) = asked.making.whole.of([asked.asking(question.as_of, period)])
    booked = np.concatenate([one.deal for one in made.past]) + 1 if made.past else np.zeros(0, dtype=np.int64)
    return {
        **moments_asked.now(snapshot, question),
        "booked_before": pa.table({"deal": pa.array(booked, pa.int64())}),
        "win_shares": _win_shares(made, asked.making.tape),
        "rarely_won": pa.table({"stage": pa.array(_rarely_won(made, asked.making.tape), pa.string())}),
    }


@metric(
    given=given,
    key=("opportunity_id",),
    figures=[
        Figure("open_deals", lists.open_deals(given), chosen=lists.forecastable),
        Figure("need_decision", lists.open_deals(given), chosen=lists.undecided),
    ],
    kinds={
        Kind.DATE: ["close_date"],
        Kind.SHARE: ["win_share"],
        Kind.MONEY: ["expected"],
        Kind.DAYS: ["age_days", "stage_days"],
    },
)
def forecast_deals(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Every open opportunity: its class against the fiscal period, its chance to be booked in it, and its flags.

    The amount is in the agreement's currency, empty where there is none or where `currency` has no rate; `win_share` is
    the share of deals like it that were booked in past periods so far from their end, `expected` what it brings on the
    average. `pushes` counts how often its close date moved to a later month.

    Columns: opportunity_id, lead_id, name, person, team, source, stage, category, class, amount, currency, close_date,
    win_share, expected, age_days, stage_days, pushes, last_activity_at, flags
    """
    frame = money.asked(snapshot, __file__, question, forecast_deals.given(snapshot, question))
    frame["pushes"] = frame["pushes"].astype("Int64")
    return tables.sliced(frame, question, COLUMNS)


def _win_shares(made: Made, tape: DealTape) -> pa.Table:
    """The share of success by class, category and stage, with the growth of amounts and the typical one."""
    learned = made.learned if made.projected is not None else None
    places = [(place, cell) for place in range(len(CLASSES)) for cell in range(len(tape.cells)) if made.projected]
    share = [0.0 if made.is_over or not learned else float(learned.share[place]) for place in places]
    return pa.table(
        {
            "class": pa.array([CLASSES[place] for place, _ in places], pa.string()),
            "category": pa.array([tape.cells[cell][0] for _, cell in places], pa.string()),
            "stage": pa.array([tape.cells[cell][1] for _, cell in places], pa.string()),
            "share": pa.array(share, pa.float64()),
            "growth": pa.array([learned.growth if learned else 1.0] * len(places), pa.float64()),
            "typical": pa.array([learned.typical / 100 if learned else 0.0] * len(places), pa.float64()),
        }
    )


def _rarely_won(made: Made, tape: DealTape) -> list[str]:
    """Stages of whose commits at the past periods' moments under half succeeded."""
    if made.learned is None:
        return []
    counts, succeeded = made.learned.count.sum(axis=0), made.learned.succeeded.sum(axis=0)
    return [
        stage
        for (category, stage), count, part in zip(tape.cells, counts, succeeded, strict=True)
        if category == "commit" and count >= FEWEST_COMMITS and part / count < RARELY
    ]
