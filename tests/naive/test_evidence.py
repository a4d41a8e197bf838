"""The naive answers where nothing was recorded, checked by hand: no evidence is not failure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as given_any

from tests.long import examples

from .bare import without_assignments, without_contacts, without_touches
from .company import Company, Row
from .histories import T0, Cut, moved, rule_sets
from .ladders import at_risk, escalations
from .response import response_by_person, response_curve, response_curve_adjusted
from .sales import known
from .sales_histories import companies, cuts, to_agreement
from .sales_settings import settings as agreements
from .sales_stories import RULES, agreed, called, given, sold, when
from .service_levels import promise_cases, sla, sla_by_person, sla_trend
from .waiting import arrivals, never_touched, time_to_first_touch, waits

START = when("tue 9:00")
HANDED = given("ana", START)
ASKED: dict[str, Any] = {"as_of": when("sun 0:00")}
CONTACT = ("contact_leads", "contacted", "contact_rate", "contact_low", "contact_high")
ADJUSTED = ("contact_leads", "contact_covered", "contact_adjusted", "contact_later", "contact_difference")


def answered() -> Company:
    """Write a lead given to ana and answered in five minutes, who talked to her and became a sales lead."""
    talk = called(when("tue 9:04"), "connected")
    return sold(moved("sales_lead", when("wed 9:00")), assignments=[HANDED], activities=[talk])


def keeping(*keep: str) -> Row:
    """Write a promise kept by some events, with a ladder."""
    return {"name": "+".join(keep), "keep": list(keep), "ladder": [{"after_minutes": 0, "to": ["owner"]}]}


def told_of(company: Company, *keep: str) -> list[int]:
    """Count the rows that each metric of promises says of one promise."""
    agreement = agreed(keeping(*keep))
    metrics: list[Any] = [sla, sla_trend, sla_by_person, at_risk, escalations, promise_cases]
    return [len(metric(company, RULES, agreement, as_of=when("thu 0:00"))) for metric in metrics]


def test_evidence_is_anywhere_in_the_snapshot_whatever_it_is_and_whenever() -> None:
    # The note is no touch; as of Monday neither is known, but the snapshot has them.
    later = sold(activities=[called(when("wed 9:00"), "connected")])
    later.activities = later.activities[1:]
    for company, expected in ((sold(), (True, False)), (later, (True, True)), (without_touches(later), (False, True))):
        told = known(company, RULES, agreed(), T0)
        assert (told.touched, told.contacted) == expected
    empty = known(sold(), RULES, agreed())
    assert not known(without_touches(sold()), RULES, agreed()).touched
    assert empty.touched


def test_where_nobody_knows_of_touches_nothing_rests_on_them() -> None:
    company, agreement = without_touches(answered()), agreed()
    for metric in (response_curve, response_curve_adjusted, time_to_first_touch, never_touched):
        assert metric(company, RULES, agreement, **ASKED) == []
        assert metric(company, RULES, agreement, **ASKED, by="source") == []
    (row,) = [row for row in arrivals(company, RULES, agreement, **ASKED) if row["hand_overs"]]
    assert (row["hand_overs"], row["out_of_hours"], row["p50_minutes"]) == (1, 0, None)
    (row,) = response_by_person(company, RULES, agreement, **ASKED)
    assert (row["person"], row["hand_overs"], row["touched"], row["p50_minutes"]) == ("ana", 1, None, None)
    # The contact and the sales lead rest on other evidence: both came within their time from the start.
    assert (row["contact_leads"], row["contacted"], row["qualify_leads"], row["qualified"]) == (1, 1, 1, 1)
    (row,) = waits(company, RULES, agreement, **ASKED, by="source")
    assert (row.pop("source"), row.pop("hand_overs")) == (None, 1)
    assert set(row.values()) == {None}
    assert len(row) == 5


def test_where_nobody_knows_of_contacts_their_columns_are_empty() -> None:
    company, agreement = without_contacts(answered()), agreed()
    rows = {row["bucket"]: row for row in response_curve(company, RULES, agreement, **ASKED)}
    assert {rows[bucket][name] for bucket in rows for name in CONTACT} == {None}
    assert (rows["le_5m"]["leads"], rows["le_5m"]["qualify_leads"], rows["le_5m"]["qualified"]) == (1, 1, 1)
    (row,) = response_by_person(company, RULES, agreement, **ASKED)
    assert {row[name] for name in CONTACT} == {None}
    assert (row["touched"], row["p50_minutes"], row["qualified"]) == (1, 4.0, 1)
    for row in response_curve_adjusted(company, RULES, agreement, **ASKED):
        assert {row[name] for name in ADJUSTED} == {None}
        assert (row["qualify_leads"], row["qualify_covered"]) == (0, 0.0)


@pytest.mark.parametrize(
    ("keep", "touched", "contacted", "neither"),
    [
        (("touch",), True, False, False),
        (("contact",), False, True, False),
        (("touch", "contact"), True, True, False),
        (("touch", "sales_lead"), True, True, True),
        (("contact", "lost"), True, True, True),
    ],
)
def test_a_promise_of_which_nothing_could_be_known_has_no_rows(
    keep: tuple[str, ...], touched: bool, contacted: bool, neither: bool
) -> None:
    quiet = sold(assignments=[HANDED])
    talks = sold(assignments=[HANDED], activities=[{**called(when("fri 9:00")), "outcome": "connected"}])
    of_touches, of_contacts = told_of(quiet, *keep), told_of(without_touches(talks), *keep)
    of_neither = told_of(without_touches(quiet), *keep)
    for counts, is_told in ((of_touches, touched), (of_contacts, contacted), (of_neither, neither)):
        # sla, sla_trend (March), sla_by_person; overdue on Thursday: at risk, and one notice.
        assert counts == ([1, 1, 1, 1, 1, 1] if is_told else [0, 0, 0, 0, 0, 0])


def test_the_other_promises_stand_and_so_do_mqls_nobody_was_given() -> None:
    company = without_touches(sold(moved("mql", START), leads=[{"lead_id": "l", "created_at": T0}, *OTHERS]))
    company.assignments = [given("ana", START, "other")]
    agreement = agreed(keeping("touch"), {**keeping("touch", "sales_lead"), "name": "worked"})
    assert [row["promise"] for row in sla(company, RULES, agreement, **ASKED)] == ["worked"]
    told = [(row["lead_id"], row["promise"]) for row in at_risk(company, RULES, agreement, **ASKED)]
    assert told == [("other", "worked"), ("l", None)]


OTHERS: list[Row] = [{"lead_id": "other", "created_at": T0}]


@examples(30, "arithmetic")
@given_any(companies(), rule_sets(), agreements(), cuts())
def test_evidence_taken_away_takes_away_only_what_rests_on_it(
    company: Company, rules: Any, chosen: dict[str, Any], cut: Cut
) -> None:
    agreement, asked = to_agreement(rules, chosen), (cut.since, cut.until, cut.as_of)
    for bare in (company, without_assignments(company)):
        quiet, silent = without_touches(bare), without_contacts(bare)
        assert response_curve(quiet, rules, agreement, *asked) == []
        assert [row["hand_overs"] for row in waits(quiet, rules, agreement, *asked)] == [
            row["hand_overs"] for row in waits(bare, rules, agreement, *asked)
        ]
        rows = response_by_person(silent, rules, agreement, *asked)
        assert {row[name] for row in rows for name in CONTACT} <= {None}
        promises = [row["promise"] for row in sla(without_contacts(quiet), rules, agreement, *asked)]
        only_events = [set(one["keep"]) <= {"touch", "contact"} for one in agreement["promises"]]
        names = [one["name"] for one in agreement["promises"]]
        assert promises == [name for name, only in zip(names, only_events, strict=True) if not only]
