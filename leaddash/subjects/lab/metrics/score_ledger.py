"""What a lead's score is made of."""

from __future__ import annotations

import numpy as np
import pandas as pd

from leaddash import scoring
from leaddash.agreement import Agreement
from leaddash.blocks.kinds import Kind
from leaddash.blocks.metric import metric
from leaddash.cases import replays, tables
from leaddash.moments import second
from leaddash.scope import Question
from leaddash.scoring import Array
from leaddash.snapshots import Snapshot

KEYS = ["lead_id", "part", "rule", "occurred_at", "activity_type", "asset", "activity_id"]
COLUMNS = [*KEYS, "points", "days", "contribution"]
TEXTS = dict.fromkeys(("part", "rule", "activity_type", "asset", "activity_id"), "str")
TYPES = {**TEXTS, "occurred_at": "datetime64[s]", "days": "float64"}
"""Of the columns that a part without rows would leave open."""


@metric(key=KEYS, kinds={Kind.SCORE: ["points", "contribution"], Kind.DAYS: ["days"]})
def score_ledger(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """Every contribution to the score at as-of, of the lead named in the question, or of all: they sum to the score.

    Fit rules that hold (and, without a rule, what cap or floor take or add), then every counted activity in running
    order with its `points`, the local dates passed since (`days`) and what is left of the points (`contribution`).
    `part` is fit, engagement or intent; `occurred_at` is UTC. Filters choose leads; the period plays no part.

    Columns: lead_id, part, rule, occurred_at, activity_type, asset, activity_id, points, days, contribution
    """
    rules, known = question.agreement, _known(snapshot, question)
    leads = known["lead"].to_numpy()
    parts = [_fit_rows(snapshot, rules, leads), _behaviour_rows(snapshot, question, rules, leads)]
    frame = pd.concat([part for part in parts if len(part)] or parts[:1])
    frame = known.assign(place=range(len(known))).merge(frame, on="lead").sort_values(["place", "turn"], kind="stable")
    return tables.sliced(frame, question, COLUMNS)


def _known(snapshot: Snapshot, question: Question) -> pd.DataFrame:
    """The leads asked for, by number, with their names."""
    return snapshot.ask(__file__, replays.sliced_as_built(snapshot, question), lead_id=question.lead)


def _fit_rows(snapshot: Snapshot, rules: Agreement, leads: Array) -> pd.DataFrame:
    """A row per fit rule that holds, and one for what cap or floor change."""
    model = replays.model(snapshot, rules)
    codes = model.tape.fit_codes[scoring.lead_places(leads)]
    points = np.array([rule.points for rule in rules.scoring.fit], dtype=np.float64)
    holds = model.tape.fit_masks[codes]
    changed = model.numbers.fits[codes] - holds @ points
    who, which = np.nonzero(np.column_stack([holds, changed != 0]))
    worth = np.where(which < len(points), np.append(points, 0.0)[which], changed[who])
    names = np.array([*(rule.name for rule in rules.scoring.fit), None], dtype=object)
    rows = {"lead": leads[who], "turn": -1, "part": "fit", "rule": names[which], "points": worth, "contribution": worth}
    return pd.DataFrame(rows, columns=["lead", "turn", *COLUMNS[1:]]).astype(TYPES)


def _behaviour_rows(snapshot: Snapshot, question: Question, rules: Agreement, leads: Array) -> pd.DataFrame:
    """A row per counted activity."""
    with snapshot.cursor() as cursor:
        done = scoring.past(cursor, rules, leads, question.as_of)
    found = scoring.contributions(done, rules, second(question.as_of))
    behaviour = rules.scoring.behaviour
    rows = done.activities.take(found.activities).to_pandas()
    return rows.assign(
        occurred_at=rows["at"].to_numpy().astype("datetime64[s]"),
        turn=np.arange(len(rows)),
        part=[behaviour[place].kind for place in found.rules],
        rule=[behaviour[place].name for place in found.rules],
        points=[float(behaviour[place].points) for place in found.rules],
        days=found.days.astype(float),
        contribution=found.points,
    )[["lead", "turn", *COLUMNS[1:]]].astype(TYPES)
