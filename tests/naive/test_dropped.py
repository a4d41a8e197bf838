"""The naive `dropped` checked by hand: a reading of the funnel's numbers, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given as given_any

from tests.long import examples

from .company import Company, Row
from .funnel import funnel
from .histories import Cut, day, moved, rule_sets
from .ladders import at_risk, escalations
from .response import response_curve
from .sales_histories import companies, cuts, to_agreement
from .sales_settings import settings as agreements
from .sales_stories import RULES, agreed, called, did, given, sold
from .scoring import replay
from .service_levels import promise_cases, sla
from .waiting import never_touched, time_to_first_touch, waits

DROPPED = replace(RULES, skipped="dropped")
QUALIFY: Row = {
    "name": "qualify",
    "start": "contact",
    "keep": ["sales_lead", "recycled", "postponed", "disqualified", "lost"],
    "clock": "wall",
    "target_minutes": {"otherwise": 10_080},
}


def won_without_a_sales_lead() -> Company:
    """Write the field's customer, who was given, talked to and won without ever having been a sales lead."""
    life = [moved("engaged", day(1)), moved("target", day(1, 3_600)), moved("mql", day(2))]
    life += [moved("opportunity", day(4)), moved("customer", day(19))]
    given_, talked = given("ana", day(3, 9 * 3_600)), called(day(3, 10 * 3_600), "connected")
    return sold(*life, assignments=[given_], activities=[talked])


def test_outcomes_and_promises_use_the_entries_of_the_episode() -> None:
    company, asked = won_without_a_sales_lead(), dict[str, Any](as_of=day(60))
    (row,) = sla(company, DROPPED, agreed(QUALIFY), **asked)
    assert (row["due"], row["kept"], row["overdue"]) == (1, 1, 0)
    assert at_risk(company, DROPPED, agreed(QUALIFY), **asked) == []
    rows = {row["bucket"]: row for row in response_curve(company, DROPPED, agreed(), **asked)}
    assert (rows["30_60m"]["win_leads"], rows["30_60m"]["won"], rows["30_60m"]["qualified"]) == (1, 1, 1)
    # The funnel's own numbers end at mql.
    reached = {row["stage"]: row["entered"] for row in funnel(company, DROPPED, **asked)}
    assert [reached[stage] for stage in ("mql", "sales_lead", "customer")] == [1, 0, 0]


def test_what_follows_a_skipped_sales_lead_proves_nothing_of_a_model_mql() -> None:
    rule: Row = {"name": "x", "activity_type": ["x"], "kind": "intent", "points": 100, "limit": "every"}
    scoring = {"threshold": 100, "fit_cap": "none", "fit_at_least_zero": False, "half_life_days": 0}
    agreement: dict[str, Any] = {"scoring": {**scoring, "fit": [], "behaviour": [rule]}}
    late, early = (sold(moved("opportunity", day(2)), activities=[did(at, "x")]) for at in (day(3), day(1)))
    assert [row["mql_at"] for row in replay(late, DROPPED, agreement)] == [None]
    assert [row["mql_at"] for row in replay(early, DROPPED, agreement)] == [day(1)]


@examples(30, "arithmetic")
@given_any(companies(), rule_sets(), agreements(), cuts())
def test_nothing_of_sales_or_scoring_depends_on_it(
    company: Company, rules: Any, chosen: dict[str, Any], cut: Cut
) -> None:
    agreement, asked = to_agreement(rules, chosen), (cut.since, cut.until, cut.as_of)
    passed, dropped = (replace(rules, skipped=skipped) for skipped in ("passed", "dropped"))
    metrics: list[Any] = [response_curve, time_to_first_touch, never_touched, waits]
    metrics += [promise_cases, sla, at_risk, escalations]
    for metric in metrics:
        assert metric(company, dropped, agreement, *asked) == metric(company, passed, agreement, *asked)
