"""The naive sales checked by hand: hand-overs, touches, rules of behaviour, calendars and slices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from .company import Company, Row
from .fit import fit
from .histories import T0, moved
from .sales import (
    Known,
    arrival_class,
    belongs,
    calendar_of,
    contacts,
    dimensions,
    early,
    entry,
    first_form,
    first_rule,
    hand_over,
    holder_at,
    is_like,
    is_not_a_lead,
    is_touch,
    known,
    passes,
    raised_hand,
    touches,
)
from .sales_settings import SCORING
from .sales_stories import LATE, OFFICE, RULES, agreed, called, did, given, sold, when


def told(company: Company, **response: Any) -> Known:
    return known(company, RULES, agreed(**response))


def handed(company: Company) -> list[datetime | None]:
    (life,) = told(company).lives
    return [hand_over(told(company), life, episode) for episode in life.episodes]


def rule_of(**activity: str | None) -> str | None:
    rule = first_rule(SCORING, activity)
    return rule["name"] if rule else None


# Hand-overs and holders


def test_the_first_assignment_is_the_hand_over_and_later_ones_are_transfers() -> None:
    company = sold(assignments=[given("ben", when("tue 9:00")), given("ana", when("mon 9:00"))])
    assert handed(company) == [when("mon 9:00")]
    (life,) = told(company).lives
    moments = ("mon 8:59:59", "mon 9:00", "tue 8:59:59", "tue 9:00")
    assert [holder_at(life, when(moment)) for moment in moments] == [None, "ana", "ana", "ben"]


def test_of_two_assignments_in_one_second_the_greater_person_holds_and_none_is_before_creation() -> None:
    early = T0.replace(year=2024)
    company = sold(assignments=[given("ben", early), given("ana", T0), given("ana", early)])
    (life,) = told(company).lives
    assert life.assignments == [(T0, "ben")]
    assert handed(company) == [T0]


def test_each_pass_has_its_own_hand_over_but_who_held_the_lead_holds_it_still() -> None:
    out, back = moved("recycled", when("tue 9:00")), moved("mql", when("thu 9:00"))
    company = sold(out, back, assignments=[given("ana", when("tue 9:00")), given("ben", when("fri 9:00"))])
    # The second of the exit belongs to the first pass.
    assert handed(company) == [when("tue 9:00"), when("fri 9:00")]
    (life,) = told(company).lives
    assert holder_at(life, when("thu 9:00")) == "ana"
    # Between two passes an assignment is nobody's hand-over.
    between = sold(out, back, assignments=[given("ana", when("wed 9:00"))])
    assert handed(between) == [None, None]


def test_an_episode_that_ended_because_the_next_began_does_not_hold_that_second() -> None:
    company = sold(moved("customer", when("mon 9:00")), moved("mql", when("wed 9:00")))
    (life,) = told(company).lives
    first, second = life.episodes
    assert [belongs(first, when(at)) for at in ("wed 8:59:59", "wed 9:00")] == [True, False]
    assert belongs(second, when("wed 9:00"))


def test_only_where_nobody_was_ever_assigned_anything_the_mql_is_the_hand_over() -> None:
    company = sold(moved("opportunity", when("tue 9:00")))
    assert handed(company) == [when("tue 9:00")]
    other: list[Row] = [{"lead_id": name, "created_at": T0} for name in ("l", "other")]
    assigned = sold(moved("mql", when("tue 9:00")), assignments=[given("ana", when("fri 9:00"), "other")], leads=other)
    before = known(assigned, RULES, agreed(), when("wed 9:00"))
    # As of Wednesday nobody had been assigned, but the snapshot knows of an assignment.
    assert [hand_over(before, life, life.episodes[0]) for life in before.lives] == [None, None]


def test_a_second_pass_that_begins_above_mql_has_no_entry_into_mql_but_one_into_it_or_later() -> None:
    company = sold(moved("recycled", when("mon 9:00")), moved("sales_lead", when("tue 9:00")))
    assert handed(company) == [None, None]
    (life,) = told(company).lives
    assert entry(life.episodes[1], "mql") == when("tue 9:00")


# Touches, contacts, forms


@pytest.mark.parametrize(
    ("activity", "touches_it"),
    [
        ({"direction": "outbound", "person_id": "ana", "outcome": None}, True),
        ({"direction": "outbound", "person_id": None, "outcome": "connected"}, False),
        ({"direction": "inbound", "person_id": "ana", "outcome": "connected"}, True),
        ({"direction": "inbound", "person_id": "ana", "outcome": "attempted"}, False),
        ({"direction": "inbound", "person_id": None, "outcome": "connected"}, False),
        ({"direction": None, "person_id": "ana", "outcome": "connected"}, False),
    ],
)
def test_a_touch_is_a_person_reaching_out_or_being_reached(activity: Row, touches_it: bool) -> None:
    assert is_touch(activity) == touches_it


def test_touches_contacts_and_forms_are_those_of_the_episode() -> None:
    out, back = moved("recycled", when("tue 9:00")), moved("mql", when("thu 9:00"))
    days = ("mon", "tue", "wed", "thu")
    forms = [did(when(f"{day} 9:00"), "form_submit", direction="outbound") for day in days]
    forms += [did(when("fri 9:00"), "form_submit"), did(when("sat 9:00"), "form_submit", direction="inbound")]
    company = sold(out, back, activities=[*forms, *(called(when(f"{day} 9:00"), "connected") for day in days)])
    (life,) = told(company).lives
    first, second = life.episodes
    assert touches(life, first) == contacts(life, first) == [when("mon 9:00"), when("tue 9:00")]
    assert touches(life, second) == [when("thu 9:00")]
    # Ours are no forms of the lead; one without a direction is.
    assert (first_form(life, first), first_form(life, second)) == (None, when("fri 9:00"))


def test_an_activity_before_creation_counts_at_the_creation() -> None:
    (life,) = told(sold(activities=[called(T0.replace(year=2024))])).lives
    assert touches(life, life.episodes[0]) == [T0]


# Rules of behaviour


def test_the_first_matching_rule_counts() -> None:
    assert rule_of(activity_type="form_submit", asset="Contact us") == "contact form"
    assert rule_of(activity_type="form_submit", asset="newsletter") == "any form"
    assert rule_of(activity_type="Form_Submit", asset="contact") is None
    assert rule_of(activity_type="demo_request", direction="inbound") == "demo"
    assert rule_of(activity_type="demo_request", direction=None) is None
    assert rule_of(activity_type="call", direction="outbound") == "call"


def test_a_pattern_matches_the_whole_name_whatever_the_case_and_never_an_empty_one() -> None:
    assert is_like("Pricing 2025", "pricing ?02*")
    assert not is_like("Pricing 2025", "pricing")
    assert is_like("a.b", "A.B")
    assert not is_like("aXb", "a.b")
    assert is_like("two\nlines", "*l?nes")
    assert not is_like("", "*")


def test_a_hand_raised_is_hot_for_24_hours_up_to_and_including_the_start() -> None:
    demo = did(when("tue 9:00"), "demo_request", direction="inbound")
    company = sold(activities=[demo])
    (life,) = told(company).lives
    moments = ("tue 8:59:59", "tue 9:00", "wed 8:59:59", "wed 9:00")
    assert [raised_hand(told(company), life, when(moment)) for moment in moments] == [False, True, True, False]


def test_no_lead_is_who_was_disqualified_for_a_reason_whatever_its_case_and_spaces() -> None:
    def is_none(exit_: str, reason: str | None) -> bool:
        (life,) = told(sold(moved(exit_, when("tue 9:00"), reason))).lives
        return is_not_a_lead(agreed(not_a_lead=["Duplicate", "spam"]), life.episodes[0])

    assert is_none("disqualified", " duplicate ")
    assert is_none("disqualified", "SPAM")
    assert not is_none("disqualified", "spam and more")
    assert not is_none("disqualified", None)
    assert not is_none("lost", "spam")


# Calendars and slices


def test_nobody_and_who_has_no_known_calendar_works_by_the_default_one() -> None:
    company = sold()
    company.people = [*company.people, {"person_id": "zoe", "calendar": "unheard of"}]
    found = [calendar_of(told(company), person) for person in ("ben", "ana", "zoe", "stranger", None)]
    assert found == [LATE, OFFICE, OFFICE, OFFICE, OFFICE]


def test_what_comes_out_of_hours_comes_in_the_evening_or_on_a_day_that_never_opens() -> None:
    moments = ("mon 9:00", "mon 18:00", "mon 3:00", "sat 12:00", "sun 12:00", "wed 12:00")
    calendar = {**OFFICE, "closed": ["2025-03-05"]}
    found = [arrival_class(calendar, when(moment)) for moment in moments]
    assert found == ["working", "evening", "evening", "weekend", "weekend", "weekend"]
    # The weekend begins in the calendar's zone: Friday 19:00 UTC is Saturday 0:30 in Kolkata.
    assert arrival_class({**OFFICE, "zone": "Asia/Kolkata"}, when("fri 19:00")) == "weekend"
    # A Saturday on which somebody works is still a weekend when they do not.
    assert arrival_class({**OFFICE, "hours": {"sat": ["09:00-12:00"]}}, when("sat 13:00")) == "weekend"


def test_the_score_of_a_stratum_leaves_out_what_reps_fill_in() -> None:
    # Grade b is worth 25 points, a budget 20.
    lead: Row = {"lead_id": "l", "created_at": T0, "grade": "b", "budget": True}
    assert (fit(SCORING, lead), fit(early(SCORING), lead)) == (45, 25)
    assert fit(early({**SCORING, "after_contact": ["Budget"]}), lead) == 25
    assert fit(early({**SCORING, "after_contact": []}), lead) == 45


def test_the_person_and_the_team_are_the_ones_given_and_a_missing_one_is_a_value() -> None:
    company = sold(leads=[{"lead_id": "l", "created_at": T0, "source": "web", "grade": "z"}])
    values = dimensions(told(company), company.leads[0], "ben")
    assert (values["person"], values["team"], values["source"], values["fit_band"]) == ("ben", "south", "web", None)
    nobody = dimensions(told(company), company.leads[0], None)
    assert passes(nobody, {"person": [None], "source": ["event", "web"], "country": []})
    assert not passes(nobody, {"person": ["ana"]})
