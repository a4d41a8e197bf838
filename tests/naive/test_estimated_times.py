"""The naive times checked by hand where moments are estimated: counts count them, medians and curves do not."""

from __future__ import annotations

from typing import Any

import pytest

from .company import Company, Row
from .episodes import SECOND
from .histories import T0, day, moved
from .response import arrivals, response_by_person, response_curve, time_to_first_touch
from .sales_stories import RULES, agreed, called, given, sold, when
from .service_levels import promise_cases, sla, sla_by_person, sla_trend

START = when("tue 9:00")
LATER = day(60)
EXITS = ["recycled", "postponed", "disqualified", "lost"]
CONVERT: Row = {
    "name": "convert",
    "start": "sales_lead",
    "keep": ["opportunity", *EXITS],
    "clock": "wall",
    "target_minutes": {"otherwise": 10_080},
}


def leads(*names: str) -> Company:
    return sold(leads=[{"lead_id": name, "created_at": T0} for name in names])


def times(company: Company, *names: str, metric: Any = sla, promise: Row = CONVERT) -> list[tuple[Any, ...]]:
    """Give the counts and the times of the only promise, row by row."""
    rows = metric(company, RULES, agreed(promise), as_of=LATER)
    return [tuple(row[name] for name in (*names, "due", "kept", "p50_minutes", "p95_minutes")) for row in rows]


def converting() -> Company:
    """Write the field's three sales leads, converted after 1, 3 and 6 days; the start of the last is estimated."""
    company = leads("a", "b", "c")
    for name, after in (("a", 1), ("b", 3), ("c", 6)):
        start = moved("sales_lead", day(4), estimated=name == "c", of=name)
        company.stage_changes += [start, moved("opportunity", day(4 + after), of=name)]
    return company


def test_a_promise_from_an_estimated_start_is_counted_and_not_timed() -> None:
    assert times(converting()) == [(3, 3, 1_440.0, 4_320.0)]
    assert times(converting(), metric=sla_trend)[0] == (3, 3, 1_440.0, 4_320.0)


def test_nor_is_one_to_an_estimated_stop_unless_something_kept_it_in_that_second() -> None:
    def found(*stops: Row) -> tuple[Any, ...]:
        company = sold(moved("sales_lead", day(4)), *stops)
        return times(company)[0]

    rough, out = moved("opportunity", day(5), estimated=True), moved("lost", day(5), estimated=True)
    assert found(rough) == (1, 1, None, None)
    assert found(out) == (1, 1, None, None)
    assert found(rough, moved("opportunity", day(5))) == (1, 1, 1_440.0, 1_440.0)
    assert found(rough, out) == (1, 1, None, None)
    assert found(rough, moved("lost", day(5))) == (1, 1, 1_440.0, 1_440.0)
    # What comes after the stop, or keeps nothing, makes it no more certain.
    assert found(rough, moved("lost", day(5, 1))) == (1, 1, None, None)
    # Never stopped is infinite: that it is known to have started then is enough.
    assert found() == (1, 0, None, None)
    known = converting()
    known.stage_changes = [row for row in known.stage_changes if row["lead_id"] != "b" or row["stage"] != "opportunity"]
    assert times(known) == [(3, 2, 1_440.0, None)]


def test_a_touch_in_the_second_of_an_estimated_stage_stops_at_a_known_moment() -> None:
    promise = {**CONVERT, "keep": ["touch", "opportunity"]}
    company = sold(moved("sales_lead", day(4)), moved("opportunity", day(5), estimated=True))
    assert times(company, promise=promise) == [(1, 1, None, None)]
    company.activities.append(called(day(5)))
    assert times(company, promise=promise) == [(1, 1, 1_440.0, 1_440.0)]


def test_an_owners_clock_that_starts_later_starts_at_a_known_moment() -> None:
    company = sold(moved("sales_lead", day(4), estimated=True), moved("opportunity", day(6)))
    company.assignments = [given("ana", day(1)), given("ben", day(5))]
    assert times(company) == [(1, 1, None, None)]
    # Ana handed it on in time (withdrawn); ben had it for a day.
    found = times(company, "person", "withdrawn", metric=sla_by_person)
    assert found == [("ana", 1, 0, 0, None, None), ("ben", 0, 1, 1, 1_440.0, 1_440.0)]
    # Given in the start's own second ben's clock starts with the promise.
    company.assignments[1] = given("ben", day(4))
    assert times(company, "person", metric=sla_by_person) == [("ben", 1, 1, None, None)]


