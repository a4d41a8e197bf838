"""The naive ladders checked by hand: what is at risk, and whom each step told."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given as given_any

from tests.long import examples

from .company import Company, Row, default_as_of
from .histories import T0, Cut, moved, rule_sets
from .ladders import RISK, at_risk, escalations
from .sales_histories import companies, cuts, to_agreement
from .sales_settings import settings as agreements
from .sales_stories import RULES, agreed, called, given, sold, when
from .service_levels import promise_cases

START = when("tue 9:00")
HANDED = given("ana", START)
LADDER: Row = {
    "ladder": [
        {"after_minutes": 60, "to": ["owner", "manager"]},
        {"after_minutes": -60, "to": ["owner"]},
        {"after_minutes": 300, "to": ["executive"]},
    ]
}


def sent(company: Company, *promises: Row, **asked: Any) -> list[tuple[Any, ...]]:
    rows = escalations(company, RULES, agreed(*promises or (LADDER,)), **{"as_of": when("sun 0:00"), **asked})
    return [(row["at"], row["step"], row["to_role"], row["person_id"]) for row in rows]


def risks(company: Company, as_of: datetime, *promises: Row, **asked: Any) -> list[Row]:
    return at_risk(company, RULES, agreed(*promises or (LADDER,)), as_of=as_of, **asked)


# escalations


def test_each_step_tells_its_addressees_in_the_clock_of_the_promise() -> None:
    # Due at 13:00; an hour before 12:00, an hour after 14:00, five working hours after 18:00.
    assert sent(sold(assignments=[HANDED])) == [
        (when("tue 12:00"), 2, "owner", "ana"),
        (when("tue 14:00"), 1, "manager", "mia"),
        (when("tue 14:00"), 1, "owner", "ana"),
        (when("tue 18:00"), 3, "executive", "eve"),
    ]
    # On the wall the third comes at 18:00 as well; handed over on Friday it does not wait for Monday.
    late = sold(assignments=[given("ana", when("fri 14:00"))])
    wall = sent(late, {**LADDER, "clock": "wall"}, as_of=when("sun 0:00", 1))
    assert [at for at, *_ in wall][-1] == when("fri 23:00")
    # Due at 18:00; one working hour later is Monday 10:00.
    assert sent(late, as_of=when("sun 0:00", 1))[1][0] == when("mon 10:00", 1)


def test_nothing_is_sent_at_or_after_the_stop_or_the_leave() -> None:
    touched = [sold(assignments=[HANDED], activities=[called(when(at))]) for at in ("tue 14:00", "tue 14:00:01")]
    assert [len(sent(company)) for company in touched] == [1, 3]
    left = [sold(moved("lost", when(at)), assignments=[HANDED]) for at in ("tue 12:00", "tue 12:00:01")]
    assert [len(sent(company)) for company in left] == [0, 1]


def test_a_notice_belongs_to_the_period_of_its_own_moment_and_to_what_was_known() -> None:
    company = sold(assignments=[HANDED])
    assert len(sent(company, since=when("tue 12:00:01"), until=when("tue 18:00"))) == 2
    assert [len(sent(company, as_of=when(at))) for at in ("tue 11:59:59", "tue 12:00")] == [0, 1]


def test_nobody_is_told_of_a_promise_not_yet_made() -> None:
    # Due four hours after the start; a step four hours before it comes at the start, one earlier never.
    company = sold(assignments=[HANDED])
    steps = [{"after_minutes": minutes, "to": ["owner"]} for minutes in (-240.5, -239)]
    assert sent(company, {"ladder": steps}) == [(when("tue 9:01"), 2, "owner", "ana")]
    # In working time four hours back from 13:00 is the evening before: the earliest moment with that much work.
    assert sent(company, {"ladder": [{"after_minutes": -240, "to": ["owner"]}]}) == []
    at_start = {"clock": "wall", "ladder": [{"after_minutes": -240, "to": ["owner"]}]}
    assert sent(company, at_start) == [(START, 1, "owner", "ana")]


def test_the_owner_is_who_holds_the_lead_then_on_the_clock_of_who_held_it_at_the_start() -> None:
    company = sold(assignments=[HANDED, given("ben", when("tue 14:00"))])
    # Ben has no manager, and his hours (from noon) move nothing.
    assert sent(company)[:2] == [(when("tue 12:00"), 2, "owner", "ana"), (when("tue 14:00"), 1, "owner", "ben")]
    nobody = {**LADDER, "start": "mql"}
    assert sent(sold(moved("mql", START)), nobody) == [(when("tue 18:00"), 3, "executive", "eve")]


# at_risk


def test_open_promises_are_told_with_the_time_left_and_the_next_notice() -> None:
    (row,) = risks(sold(assignments=[HANDED]), when("tue 12:00"))
    assert list(row) == list(RISK)
    assert [row[name] for name in ("owner", "started_at", "due_at", "minutes_left")] == [
        "ana",
        START,
        when("tue 13:00"),
        60.0,
    ]
    # The notice of 12:00 has been sent; the next one comes at 14:00.
    assert (row["next_notice_at"], row["next_notice_to"]) == (when("tue 14:00"), "owner, manager")
    (row,) = risks(sold(assignments=[HANDED]), when("tue 18:00"))
    assert (row["minutes_left"], row["next_notice_at"], row["next_notice_to"]) == (-300.0, None, None)
    # The night costs nothing in working time.
    assert risks(sold(assignments=[HANDED]), when("wed 9:00"))[0]["minutes_left"] == -300.0
    (row,) = risks(sold(assignments=[HANDED]), when("wed 9:00"), {**LADDER, "clock": "wall"})
    assert row["minutes_left"] == -1_200.0


def test_an_open_promise_tells_its_tier_and_whom_of_those_there_are_its_ladder_told_last() -> None:
    def last(clock: str, owner: str = "ana") -> tuple[Any, ...]:
        (row,) = risks(sold(assignments=[given(owner, START)]), when(clock))
        assert row["tier"] is None
        return row["told_at"], row["told_to"]

    assert last("tue 11:59") == (None, None)
    assert last("tue 12:00") == last("tue 13:59") == (when("tue 12:00"), "owner")
    assert last("tue 14:00") == (when("tue 14:00"), "owner, manager")
    assert last("wed 9:00") == (when("tue 18:00"), "executive")
    # Nobody is written down as the manager of a stranger.
    assert last("tue 14:00", "stranger") == (when("tue 14:00"), "owner")
    hot = {**LADDER, "target_minutes": {"otherwise": 240, "hot": 60}}
    asks = {**called(START - timedelta(hours=1)), "activity_type": "demo_request", "direction": "inbound"}
    (row,) = risks(sold(assignments=[HANDED], activities=[asks]), when("tue 9:30"), hot)
    assert (row["tier"], row["due_at"]) == ("hot", when("tue 10:00"))


def test_what_was_touched_or_left_is_not_at_risk_and_the_owner_is_who_holds_it_now() -> None:
    owners = [HANDED, given("ben", when("tue 10:00"))]
    (row,) = risks(sold(assignments=owners), when("tue 10:00"))
    assert (row["owner"], row["due_at"]) == ("ben", when("tue 13:00"))
    assert risks(sold(assignments=owners, activities=[called(when("tue 10:00"))]), when("tue 10:00")) == []
    assert risks(sold(moved("lost", when("tue 10:00")), assignments=owners), when("tue 10:00")) == []
    # Filters and slices go by who held it at the start.
    found = risks(sold(assignments=owners), when("tue 10:00"), filters={"person": ["ana"]}, by="team")
    assert [(row["team"], row["owner"]) for row in found] == [("north", "ben")]


def test_the_least_time_left_comes_first_and_the_period_does_not_matter() -> None:
    names = ("a", "b", "c")
    company = sold(leads=[{"lead_id": name, "created_at": T0} for name in names])
    hours = zip(names, ("tue 11:00", "tue 10:00", "tue 10:00"), strict=True)
    company.assignments = [given("ana", when(at), name) for name, at in hours]
    rows = risks(company, when("tue 12:00"), since=when("sat 0:00"), until=when("sun 0:00"))
    assert [(row["lead_id"], row["minutes_left"]) for row in rows] == [("b", 120.0), ("c", 120.0), ("a", 180.0)]


def unassigned(*changes: Row, activities: list[Row] | None = None) -> Company:
    """Write the lead `l`, never given to anybody, in a company in which `other` was."""
    found = sold(*changes, leads=[{"lead_id": name, "created_at": T0} for name in ("l", "other")])
    found.assignments = [given("ana", START, "other")]
    found.activities += activities or []
    return found


def test_mqls_nobody_was_given_stand_at_the_end() -> None:
    rows = risks(unassigned(moved("mql", when("mon 10:00"))), when("wed 9:00"))
    assert [(row["lead_id"], row["started_at"], row["owner"], row["promise"]) for row in rows] == [
        ("other", START, "ana", "first_touch"),
        ("l", when("mon 10:00"), None, None),
    ]
    assert rows[1] == {**dict.fromkeys(RISK), "lead_id": "l", "started_at": when("mon 10:00")}
    # Nobody is the person who holds it; in slices each has its own end.
    found = risks(unassigned(moved("mql", START)), when("wed 9:00"), filters={"person": [None]})
    assert [row["lead_id"] for row in found] == ["l"]
    sliced = risks(unassigned(moved("mql", START)), when("wed 9:00"), by="person")
    assert [(row["person"], row["lead_id"]) for row in sliced] == [("ana", "other"), (None, "l")]


def test_mqls_nobody_was_given_stand_in_the_order_of_their_starts() -> None:
    names = ("z", "b", "a")
    company = sold(leads=[{"lead_id": name, "created_at": T0} for name in (*names, "other")])
    company.assignments = [given("ana", START, "other")]
    hours = zip(names, ("mon 9:00", "tue 9:00", "tue 9:00"), strict=True)
    company.stage_changes = [moved("mql", when(at), of=name) for name, at in hours]
    assert [row["lead_id"] for row in risks(company, when("wed 9:00"))] == ["other", "z", "a", "b"]


def named(company: Company, as_of: str = "wed 9:00") -> list[tuple[str, datetime]]:
    """List the MQLs nobody was given, each with its start."""
    rows = risks(company, when(as_of))
    return [(row["lead_id"], row["started_at"]) for row in rows if row["promise"] is None]


def test_an_mql_touched_out_or_given_is_not_one_nobody_was_given() -> None:
    mql = moved("mql", START)
    assert named(unassigned(mql)) == [("l", START)]
    assert named(unassigned(mql), "tue 8:59:59") == []
    assert named(unassigned(moved("target", START))) == []
    assert named(unassigned(mql, activities=[called(when("mon 9:00"))])) == []
    assert named(unassigned(mql, moved("lost", when("tue 10:00")))) == []
    # Back again at mql, and given only before it left: nobody was given this pass.
    back = unassigned(mql, moved("recycled", when("tue 10:00")), moved("mql", when("tue 11:00")))
    back.assignments.append(given("ana", when("tue 10:00")))
    assert named(back) == [("l", when("tue 11:00"))]
    # As of Tuesday 8:59 nobody had been given anything, but the snapshot knows of assignments.
    assert named(unassigned(moved("mql", when("mon 9:00"))), "tue 8:59:00") == [("l", when("mon 9:00"))]
    assert risks(sold(mql), when("tue 9:00"))[0]["promise"] == "first_touch"


def test_who_went_on_is_no_mql_nobody_was_given() -> None:
    # The field's three: a customer and a sales lead stood at the head of the list.
    for stage in ("customer", "opportunity", "sales_lead"):
        assert named(unassigned(moved(stage, START))) == []
    later = unassigned(moved("mql", START), moved("sales_lead", when("tue 12:00")))
    assert [named(later, at) for at in ("tue 11:59:59", "tue 12:00")] == [[("l", START)], []]
    # Back again above mql it never stood there.
    out = (moved("mql", START), moved("recycled", when("tue 10:00")))
    assert named(unassigned(*out, moved("sales_lead", when("tue 11:00")))) == []


# Whatever the company


@examples(40, "arithmetic")
@given_any(companies(), rule_sets(), agreements(), cuts())
def test_what_was_sent_stays_sent_and_lies_before_stop_and_leave(
    company: Company, rules: Any, chosen: dict[str, Any], cut: Cut
) -> None:
    agreement = to_agreement(rules, chosen)
    now = cut.as_of or default_as_of(company)
    earlier = now - timedelta(days=3)
    rows = escalations(company, rules, agreement, as_of=now)
    then = escalations(company, rules, agreement, as_of=earlier)
    assert all(row["at"] <= now for row in rows)
    assert [row for row in rows if row["at"] <= earlier] == then


@examples(40, "arithmetic")
@given_any(companies(), rule_sets(), agreements(), cuts())
def test_at_risk_lists_each_promise_neither_stopped_nor_left(
    company: Company, rules: Any, chosen: dict[str, Any], cut: Cut
) -> None:
    agreement = to_agreement(rules, chosen)
    cases = promise_cases(company, rules, agreement, **asdict(cut))
    open_ = [row for row in cases if row["stop_at"] is None and row["left_at"] is None]
    rows = [row for row in at_risk(company, rules, agreement, **asdict(cut)) if row["promise"] is not None]
    assert len(rows) == len(open_)
    now = cut.as_of or default_as_of(company)
    assert all((row["minutes_left"] <= 0) == (row["due_at"] <= now) for row in rows)
