"""Whether a model's rules say anything about the data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leaddash import agreement, metrics
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from leaddash.subjects.lab.metrics.ever_holds import ever_holds
from leaddash.subjects.lab.metrics.newly_worked import Newly, newly_worked
from tests.metrics.scoring_worlds import built
from tests.naive.company import Company
from tests.naive.histories import day

FIT = {"name": "retail", "column": "industry", "equals": "retail", "points": 5}
CALL = {"name": "call", "activity_type": ["call"], "points": 30, "kind": "intent"}
RULES: dict[str, Any] = {"fit": [FIT], "behaviour": [CALL], "fit_floor": "none", "half_life_days": 0, "threshold": 50}
COMPANY = Company(
    leads=[{"lead_id": name, "created_at": day(0), "industry": "retail" if name == "a" else None} for name in "abc"],
    activities=[
        {"lead_id": name, "occurred_at": day(at), "activity_type": "call", "direction": "inbound"}
        for name, at in (("a", 1), ("a", 2), ("b", 1), ("c", 1), ("c", 40))
    ],
    assignments=[{"lead_id": name, "person_id": "p1", "assigned_at": day(3)} for name in "ab"],
    stage_changes=[{"lead_id": "b", "stage": "sales_lead", "entered_at": day(5)}],
    people=[{"person_id": "p1"}],
)


@pytest.fixture(scope="module")
def shot() -> Snapshot:
    return shot_of(COMPANY)


def shot_of(company: Company) -> Snapshot:
    horizons = {"horizon_days": {"qualify": 0}}
    return built(company, {"stages": {"derive": [], "meaningful": []}, "scoring": RULES, "response": horizons})


@pytest.mark.parametrize(
    ("changed", "holds"),
    [
        ({}, True),
        ({"behaviour": []}, True),
        ({"fit": []}, True),
        ({"fit": [{**FIT, "equals": "mining"}]}, True),
        ({"fit": [{**FIT, "equals": "mining"}], "behaviour": [{**CALL, "activity_type": ["trial"]}]}, False),
        ({"fit": [], "behaviour": [{**CALL, "asset": "*prices*"}]}, False),
        ({"fit": [], "behaviour": []}, False),
    ],
)
def test_a_model_holds_if_any_of_its_rules_does(shot: Snapshot, changed: dict[str, Any], holds: bool) -> None:
    assert ever_holds(shot, agreement.parse({"scoring": changed}, shot.agreement)) is holds


def test_who_is_sent_at_another_time_is_not_newly_sent(shot: Snapshot) -> None:
    # Under 30 points b and c are MQLs on day 1, a is on day 1 and not on day 2; c is one on day 40 as agreed, too. So
    # of the first week only b, who was worked and succeeded, is new.
    rules = agreement.parse({"scoring": {"threshold": 30}}, shot.agreement)
    scope = Scope(until=day(7), agreement=rules)
    flips = metrics.score_flips(shot, scope)
    assert dict(zip(flips["lead_id"], flips["reason"], strict=True)) == {"b": "score", "c": "other_time"}
    assert newly_worked(shot, scope, flips) == Newly(1, 1, 1)


def test_without_assignments_nobody_knows_who_was_worked() -> None:
    shot = shot_of(replace(COMPANY, assignments=[]))
    scope = Scope(agreement=agreement.parse({"scoring": {"threshold": 30}}, shot.agreement))
    assert newly_worked(shot, scope, metrics.score_flips(shot, scope)).worked is None
    assert metrics.threshold_curve(shot, scope)["worked_rate"].isna().all()
    assert metrics.score_grid(shot, scope)["worked"].isna().all()
