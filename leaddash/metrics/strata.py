"""What hand-overs look alike by: known when they started, never what reps fill in after talking."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from leaddash import agreed
from leaddash.agreement import Agreement
from leaddash.metrics import timed
from leaddash.scope import Scope
from leaddash.snapshot import Snapshot

FIT_POINTS = Path(__file__).with_name("fit_points.sql")


def hand_overs(snapshot: Snapshot, scope: Scope) -> timed.Given:
    """The hand-overs, and the fit of leads without what reps fill in after talking, where rules use that."""
    return {**timed.hand_overs(snapshot, scope), "strata_fits": _strata_fits(snapshot, scope)}


def _strata_fits(snapshot: Snapshot, scope: Scope) -> pa.Table:
    rules = snapshot.resolved(scope).agreement or snapshot.agreement
    told_later = {column.lower() for column in rules.scoring.after_contact}
    if not told_later & {rule.column.lower() for rule in rules.scoring.fit}:
        return pa.table({"lead": pa.array([], pa.int32()), "fit": pa.array([], pa.float64())})
    return snapshot.table(FIT_POINTS, scope, **agreed.fit_rules(_without(rules, told_later)), refits=True)


def _without(rules: Agreement, columns: set[str]) -> Agreement:
    kept = tuple(rule for rule in rules.scoring.fit if rule.column.lower() not in columns)
    return rules.model_copy(update={"scoring": rules.scoring.model_copy(update={"fit": kept})})
