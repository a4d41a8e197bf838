"""The naive owners' clocks checked by hand: holdings, transfers, and who is left with what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from .company import Company, Row
from .episodes import SECOND
from .histories import moved
from .response import waits
from .sales import Life, holdings, known
from .sales_stories import RULES, agreed, called, given, sold, when
from .service_levels import promise_cases, sla, sla_by_person

START = when("tue 9:00")
HANDED = given("ana", START)


def one_case(company: Company) -> Row:
    (row,) = promise_cases(company, RULES, agreed({}), as_of=when("sun 0:00", 4))
    return row


def by_person(company: Company, as_of: datetime, *names: str) -> list[tuple[Any, ...]]:
    rows = sla_by_person(company, RULES, agreed({}), as_of=as_of, until=when("sun 0:00", 4))
    return [tuple(row[name] for name in ("person", *names)) for row in rows]


def test_a_transfer_moves_nobodys_due_moment_but_starts_the_new_owners_clock() -> None:
    owners = [HANDED, given("ben", when("tue 12:59:59"))]
    company = sold(assignments=owners, activities=[called(when("tue 17:00"))])
    # The lead's clock: due 13:00, touched at 17:00.
    row = one_case(company)
    assert (row["person"], row["due_at"], row["state"]) == ("ana", when("tue 13:00"), "broken")
    # Ana handed it on a second before it was due; ben (12 to 20) had it due at 16:59:59.
    found = by_person(company, when("wed 0:00"), "withdrawn", "broken", "kept", "p50_minutes")
    assert found == [("ana", 1, 0, 0, None), ("ben", 0, 1, 0, pytest.approx(14_401 / 60))]
    # Handed on when it was due is broken; ben, due at 17:00 then, kept it.
    tied = sold(assignments=[HANDED, given("ben", when("tue 13:00"))], activities=company.activities)
    assert by_person(tied, when("wed 0:00"), "withdrawn", "broken", "kept") == [("ana", 0, 1, 0), ("ben", 0, 0, 1)]


def test_a_stop_belongs_to_who_holds_the_lead_in_its_second_and_later_owners_have_no_part() -> None:
    touch = called(when("tue 11:00"))
    tied = sold(assignments=[HANDED, given("ben", when("tue 11:00"))], activities=[touch])
    assert by_person(tied, when("wed 0:00"), "kept", "withdrawn") == [("ana", 0, 1), ("ben", 1, 0)]
    later = sold(assignments=[HANDED, given("ben", when("tue 11:00:01"))], activities=[touch])
    assert by_person(later, when("wed 0:00"), "kept", "withdrawn") == [("ana", 1, 0)]


def test_who_leaves_leaves_the_one_who_holds_it() -> None:
    def left(reason: str) -> list[tuple[Any, ...]]:
        out = moved("disqualified", when("tue 12:00"), reason)
        company = sold(out, assignments=[HANDED, given("ben", when("tue 10:00"))])
        return by_person(company, when("wed 0:00"), "withdrawn", "broken")

    assert left("duplicate") == [("ana", 1, 0), ("ben", 1, 0)]
    assert left("price") == [("ana", 1, 0), ("ben", 0, 1)]


# Given to the one who has it


def only_life(company: Company) -> Life:
    (life,) = known(company, RULES, agreed()).lives
    return life


def test_successive_assignments_to_one_person_are_one_holding() -> None:
    names = ("ana", "ana", "ben", "ben", "ana")
    rows = [given(name, START + place * SECOND) for place, name in enumerate(names)]
    company = sold(assignments=rows)
    assert holdings(only_life(company)) == [(START, "ana"), (START + 2 * SECOND, "ben"), (START + 4 * SECOND, "ana")]
    # In one second the greater person holds: given to ana and to ben at once after ana is a transfer to ben, and
    # to ana and aaron is none.
    both = sold(assignments=[HANDED, given("ben", when("tue 10:00")), given("ana", when("tue 10:00"))])
    assert holdings(only_life(both)) == [(START, "ana"), (when("tue 10:00"), "ben")]
    none = sold(assignments=[HANDED, given("aaron", when("tue 10:00")), given("ana", when("tue 10:00"))])
    assert holdings(only_life(none)) == [(START, "ana")]


def test_given_again_to_the_same_person_nothing_changes_hands() -> None:
    company = sold(assignments=[HANDED, given("ana", when("tue 11:00"))])
    # One clock, due at 13:00.
    assert by_person(company, when("tue 12:00"), "withdrawn", "running", "overdue") == [("ana", 0, 1, 0)]
    assert by_person(company, when("tue 14:00"), "withdrawn", "running", "overdue") == [("ana", 0, 0, 1)]
    # Through somebody else's hands it is another one, due at 15:00.
    back = [HANDED, given("ben", when("tue 10:00")), given("ana", when("tue 11:00"))]
    found = by_person(sold(assignments=back), when("tue 15:00"), "withdrawn", "running", "overdue")
    assert found == [("ana", 1, 0, 1), ("ben", 1, 0, 0)]


def test_three_times_a_day_to_the_same_person_is_one_overdue_promise() -> None:
    # The field's lead: given to A on five days, three times on each, never touched.
    hours = [f"{name} {hour}:00" for name in ("mon", "tue", "wed", "thu", "fri") for hour in (8, 11, 14)]
    company = sold(assignments=[given("ana", when(at, 1)) for at in hours])
    asked = when("fri 17:00", 2)
    assert by_person(company, asked, "due", "overdue", "withdrawn") == [("ana", 1, 1, 0)]
    (row,) = sla(company, RULES, agreed({}), as_of=asked)
    assert (row["due"], row["overdue"]) == (1, 1)


def test_given_again_in_the_next_pass_is_its_hand_over_and_still_the_same_hands() -> None:
    out, back = moved("recycled", when("wed 9:00")), moved("mql", when("thu 9:00"))
    company = sold(out, back, assignments=[HANDED, given("ana", when("thu 10:00"))])
    rows = promise_cases(company, RULES, agreed({}), as_of=when("thu 14:00"))
    assert [(row["episode"], row["started_at"], row["state"]) for row in rows] == [
        (1, START, "broken"),
        (2, when("thu 10:00"), "overdue"),
    ]
    assert by_person(company, when("thu 14:00"), "broken", "overdue", "withdrawn") == [("ana", 1, 1, 0)]
    # A promise from the pass's own mql runs in her hands from there on, not from the assignment.
    rows = sla_by_person(company, RULES, agreed({"start": "mql"}), as_of=when("thu 13:00"))
    assert [(row["person"], row["overdue"], row["withdrawn"]) for row in rows] == [("ana", 1, 0)]


def test_the_time_of_the_last_owner_runs_from_where_their_hands_begin() -> None:
    def hours(*owners: Row, out: tuple[Row, ...] = ()) -> tuple[float, ...]:
        company = sold(*out, assignments=[*owners], activities=[called(when("tue 11:00"))])
        rows = waits(company, RULES, agreed())
        return rows[0]["earlier_owners_hours"], rows[0]["working_hours"]

    # The field's lead: to ana at 9:00 and again at 10:00, touched at 11:00.
    assert hours(HANDED, given("ana", when("tue 10:00"))) == (0, 2)
    assert hours(HANDED, given("ben", when("tue 9:30")), given("ana", when("tue 10:00"))) == (1, 1)
    # Hers since the pass before: not before the hand-over of this one.
    back = (moved("recycled", when("mon 10:00")), moved("mql", when("mon 12:00")))
    assert hours(given("ana", when("mon 11:00")), HANDED, out=back) == (0, 2)
