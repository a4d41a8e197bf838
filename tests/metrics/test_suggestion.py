"""Suggested weights: what they are learnt from, that nothing later enters, and what they are good for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest

from leaddash import agreement, metrics
from leaddash.errors import LeadDashError
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot
from leaddash.subjects.lab.metrics.suggestion import Suggestion, UnlearntError, known, suggest
from tests.metrics.scoring_worlds import WORLDS, ScoringWorld, built, make_scoring_world
from tests.naive import score_quality as naive
from tests.naive.company import Company, Row
from tests.naive.fit import holds
from tests.naive.histories import DAY, day
from tests.naive.scoring import run
from tests.naive.scoring_metrics import ask

TYPES = {"pricing_page": 1.2, "webinar_attended": 0.3, "email_open": 0.0, "careers_page": -1.0}
"""Kinds of activity, and how much one of each moves the log-odds of becoming a sales lead."""
LEADS, END = 400, day(220)
AGREED: dict[str, Any] = {
    "timezone": "Europe/Madrid",
    "stages": {"derive": [], "meaningful": []},
    "response": {"horizon_days": {"qualify": 10}},
    "scoring": {
        "threshold": 30,
        "half_life_days": 30,
        "fit_cap": "none",
        "fit_floor": "none",
        "behaviour_floor": "none",
        "after_contact": ["Budget"],
        "score_age_days": 6,
        "fit": [
            {"name": "grade a", "column": "grade", "equals": "a", "points": 10},
            {"name": "has budget", "column": "budget", "equals": True, "points": 17},
            {"name": "nobody", "column": "grade", "equals": "x", "points": 33},
        ],
        "behaviour": [
            {"name": kind, "activity_type": [kind], "kind": "intent", "points": 10, "limit": "1/day"} for kind in TYPES
        ],
    },
}
SCOPE = Scope(as_of=END)


@pytest.fixture(scope="module")
def company() -> Company:
    return drawn()


@pytest.fixture(scope="module")
def shot(company: Company) -> Snapshot:
    return built(company, AGREED)


@pytest.fixture(scope="module")
def suggested(shot: Snapshot) -> Suggestion:
    return suggest(shot, SCOPE)


def drawn() -> Company:
    """Draw leads, most handed over five days after creation, that succeed by what they did until then."""
    rng, found = Random("suggestion"), Company(people=[{"person_id": "p1"}])
    for number in range(LEADS):
        name, born = f"l{number:03}", day(number / 2)
        done = [_activity(rng, name, born, 25) for _ in range(rng.randint(0, 12))]
        handed = born + 5 * DAY
        counts = {
            kind: sum(one["activity_type"] == kind and one["occurred_at"] <= handed for one in done) for kind in TYPES
        }
        grade = rng.choice("ab")
        odds = sum(TYPES[kind] * count for kind, count in counts.items()) + (1.5 if grade == "a" else 0) - 1.2
        won = rng.random() < 1 / (1 + np.exp(-odds))
        found.leads.append({"lead_id": name, "created_at": born, "grade": grade, "budget": won})
        found.activities += done
        if number % 8:
            found.assignments.append({"lead_id": name, "person_id": "p1", "assigned_at": handed})
            if won:
                found.stage_changes.append({"lead_id": name, "stage": "sales_lead", "entered_at": handed + DAY})
    return found


def _activity(rng: Random, name: str, after: Any, days: float) -> Row:
    at = after + timedelta(seconds=rng.randint(1, round(days * 86_400)))
    return {"lead_id": name, "occurred_at": at, "activity_type": rng.choice(list(TYPES)), "direction": "inbound"}


def another_future(company: Company) -> Company:
    """The same until each hand-over; then other activities, more or fewer, and what reps filled in dealt anew."""
    rng, handed = Random("future"), {row["lead_id"]: row["assigned_at"] for row in company.assignments}
    read = {row["lead_id"]: handed.get(row["lead_id"], row["created_at"] + 6 * DAY) for row in company.leads}
    kept = [row for row in company.activities if row["occurred_at"] <= read[row["lead_id"]]]
    later = [
        _activity(rng, name, at, min(30.0, (END - at) / DAY))
        for name, at in read.items()
        for _ in range(rng.randint(0, 9))
    ]
    budgets = rng.sample([row["budget"] for row in company.leads], LEADS)
    leads = [{**row, "budget": budget} for row, budget in zip(company.leads, budgets, strict=True)]
    assert len(later) > LEADS
    return replace(company, leads=leads, activities=kept + later)


def test_another_future_changes_no_feature_no_weight_and_no_quality(
    company: Company, shot: Snapshot, suggested: Suggestion
) -> None:
    other = built(another_future(company), AGREED)
    mine, theirs = (known(one, one.question(SCOPE), lambda _share: None) for one in (shot, other))
    np.testing.assert_array_equal(mine.features, theirs.features)
    np.testing.assert_array_equal(mine.became_sales_lead, theirs.became_sales_lead)
    # The threshold keeps the number of MQLs of the period, which the other activities do change.
    assert replace(suggest(other, SCOPE), threshold=0) == replace(suggested, threshold=0)
    pd.testing.assert_frame_equal(metrics.score_quality(shot, SCOPE), metrics.score_quality(other, SCOPE))
    volumes = [metrics.mql_volume(one, SCOPE)["mqls"].tolist() for one in (shot, other)]
    assert volumes[0] != volumes[1], "the future is another one"


@pytest.mark.every_world("naive")
@pytest.mark.parametrize("of_world", range(WORLDS))
def test_features_are_the_naive_ones_at_each_hand_over(of_world: int) -> None:
    world = make_scoring_world(of_world)
    for cut in world.cuts:
        past = known(world.shot, world.shot.question(world.scope(cut, None)), lambda _share: None)
        names = dict(world.shot.rows("select lead, lead_id from leads").itertuples(index=False))
        keys = zip(past.judged["lead"].to_pylist(), past.judged["episode"].to_pylist(), strict=True)
        found = {(names[lead], episode): row for (lead, episode), row in zip(keys, past.features, strict=True)}
        expected = _naive_features(world, cut)
        assert found.keys() == expected.keys()
        for key, row in expected.items():
            assert found[key] == pytest.approx(row)


def _naive_features(world: ScoringWorld, cut: Any) -> dict[tuple[str, int], list[float]]:
    """Which rules hold, and what is left of the counted activities of each, one lead and one activity at a time."""
    asked, expected = ask(world.company, world.rules, world.agreed, cut.since, cut.until, cut.as_of, None, None), {}
    late = {column.lower() for column in world.agreed["scoring"]["after_contact"]}
    for one in asked.passes:
        row = naive.reading_row(asked, one)
        if row is None or not row["worked"]:
            continue
        at, model, steps = row["read_at"], asked.model, run(asked.model, one.life).steps
        fits = [
            float(rule["column"].lower() not in late and holds(rule, one.life.lead)) for rule in model.scoring["fit"]
        ]
        counts = [
            sum(
                model.decayed(1.0, (model.day(at) - step.day).days)
                for step in steps
                if step.at <= at and step.counted and step.rule is rule
            )
            for rule in model.scoring["behaviour"]
        ]
        expected[one.key] = [*fits, *counts]
    return expected


def test_it_finds_what_made_leads_succeed(suggested: Suggestion) -> None:
    points = suggested.behaviour
    assert points["pricing_page"] > points["webinar_attended"] > points["careers_page"]
    assert points["pricing_page"] > 0 > points["careers_page"]
    assert suggested.fit["grade a"] > 0
    assert all(value == round(value) and (abs(value) < 5 or value % 5 == 0) for value in points.values())
    assert suggested.roc_area is not None
    assert suggested.roc_area_asked is not None
    assert suggested.roc_area > suggested.roc_area_asked + 0.05


def test_what_reps_fill_in_and_what_the_past_says_nothing_of_keep_their_points(suggested: Suggestion) -> None:
    # Every lead that made it has a budget, and no other: known beforehand it would be worth most of all.
    assert suggested.fit["has budget"] == 17
    assert suggested.fit["nobody"] == 33


def test_the_later_three_tenths_test_what_the_earlier_taught(suggested: Suggestion) -> None:
    # 350 of 400 were handed over, one each twelve hours but for every eighth, on day 5 and later; all horizons are
    # over on day 220. 245 are before the first of the tests: lead 281 (35 · 8 + 1), created on day 140 and a half.
    assert (suggested.worked, suggested.tested) == (245, 105)
    assert suggested.split_on == date(2025, 3, 3) + timedelta(days=145)


def test_the_areas_are_those_of_the_rounded_rules_on_the_tests_only(shot: Snapshot, suggested: Suggestion) -> None:
    scope = replace(SCOPE, since=day(145.5))
    for rules, area in ((_under(shot, suggested), suggested.roc_area), (shot.agreement, suggested.roc_area_asked)):
        assert metrics.score_quality(shot, replace(scope, agreement=rules))["roc_area"].iloc[0] == area


def test_the_threshold_keeps_the_volume_as_nearly_as_whole_numbers_can(shot: Snapshot, suggested: Suggestion) -> None:
    def apart(threshold: float) -> int:
        rules = _under(shot, replace(suggested, threshold=threshold))
        return abs(int(metrics.mql_volume(shot, replace(SCOPE, agreement=rules))["delta"].sum()))

    mine = apart(suggested.threshold)
    assert mine == min(apart(float(one)) for one in range(-10, 100, 1))
    assert mine < apart(suggested.threshold + 1), "of equals the highest"


def _under(shot: Snapshot, suggested: Suggestion) -> agreement.Agreement:
    """The agreed rules with the suggested points and threshold."""
    scoring = AGREED["scoring"]
    changed = {
        "threshold": suggested.threshold,
        "fit": [{**rule, "points": suggested.fit[rule["name"]]} for rule in scoring["fit"]],
        "behaviour": [{**rule, "points": suggested.behaviour[rule["name"]]} for rule in scoring["behaviour"]],
    }
    return agreement.parse({"scoring": changed}, shot.agreement)


def test_progress_rises_to_the_whole(shot: Snapshot) -> None:
    told: list[float] = []
    suggest(shot, SCOPE, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1


def unlearnt(company: Company, **scoring: Any) -> UnlearntError:
    """Why nothing is learnt from a company."""
    rules = {**AGREED, "scoring": {**AGREED["scoring"], **scoring}}
    with pytest.raises(UnlearntError) as refused:
        suggest(built(company, rules), SCOPE)
    return refused.value


def test_of_hand_overs_at_one_moment_it_is_not_said_that_they_ended_alike(company: Company) -> None:
    born = [{**row, "created_at": day(0)} for row in company.leads]
    handed = [{**row, "assigned_at": day(200)} for row in company.assignments]
    moved = [{**row, "entered_at": day(201)} for row in company.stage_changes]
    at_once = replace(company, leads=born, assignments=handed, stage_changes=moved)
    assert unlearnt(at_once).why == "one_moment"
    # With 300 of 350 at the first moment the reading at seven tenths is of that moment, and none is before it.
    most = [{**row, "assigned_at": day(195)} for row in handed[:300]]
    assert unlearnt(replace(at_once, assignments=[*most, *handed[300:]])).why == "one_moment"


def test_those_who_did_end_alike_are_said_to(company: Company) -> None:
    late = [row for row in company.stage_changes if row["entered_at"] > day(160)]
    assert len(late) > 30
    assert unlearnt(replace(company, stage_changes=late)).why == "alike"


def test_without_assignments_nobody_knows_whom_to_learn_from(company: Company) -> None:
    assert unlearnt(replace(company, assignments=[])).why == "unassigned"


def test_where_no_rule_tells_leads_apart_none_is_suggested(company: Company) -> None:
    nobodys = [{**AGREED["scoring"]["behaviour"][0], "activity_type": ["call"]}]
    assert unlearnt(company, fit=AGREED["scoring"]["fit"][1:], behaviour=nobodys).why == "no_rule"


def test_few_are_counted(company: Company) -> None:
    few = unlearnt(replace(company, stage_changes=company.stage_changes[:7]))
    assert (few.why, few.won, few.lost) == ("few", 7, 343)


def test_too_few_outcomes_are_refused_with_what_to_do(shot: Snapshot) -> None:
    with pytest.raises(LeadDashError, match=r"takes 30 of each\. Choose a longer period"):
        suggest(shot, replace(SCOPE, until=day(20)))
    with pytest.raises(LeadDashError, match="0 became a sales lead and 0 did not"):
        suggest(shot, replace(SCOPE, filters={"source": ("nowhere",)}))
