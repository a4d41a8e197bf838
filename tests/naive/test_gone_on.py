"""The naive going on checked by hand: somebody spoke to a lead, and nobody wrote it down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from .company import Company, Row
from .histories import T0, moved
from .ladders import at_risk, escalations
from .response import cases, response_curve
from .sales_stories import RULES, agreed, called, given, rang, sold, when
from .service_levels import promise_cases, sla, sla_by_person
from .waiting import never_touched, time_to_first_touch, waits

START = when("tue 9:00")
HANDED = given("ana", START)
LATER = when("sun 0:00", 4)
LADDER: Row = {"ladder": [{"after_minutes": minutes, "to": ["owner"]} for minutes in (-60, 60, 300)]}


def went(stage: str, at: str) -> Row:
    return moved(stage, when(at))


def state(*changes: Row, touch: str | None = None, as_of: str = "sun 0:00", **promise: Any) -> str:
    """Say what became of a first touch promised on Tuesday at 9:00, due at 13:00."""
    company = sold(*changes, assignments=[HANDED], activities=[called(when(touch))] if touch else [])
    (row,) = promise_cases(company, RULES, agreed(promise), as_of=when(as_of))
    assert row["due_at"] == when("tue 13:00")
    found: str = row["state"]
    return found


def customer_never_touched() -> Company:
    """Write the field's two leads: ana's became a customer an hour after the hand-over, bo was called weeks later."""
    company = sold(leads=[{"lead_id": name, "created_at": T0} for name in ("l", "bo")])
    company.stage_changes = [moved("mql", START), went("customer", "tue 10:00")]
    company.assignments = [HANDED]
    company.activities = [called(when("tue 9:00", 6), of="bo")]
    return company


def test_a_customer_whom_nobody_touched_is_not_at_risk() -> None:
    company, agreement = customer_never_touched(), agreed(LADDER)
    (row,) = sla(company, RULES, agreement)
    assert [row[name] for name in ("due", "withdrawn", "overdue", "past_due_now")] == [0, 1, 0, 0]
    assert at_risk(company, RULES, agreement) == []
    assert escalations(company, RULES, agreement) == []
    (row,) = never_touched(company, RULES, agreement)
    assert tuple(row.values()) == ("gone_on", None, 1, 1.0)


# Promises


def test_who_went_on_by_the_due_moment_has_it_withdrawn_and_later_broken() -> None:
    assert state(went("sales_lead", "tue 13:00")) == "withdrawn"
    assert state(went("sales_lead", "tue 13:00:01")) == "broken"
    assert state(went("opportunity", "tue 9:00")) == "withdrawn"
    # Withdrawn at once, not only when it would have been due; and until it went on it was running, or overdue.
    assert state(went("customer", "tue 10:00"), as_of="tue 10:00") == "withdrawn"
    assert state(went("customer", "tue 10:00"), as_of="tue 9:59:59") == "running"
    assert state(went("customer", "wed 10:00"), as_of="wed 9:59:59") == "overdue"


def test_who_was_a_sales_lead_before_the_start_does_not_go_on_after_it() -> None:
    early = went("sales_lead", "mon 9:00")
    assert state(early) == "overdue"
    assert state(early, went("customer", "tue 10:00")) == "overdue"


def test_a_touch_after_going_on_is_the_stop_all_the_same() -> None:
    on = went("sales_lead", "tue 12:00")
    assert state(on, touch="tue 13:00") == "kept"
    assert state(on, touch="tue 13:00:01") == "withdrawn"
    assert state(went("sales_lead", "tue 13:30"), touch="tue 14:00") == "broken"
    company = sold(went("sales_lead", "tue 13:30"), assignments=[HANDED], activities=[called(when("tue 14:00"))])
    (row,) = sla(company, RULES, agreed({}))
    assert (row["broken"], row["p50_minutes"]) == (1, 300.0)
    # Kept an hour before it is due counts as running until then, withdrawn does not.
    kept = sold(on, assignments=[HANDED], activities=[called(when("tue 12:30"))])
    found = [sla(kept, RULES, agreed({}), as_of=when(at))[0] for at in ("tue 12:15", "tue 12:30", "tue 13:00")]
    names = ("withdrawn", "running", "kept")
    assert [[row[name] for name in names] for row in found] == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


def test_no_lead_is_withdrawn_only_before_it_is_due_whether_or_not_it_had_gone_on() -> None:
    spam = moved("disqualified", when("tue 12:30"), "duplicate")
    assert state(went("sales_lead", "tue 12:00"), spam) == "withdrawn"
    late = moved("disqualified", when("tue 14:00"), "duplicate")
    assert state(went("sales_lead", "tue 13:30"), late) == "broken"
    assert state(late) == "broken"


def test_only_what_a_touch_or_a_contact_alone_keeps_is_left_by_going_on() -> None:
    on = went("sales_lead", "tue 12:00")
    assert state(on, keep=["touch", "sales_lead"]) == "kept"
    assert state(on, keep=["touch", "lost"]) == "overdue"
    company = sold(on, assignments=[HANDED], activities=[rang(when("mon 9:00"))])
    (row,) = promise_cases(company, RULES, agreed({"keep": ["touch", "contact"], "start": "new_name"}), as_of=LATER)
    assert (row["stop_at"], row["gone_on_at"]) == (when("mon 9:00"), when("tue 12:00"))


def test_no_notice_comes_at_or_after_going_on() -> None:
    def sent(*changes: Row, touch: str | None = None) -> list[datetime]:
        company = sold(*changes, assignments=[HANDED], activities=[called(when(touch))] if touch else [])
        return [row["at"] for row in escalations(company, RULES, agreed(LADDER), as_of=LATER)]

    noon, two = when("tue 12:00"), when("tue 14:00")
    assert sent() == [noon, two, when("tue 18:00")]
    assert sent(went("sales_lead", "tue 12:00")) == []
    assert sent(went("sales_lead", "tue 12:00:01")) == [noon]
    # Neither after going on, nor after the stop, whichever is first.
    assert sent(went("sales_lead", "tue 13:30"), touch="tue 17:00") == [noon]
    assert sent(went("sales_lead", "tue 17:00"), touch="tue 13:30") == [noon]
    assert sent(went("sales_lead", "mon 9:00")) == [noon, two, when("tue 18:00")]


# Owners


def by_person(*changes: Row, owners: list[Row], touch: str | None = None) -> list[tuple[Any, ...]]:
    company = sold(*changes, assignments=[HANDED, *owners], activities=[called(when(touch))] if touch else [])
    rows = sla_by_person(company, RULES, agreed({}), as_of=LATER)
    return [tuple(row[name] for name in ("person", "kept", "withdrawn", "broken")) for row in rows]


def test_who_holds_it_when_it_goes_on_is_left_and_nobody_after() -> None:
    on = went("sales_lead", "tue 12:00")
    assert by_person(on, owners=[]) == [("ana", 0, 1, 0)]
    assert by_person(on, owners=[given("ben", when("tue 12:00:01"))]) == [("ana", 0, 1, 0)]
    # Given in the very second: ana handed it on, ben (due at 16:00) was left.
    assert by_person(on, owners=[given("ben", when("tue 12:00"))]) == [("ana", 0, 1, 0), ("ben", 0, 1, 0)]
    # Ana, due at 13:00, handed it on at 13:30; ben's clock was due at 17:30.
    late = went("sales_lead", "tue 17:30")
    assert by_person(late, owners=[given("ben", when("tue 13:30"))]) == [("ana", 0, 0, 1), ("ben", 0, 1, 0)]
    later = went("sales_lead", "tue 17:30:01")
    assert by_person(later, owners=[given("ben", when("tue 13:30"))]) == [("ana", 0, 0, 1), ("ben", 0, 0, 1)]


def test_a_touch_after_going_on_is_that_of_who_still_holds_it() -> None:
    on = went("sales_lead", "tue 12:00")
    assert by_person(on, owners=[], touch="tue 12:45") == [("ana", 1, 0, 0)]
    # Handed on between: ben has no clock, and ana's was left, not stopped.
    assert by_person(on, owners=[given("ben", when("tue 12:30"))], touch="tue 12:45") == [("ana", 0, 1, 0)]
    assert by_person(on, owners=[given("ben", when("tue 12:45"))], touch="tue 12:45") == [("ana", 0, 1, 0)]
    assert by_person(on, owners=[given("ben", when("tue 12:45:01"))], touch="tue 12:45") == [("ana", 1, 0, 0)]


# Response


def test_an_untouched_lead_that_went_on_waits_no_more() -> None:
    horizon: dict[str, Any] = {"horizon_days": {"contact": 7}}

    def bucket(*changes: Row, as_of: str = "wed 9:00") -> str:
        company = sold(*changes, assignments=[HANDED])
        (row,) = cases(company, RULES, agreed(**horizon), as_of=when(as_of))
        found: str = row["bucket"]
        return found

    on = went("sales_lead", "tue 12:00")
    assert [bucket(on, as_of=at) for at in ("tue 11:59:59", "tue 12:00")] == ["waiting", "never"]
    assert bucket(went("sales_lead", "mon 9:00")) == "waiting"
    assert bucket(on, moved("disqualified", when("tue 13:00"), "duplicate")) == "not_a_lead"
    (row,) = cases(sold(on, assignments=[HANDED], activities=[called(when("mon 9:00"))]), RULES, agreed(**horizon))
    assert row["bucket"] == "before"
    # In the rates it is one that was never touched; the outcome came after the start and counts.
    rows = response_curve(sold(on, assignments=[HANDED]), RULES, agreed(), as_of=LATER)
    assert [(row["leads"], row["qualified"]) for row in rows if row["bucket"] == "never"] == [(1, 1)]


def test_the_untouched_that_went_on_are_told_as_such_whatever_came_then() -> None:
    names = ("a", "b", "c", "d", "e")
    company = sold(leads=[{"lead_id": name, "created_at": T0} for name in names])
    company.assignments = [given("ana", START, name) for name in names]
    on = [moved("sales_lead", when("tue 12:00"), of=name) for name in ("a", "b", "c")]
    left = [moved("lost", when("wed 9:00"), "price", of=name) for name in ("a", "d")]
    spam = moved("disqualified", when("wed 9:00"), "duplicate", of="b")
    company.stage_changes = [*on, *left, spam]
    rows = never_touched(company, RULES, agreed(), as_of=LATER)
    assert [tuple(row.values()) for row in rows] == [
        ("gone_on", None, 3, 0.6),
        ("lost", "price", 1, 0.2),
        (None, None, 1, 0.2),
    ]
    before = never_touched(company, RULES, agreed(), as_of=when("tue 11:59:59"))
    assert [tuple(row.values()) for row in before] == [(None, None, 5, 1.0)]


def test_in_the_curve_it_left_when_it_went_on() -> None:
    company = sold(went("sales_lead", "tue 9:03"), went("lost", "tue 9:10"), assignments=[HANDED])
    rows = time_to_first_touch(company, RULES, agreed(), as_of=LATER)
    assert [(row["minute"], row["left"], row["waiting"]) for row in rows] == [(0, 0, 1), (3, 1, 0)]
    touched = sold(went("sales_lead", "tue 9:03"), assignments=[HANDED], activities=[called(when("tue 9:05"))])
    rows = time_to_first_touch(touched, RULES, agreed(), as_of=LATER)
    assert [(row["minute"], row["touched"], row["left"]) for row in rows] == [(0, 0, 0), (5, 1, 0)]
    # Where the time went is another question: it runs to the end.
    (row,) = waits(company, RULES, agreed(), as_of=LATER)
    assert row["total_hours"] == pytest.approx(33 + 10 / 60)
