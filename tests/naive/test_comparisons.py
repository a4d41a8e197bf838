"""The naive comparisons checked by hand: buckets with those answered later, and one person with another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from .company import Company, Row
from .funnel import wilson
from .hand_overs import BUCKETS
from .histories import T0, moved
from .response import response_by_person, response_curve_adjusted
from .sales_stories import RULES, agreed, called, given, sold, when


def rate(row: Row, outcome: str, had: str) -> tuple[int, int, float | None]:
    return row[f"{outcome}_leads"], row[had], row[f"{outcome}_rate"]


def nth(place: int) -> str:
    return f"l{place}"


def adjusted_company() -> tuple[list[Row], Company]:
    """Give four web leads and three event leads to ana: (source, seconds to touch or None, contacted)."""
    plan = [("web", 60, True), ("web", 60, False), ("web", 7_200, False), ("web", None, False)]
    plan += [("event", 60, True), ("event", 7_200, True), ("shop", 60, True)]
    leads: list[Row] = []
    found = sold()
    for place, (source, seconds, talked) in enumerate(plan):
        leads.append({"lead_id": nth(place), "created_at": T0, "source": source})
        found.assignments.append(given("ana", when("tue 9:00"), nth(place)))
        if seconds is not None:
            at = when("tue 9:00") + timedelta(seconds=seconds)
            found.activities.append(called(at, "connected" if talked else "attempted", nth(place)))
    found.leads = leads
    return leads, found


def test_each_bucket_is_compared_with_those_answered_later_in_the_same_strata() -> None:
    rows = {row["bucket"]: row for row in response_curve_adjusted(adjusted_company()[1], RULES, agreed())}
    row = rows["le_5m"]
    # Strata web (4 hand-overs) and event (2); shop has nobody answered later: 6 of 7 hand-overs are covered.
    assert (row["contact_leads"], row["contact_covered"]) == (3, pytest.approx(6 / 7))
    # In five minutes: web 1/2, event 1/1; later: web 0/1, event 1/1. Weighted 4:2: 2/3 against 1/3.
    assert (row["contact_adjusted"], row["contact_later"]) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert row["contact_difference"] == pytest.approx(1 / 3)
    # Nobody was answered after four hours.
    assert (rows["1_4h"]["contact_leads"], rows["1_4h"]["contact_covered"]) == (0, 0.0)
    assert rows["1_4h"]["contact_difference"] is None
    assert list(rows) == list(BUCKETS[:8])


def test_neither_side_of_a_comparison_holds_who_had_the_outcome_before_it_began_to_count() -> None:
    company = adjusted_company()[1]
    company.stage_changes = [moved("sales_lead", when("tue 9:01:01"), of=nth(2))]
    row = response_curve_adjusted(company, RULES, agreed())[0]
    # The only web lead answered later was a sales lead by then: of the seven the two event leads can be compared.
    assert (row["bucket"], row["qualify_leads"], row["qualify_covered"]) == ("le_5m", 1, pytest.approx(2 / 7))
    assert (row["contact_leads"], row["contact_covered"]) == (3, pytest.approx(6 / 7))
    company.stage_changes = [moved("sales_lead", when("tue 9:00:59"), of=nth(0))]
    row = response_curve_adjusted(company, RULES, agreed())[0]
    assert (row["qualify_leads"], row["qualify_covered"]) == (2, pytest.approx(6 / 7))


def test_a_person_is_who_held_the_lead_at_the_start() -> None:
    company = adjusted_company()[1]
    company.assignments[0]["person_id"] = "ben"
    ben = {**given("ben", when("tue 9:00:01"), nth(1))}
    company.assignments.append(ben)
    rows = {row["person"]: row for row in response_by_person(company, RULES, agreed())}
    assert list(rows) == ["ana", "ben"]
    assert [(row["hand_overs"], row["touched"]) for row in rows.values()] == [(6, 5), (1, 1)]
    # Ana: 1, 1, 1, 120, 120 minutes and one unanswered; the third of six is 1 minute.
    assert rows["ana"]["p50_minutes"] == 1.0
    # Without horizons all seven are in the rates; of ana's, event, event and shop had contact.
    assert rate(rows["ana"], "contact", "contacted") == (6, 3, 0.5)
    assert (rows["ana"]["contact_low"], rows["ana"]["contact_high"]) == wilson(3, 6)
    sliced = response_by_person(company, RULES, agreed(), by="source", filters={"team": ["south"]})
    assert [(row["source"], row["person"], row["hand_overs"]) for row in sliced] == [("web", "ben", 1)]