def test_a_hand_over_that_is_an_estimated_mql_is_an_estimated_start() -> None:
    company = sold(moved("mql", START, estimated=True), activities=[called(when("tue 9:10"))])
    assert times(company, promise={}) == [(1, 1, None, None)]
    # A hand-over that was made, and a contact, are known to the second.
    assigned = sold(*company.stage_changes, assignments=[given("ana", START)], activities=company.activities)
    assert times(assigned, promise={}) == [(1, 1, 10.0, 10.0)]
    talked = sold(*company.stage_changes, activities=[called(when("tue 9:10"), "connected")])
    promise = {**CONVERT, "start": "contact", "keep": ["sales_lead", *EXITS]}
    talked.stage_changes.append(moved("sales_lead", when("tue 9:30")))
    assert times(talked, promise=promise) == [(1, 1, 20.0, 20.0)]
    (row,) = promise_cases(company, RULES, agreed({}), as_of=LATER)
    assert (row["started_at"], row["stop_at"]) == (START, when("tue 9:10"))


# Response


def answered() -> Company:
    """Write the field's three MQLs, touched after 4, 30 and 4 minutes; only that of the second is known."""
    company = leads("a", "b", "c")
    for name, minutes in (("a", 4), ("b", 30), ("c", 4)):
        company.stage_changes.append(moved("mql", START, estimated=name != "b", of=name))
        company.activities.append(called(START + minutes * 60 * SECOND, of=name))
    return company


def test_an_estimated_start_is_in_no_curve_and_no_median_and_in_every_count() -> None:
    rows = time_to_first_touch(answered(), RULES, agreed(), as_of=LATER)
    assert [(row["minute"], row["cases"], row["p50_minutes"]) for row in rows] == [(0, 1, 30.0), (30, 1, 30.0)]
    (row,) = response_by_person(answered(), RULES, agreed(), as_of=LATER)
    assert (row["hand_overs"], row["touched"], row["p50_minutes"]) == (3, 3, 30.0)
    (row,) = [row for row in arrivals(answered(), RULES, agreed(), as_of=LATER) if row["hand_overs"]]
    assert (row["hand_overs"], row["p50_minutes"]) == (3, 30.0)
    curve = {row["bucket"]: row["leads"] for row in response_curve(answered(), RULES, agreed(), as_of=LATER)}
    assert (curve["le_5m"], curve["10_30m"]) == (2, 1)
    # A creation and a form are known to the second, whatever the MQL is.
    rows = time_to_first_touch(answered(), RULES, agreed(start="created"), as_of=LATER)
    assert {row["cases"] for row in rows} == {3}
    assigned = answered()
    assigned.assignments = [given("ana", START, name) for name in "abc"]
    assert {row["cases"] for row in time_to_first_touch(assigned, RULES, agreed(), as_of=LATER)} == {3}


@pytest.mark.parametrize(
    ("changes", "cases"),
    [
        ([("lost", "tue 9:10", True)], 0),
        ([("lost", "tue 9:10", False)], 1),
        ([("sales_lead", "tue 9:10", True)], 0),
        ([("sales_lead", "tue 9:10", False)], 1),
        # It left when it went on: what came then does not matter, nor in one second.
        ([("sales_lead", "tue 9:10", False), ("lost", "tue 9:20", True)], 1),
        ([("sales_lead", "tue 9:10", True), ("lost", "tue 9:20", False)], 0),
        ([("sales_lead", "tue 9:10", False), ("lost", "tue 9:10", True)], 1),
        # A customer since Monday begins again.
        ([("customer", "mon 1:00", False), ("mql", "wed 9:10", True)], 0),
        ([("customer", "mon 1:00", False), ("mql", "wed 9:10", False)], 1),
    ],
)
def test_who_left_untouched_at_an_estimated_moment_is_in_no_curve(
    changes: list[tuple[str, str, bool]], cases: int
) -> None:
    rows = [moved(stage, when(at), estimated=rough) for stage, at, rough in changes]
    company = sold(*rows, assignments=[given("ana", START)])
    found = {row["cases"] for row in time_to_first_touch(company, RULES, agreed(), as_of=LATER)}
    assert found == ({cases} if cases else set())
    # Touched, it is in the curve, however it left.
    company.activities.append(called(when("tue 9:05")))
    assert {row["cases"] for row in time_to_first_touch(company, RULES, agreed(), as_of=LATER)} == {1}
