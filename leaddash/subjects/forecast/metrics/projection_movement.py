"""What moved the projection of a fiscal period."""

from __future__ import annotations

from typing import Any

import pandas as pd

from leaddash import fiscal
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import tables
from leaddash.cases.deal_tape import Floats
from leaddash.scope import Question
from leaddash.snapshots import Snapshot
from leaddash.subjects.forecast import moments_asked
from leaddash.subjects.forecast.metrics.pipeline_movement import pipeline_movement
from leaddash.subjects.forecast.projection import answered
from leaddash.subjects.forecast.projection.booked import CENTS
from leaddash.subjects.forecast.projection.made import Made, at_shares_of

PARTS = ["start", "won", "deals", "new", "time", "end"]


@metric(given=moments_asked.both_ends, listed=pipeline_movement, key=("movement",), kinds={Kind.MONEY: ["amount"]})
def projection_movement(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """From what was projected at an earlier moment (`--from`, a week before) to what is at as-of.

    `won`: what was booked in between; `deals`: the open ones of as-of at the earlier moment's shares, less its own;
    `new`: the change of what comes new; `time`: the rest, as days passed and shares were learned again.

    Columns: movement, amount
    """
    frame = projection_movement.rows(snapshot, question)
    asked, period = answered.projections(snapshot, question), fiscal.asked(question)
    before, after = asked.at([question.compared_with, question.as_of], period)
    parts = _parts(before, after)
    places = {name: place for place, name in enumerate(asked.making.slices)}
    rows: list[dict[str, Any]] = []
    for name in frame.loc[frame["place"] == 0, "slice"]:
        place = places.get(None if pd.isna(name) else str(name))
        amounts = (parts[part] for part in PARTS)
        told = [None if place is None or one is None else float(one[place]) / CENTS for one in amounts]
        rows += [{"slice": name, "movement": part, "amount": one} for part, one in zip(PARTS, told, strict=True)]
    found = pd.DataFrame(rows, columns=["slice", "movement", "amount"])
    return tables.sliced(found.astype({"amount": float}), question, ["movement", "amount"])


def _parts(before: Made, after: Made) -> dict[str, Floats | None]:
    """The parts of the bridge by slice; only the end that is known where the other is not."""
    first, last = before.projected, after.projected
    start = None if first is None else before.won[1] + first.mean
    end = None if last is None else after.won[1] + last.mean
    if first is None or last is None or start is None or end is None:
        return {**dict.fromkeys(PARTS), "start": start, "end": end}
    won, new = after.won[1] - before.won[1], last.from_new - first.from_new
    deals = at_shares_of(before, after) - first.from_period - first.from_other
    return {"start": start, "won": won, "deals": deals, "new": new, "time": end - start - won - deals - new, "end": end}
