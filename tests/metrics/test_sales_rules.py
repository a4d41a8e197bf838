"""Response and promises on lives written by hand, with the arithmetic beside them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from leaddash import agreement, metrics
from leaddash.errors import AgreementError
from leaddash.metrics import registry
from leaddash.scope import Scope
from leaddash.snapshots import Snapshot, open_snapshot
from tests.companies import write_csv
from tests.intake import built, fill

NINE = datetime(2026, 3, 2, 8)  # Monday 9:00 in Madrid
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TOUCH = {"name": "first_touch", "start": "hand_over", "keep": ["touch"], "target_minutes": {"otherwise": 60}}
PEOPLE = """person_id,name,role,team,manager_id
p1,Ana,sdr,north,m1
p2,Ben,sdr,south,m1
m1,Mia,manager,north,
x1,Xan,executive,,
"""


@pytest.fixture
def shot(tmp_path: Path) -> Snapshot:
    """Three leads handed to Ana at nine: called after 6 minutes, handed on to Ben and called late, never called."""
    leads = [{"lead_id": name, "created_at": NINE - HOUR} for name in ("a", "b", "c")]
    given = [{"lead_id": name, "person_id": "p1", "assigned_at": NINE} for name in ("a", "b", "c")]
    given.append({"lead_id": "b", "person_id": "p2", "assigned_at": NINE + 90 * MINUTE})
    calls = [
        {"lead_id": "a", "occurred_at": NINE + 6 * MINUTE, "person_id": "p1", "outcome": "connected"},
        {"lead_id": "b", "occurred_at": NINE + 120 * MINUTE, "person_id": "p2", "outcome": "attempted"},
    ]
    calls = [{**row, "activity_type": "call", "direction": "outbound"} for row in calls]
    folder = fill(tmp_path / "data", people=PEOPLE)
    for table, rows in {"leads": leads, "assignments": given, "activities": calls}.items():
        write_csv(folder / f"{table}.csv", list(rows[0]), rows)
    return open_snapshot(built(folder).folder)


def asked(as_of: datetime, **changes: Any) -> Scope:
    rules = agreement.parse({"timezone": "Europe/Madrid", "promises": [TOUCH], **changes})
    return Scope(as_of=as_of, agreement=rules)


def test_a_lead_handed_on_late_is_broken_for_who_held_it_and_kept_for_who_called(shot: Snapshot) -> None:
    # due 10:00 for the lead; Ana hands b on at 10:30, after her due moment; Ben has until 11:30 and calls at 11:00
    scope = asked(NINE + 3 * HOUR)
    owners = metrics.sla_by_person(shot, scope).set_index("person")[["kept", "broken", "overdue", "withdrawn"]]
    assert owners.loc["p1"].to_list() == [1, 1, 1, 0]  # a kept, b broken, c overdue
    assert owners.loc["p2"].to_list() == [1, 0, 0, 0]
    lead = metrics.sla(shot, scope).iloc[0]
    assert (lead["due"], lead["kept"], lead["broken"], lead["overdue"]) == (3, 1, 1, 1)
    assert lead["p50_minutes"] == 120  # 6, 120 and never


def test_a_lead_handed_on_in_time_is_withdrawn_for_who_held_it(shot: Snapshot) -> None:
    day = {**TOUCH, "target_minutes": {"otherwise": 540}}
    owners = metrics.sla_by_person(shot, asked(NINE + 3 * HOUR, promises=[day])).set_index("person")
    assert list(
        registry.cases(shot, asked(NINE + 3 * HOUR, promises=[day]), "sla_by_person", figure="begun")["state"]
    ) == [
        "running",
        "withdrawn",
        "running",
        "running",
    ]
    assert owners["due"].sum() == 0


def test_an_open_promise_tells_how_long_is_left_and_who_hears_next(shot: Snapshot) -> None:
    steps = [{"after_minutes": 0, "to": ["owner"]}, {"after_minutes": 240, "to": ["manager", "executive"]}]
    scope = asked(NINE + 2 * HOUR + 1 * MINUTE, promises=[{**TOUCH, "ladder": steps}])
    row = metrics.at_risk(shot, scope).iloc[0]
    assert (row["lead_id"], row["owner"], row["minutes_left"]) == ("c", "p1", -61)
    assert (row["next_notice_at"], row["next_notice_to"]) == (NINE + 5 * HOUR, "manager, executive")
    sent = metrics.escalations(shot, scope)
    assert list(zip(sent["lead_id"], sent["person_id"], strict=True)) == [("b", "p1"), ("c", "p1")]  # a was called


def test_the_touches_are_counted_minute_by_minute(shot: Snapshot) -> None:
    curve = metrics.time_to_first_touch(shot, asked(NINE + 3 * HOUR)).set_index("minute")
    assert curve.index.to_list() == [0, 6, 120]
    assert curve["touched"].round(6).to_list() == [0, 0.333333, 0.666667]
    assert curve["p50_minutes"].iloc[0] == 120
    assert curve["p75_minutes"].isna().all()


def test_a_calendar_that_is_never_open_is_answered_with_a_sentence(shot: Snapshot) -> None:
    closed = {"default": {"hours": {day: [] for day in ("mon", "tue", "wed", "thu", "fri")}}}
    with pytest.raises(AgreementError, match='"default" is never open'):
        metrics.sla(shot, asked(NINE + 3 * HOUR, calendars=closed))
    on_the_wall = {**TOUCH, "clock": "wall"}
    assert metrics.sla(shot, asked(NINE + 3 * HOUR, calendars=closed, promises=[on_the_wall]))["due"].sum() == 3


def test_without_promises_there_is_nothing_to_keep(shot: Snapshot) -> None:
    scope = asked(NINE + 3 * HOUR, promises=[])
    assert metrics.sla(shot, scope).empty
    assert metrics.sla_by_person(shot, scope).empty
    assert metrics.escalations(shot, scope).empty
    assert metrics.at_risk(shot, scope).empty


def test_a_rule_on_what_reps_fill_in_later_tells_no_leads_apart_before_contact(shot: Snapshot) -> None:
    told = [{"name": "has budget", "column": "budget", "equals": True, "points": 40}]
    rows = metrics.response_curve_adjusted(
        shot, asked(NINE + 3 * HOUR, scoring={"fit": told, "after_contact": ["Budget"]})
    )
    assert rows["contact_covered"].notna().all()
