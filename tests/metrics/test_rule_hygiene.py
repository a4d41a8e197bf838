"""Rule hygiene against its naive second implementation; what rules share, by hand and counted one by one."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pandas as pd
import pytest

from leaddash import metrics
from leaddash.scope import Scope
from tests.metrics.comparison import plain
from tests.metrics.scoring_slices import SLICES, agree, as_naive, key_of
from tests.metrics.scoring_worlds import WORLDS, ScoringWorld, built, make_scoring_world
from tests.naive import scoring_rules as naive
from tests.naive.company import Company, Row
from tests.naive.fit import holds
from tests.naive.histories import day
from tests.naive.sales import Life, first_rule
from tests.naive.scoring_metrics import ask

pytestmark = pytest.mark.every_world("naive")


@pytest.fixture(scope="module", params=range(WORLDS))
def world(request: pytest.FixtureRequest) -> ScoringWorld:
    """One random company after the other, each under an agreement of its own."""
    return make_scoring_world(request.param)


def test_it_agrees_under_every_proposal(world: ScoringWorld) -> None:
    for proposed, cut in zip((None, *world.proposals), cycle(world.cuts), strict=False):
        rows = naive.rule_hygiene(world.company, world.rules, world.told(proposed), **as_naive(cut, {}))
        agree(metrics.rule_hygiene(world.shot, world.scope(cut, proposed)), rows, ("part", "rule"))


@pytest.mark.parametrize("asked", SLICES[1:], ids=str)
def test_it_agrees_in_slices_and_under_filters(world: ScoringWorld, asked: dict[str, Any]) -> None:
    cut = world.cuts[1]
    rows = naive.rule_hygiene(world.company, world.rules, world.agreed, **as_naive(cut, asked))
    agree(metrics.rule_hygiene(world.shot, world.scope(cut, None, **asked)), rows, key_of(asked, "part", "rule"))


@pytest.mark.parametrize("by", [None, "person"])
def test_what_rules_share_is_counted_one_by_one(world: ScoringWorld, by: str | None) -> None:
    for cut in world.cuts:
        asked = ask(world.company, world.rules, world.agreed, cut.since, cut.until, cut.as_of, by, None)
        frame = metrics.rule_hygiene(world.shot, world.scope(cut, None, by=by)).astype(object)
        for found in frame.to_dict("records"):
            mine = [one for one in asked.passes if by is None or one.slice == plain(found[by])]
            lives = {one.episode.lead_id: one.life for one in mine}
            shares = _shares(world.agreed["scoring"], found["part"], found["rule"], list(lives.values()), asked.period)
            most = max(shares.values(), default=0)
            assert plain(found["overlap"]) == (pytest.approx(most) if most else None)
            first = next((name for name, share in shares.items() if share == most), None)
            assert plain(found["overlaps_with"]) == (first if most else None)


def _shares(scoring: dict[str, Any], part: str, name: str, lives: list[Life], period: Any) -> dict[str, float]:
    """Of what a rule matches, the share that each other rule of its part matches too, but for those of everything."""
    rule, matched = next(one for one in scoring[part] if one["name"] == name), _matching(part, lives, period)
    own = [case for case in matched if _matches(part, rule, case)]
    telling = [one for one in scoring[part] if not all(_matches(part, one, case) for case in matched)]
    others = [one for one in telling if one is not rule and rule in telling]
    return {one["name"]: sum(_matches(part, one, case) for case in own) / len(own) if own else 0.0 for one in others}


def _matching(part: str, lives: list[Life], period: Any) -> list[Row]:
    if part == "fit":
        return [life.lead for life in lives]
    return [row for life in lives for row in life.activities if period[0] <= row["at"] < period[1]]


def _matches(part: str, rule: Row, case: Row) -> bool:
    return holds(rule, case) if part == "fit" else first_rule({"behaviour": [rule]}, case) is not None


def test_progress_rises_to_the_whole_and_changes_nothing(world: ScoringWorld) -> None:
    told: list[float] = []
    scope = world.scope(world.cuts[0], None)
    frame = metrics.rule_hygiene(world.shot, scope, progress=told.append)
    pd.testing.assert_frame_equal(frame, metrics.rule_hygiene(world.shot, scope))
    assert len(told) == len(frame)
    assert told == sorted(told)
    assert told[-1:] == [1.0] * min(len(frame), 1)


def test_a_rule_that_fires_for_everyone_overlaps_with_nobody() -> None:
    # Everybody has the grade and every activity is a visit: those rules match all that any other does. Of three leads
    # in Spain two are in retail; of three visits of plans two are of their prices.
    leads = [{"lead_id": name, "created_at": day(0), "grade": "a"} for name in "abcd"]
    leads = [{**row, "country": "ES"} if row["lead_id"] != "d" else row for row in leads]
    leads = [{**row, "industry": "retail"} if row["lead_id"] in "ab" else row for row in leads]
    visited = [("a", "/prices/plans"), ("b", "/prices/plans"), ("c", "/about"), ("d", "/plans")]
    visits = [
        {"lead_id": of, "occurred_at": day(1), "activity_type": "web_visit", "asset": page, "direction": "inbound"}
        for of, page in visited
    ]
    fits = [
        {"name": name, "column": name, "equals": value, "points": 5}
        for name, value in (("grade", "a"), ("country", "ES"), ("industry", "retail"))
    ]
    common = {"activity_type": ["web_visit"], "points": 1, "kind": "intent"}
    pages = [{**common, "name": name, "asset": f"*{name}*"} for name in ("prices", "plans")]
    scoring = {"fit": fits, "behaviour": [{**common, "name": "visit"}, *pages], "fit_floor": "none"}
    shot = built(
        Company(leads=leads, activities=visits), {"stages": {"derive": [], "meaningful": []}, "scoring": scoring}
    )
    frame = metrics.rule_hygiene(shot, Scope()).astype(object).set_index("rule")
    assert {rule: (plain(row["overlaps_with"]), plain(row["overlap"])) for rule, row in frame.iterrows()} == {
        "grade": (None, None),
        "country": ("industry", pytest.approx(2 / 3)),
        "industry": ("country", 1.0),
        "visit": (None, None),
        "prices": ("plans", 1.0),
        "plans": ("prices", pytest.approx(2 / 3)),
    }


def test_a_hand_raised_twice_a_day_is_gone_with_its_rule() -> None:
    # The second demo of the day is over the limit: it adds no points, yet it would raise the hand on its own. Without
    # the rule neither does. The rule of forms takes nothing over.
    demos = [
        {"lead_id": "a", "occurred_at": day(1, second), "activity_type": "demo_request", "direction": "inbound"}
        for second in (0, 60)
    ]
    company = Company(leads=[{"lead_id": "a", "created_at": day(0)}], activities=demos)
    demo = {"name": "demo", "activity_type": ["demo_request"], "points": 1, "limit": "1/day", "hand_raise": True}
    form = {"name": "form", "activity_type": ["form_submit"], "points": 5, "limit": "1/day", "hand_raise": True}
    behaviour = [{**demo, "kind": "intent"}, {**form, "kind": "intent"}]
    scoring = {"fit": [], "behaviour": behaviour, "threshold": 50, "fit_floor": "none"}
    shot = built(company, {"stages": {"derive": [], "meaningful": []}, "scoring": scoring})
    frame = metrics.rule_hygiene(shot, Scope()).set_index("rule")
    assert frame["fired"].to_dict() == {"demo": 1, "form": 0}
    assert frame["mqls_without"].to_dict() == {"demo": 0, "form": 1}
    assert frame["resting"].to_dict() == {"demo": 1.0, "form": 0.0}
