"""Leads that went on untouched, and data that tell nothing of touches or contacts: no evidence is not failure."""

from __future__ import annotations

import pandas as pd
import pytest

from leaddash import metrics
from leaddash.metrics import registry
from leaddash.scope import Scope
from tests.metrics.small import VISIT, Told, row

GONE_ON = {
    "leads": "lead_id created_at\na 2026-01-05T08:00Z\nb 2026-01-05T08:00Z",
    "assignments": "lead_id person_id assigned_at\na s1 2026-01-05T09:00Z",
    "stage_changes": "lead_id stage entered_at\na mql 2026-01-05T09:00Z\na customer 2026-01-05T10:00Z",
}


def test_who_went_on_untouched_owes_nothing_and_nobody_is_told(told: Told) -> None:
    shot = told(**GONE_ON, activities=VISIT.format("b 2026-02-20T09:00Z"))
    promise = row(metrics.sla(shot, Scope()), promise="first_touch")
    assert (promise["withdrawn"], promise["due"], promise["overdue"]) == (1, 0, 0)
    assert metrics.at_risk(shot, Scope()).empty
    assert metrics.escalations(shot, Scope()).empty
    untouched = metrics.never_touched(shot, Scope())
    assert untouched[["exit", "leads"]].values.tolist() == [["gone_on", 1]]
    assert untouched["reason"].isna().all()
    assert len(registry.cases(shot, Scope(), "never_touched", figure="untouched", exit="gone_on")) == 1
    assert row(metrics.response_curve(shot, Scope()), bucket="never")["leads"] == 1


@pytest.mark.parametrize("rows", ["", "\nb 2026-02-20T09:00Z page_view inbound - -"])
def test_without_a_person_in_any_activity_nothing_is_said_of_touches(told: Told, rows: str) -> None:
    shot = told(**GONE_ON, activities="lead_id occurred_at activity_type direction person_id outcome" + rows)
    for name in ("response_curve", "response_curve_adjusted", "time_to_first_touch", "never_touched", "at_risk"):
        assert registry.find(name)(shot, Scope()).empty
        assert registry.cases(shot, Scope(), name).empty
        assert registry.find(name)(shot, Scope(by="source")).empty
    for name in ("sla", "sla_by_person", "sla_trend", "escalations"):
        assert "first_touch" not in set(registry.find(name)(shot, Scope())["promise"])
    assert metrics.waits(shot, Scope()).iloc[0].isna().tolist() == [False, True, True, True, True, True]
    assert metrics.arrivals(shot, Scope())["p50_minutes"].isna().all()
    person = metrics.response_by_person(shot, Scope()).iloc[0]
    assert person["hand_overs"] == 1
    assert pd.isna(person["touched"])
    assert not shot.knows_touches


def test_without_anybody_who_got_through_nothing_is_said_of_contacts(told: Told) -> None:
    rules = {
        "promises": [{"name": "talk", "start": "hand_over", "keep": ["contact"], "target_minutes": {"otherwise": 5}}]
    }
    shot = told(rules, **GONE_ON, activities=VISIT.format("b 2026-02-20T09:00Z"))
    for name in ("response_curve", "response_by_person", "response_curve_adjusted"):
        frame = registry.find(name)(shot, Scope())
        assert len(frame)
        assert frame[[one for one in frame if one.startswith("contact")]].isna().all(axis=None)
    assert metrics.response_curve(shot, Scope())["qualify_leads"].notna().all()
    assert metrics.sla(shot, Scope()).empty
