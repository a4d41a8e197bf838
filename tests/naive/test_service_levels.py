"""The naive service levels checked by hand: when promises arise, what becomes of them, and on whose clock."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given as given_any

from tests.long import examples

from .company import Company, Row
from .episodes import SECOND
from .funnel import wilson
from .histories import T0, Cut, moved, rule_sets
from .sales_histories import companies, cuts, to_agreement
from .sales_settings import settings as agreements
from .sales_stories import RULES, agreed, called, did, given, rang, sold, when
from .service_levels import promise_cases, sla, sla_by_person, sla_trend

START = when("tue 9:00")
HANDED = given("ana", START)
EXITS = ["recycled", "postponed", "disqualified", "lost"]
QUALIFY: Row = {
    "name": "qualify",
    "start": "contact",
    "keep": ["sales_lead", *EXITS],
    "clock": "wall",
    "target_minutes": {"otherwise": 60},
}


def one_case(company: Company, promise: Row | None = None, as_of: datetime | None = None) -> Row | None:
    """Give the only promise of a company, if it arose."""
    rows = promise_cases(company, RULES, agreed(promise or {}), as_of=as_of or when("sun 0:00", 4))
    return rows[0] if rows else None


def state(*changes: Row, touch: str | None = None, as_of: str = "sun 0:00") -> str:
    """Say what became of a first touch promised on Tuesday at 9:00, due at 13:00."""
    company = sold(*changes, assignments=[HANDED], activities=[called(when(touch))] if touch else [])
    row = one_case(company, as_of=when(as_of))
    assert row is not None
    assert row["due_at"] == when("tue 13:00")
    found: str = row["state"]
    return found


# When promises start and arise


def test_promises_start_at_the_real_hand_over_whatever_the_response_starts_with() -> None:
    company = sold(assignments=[HANDED])
    (row,) = promise_cases(company, RULES, agreed({}, start="created"))
    assert (row["started_at"], row["person"]) == (START, "ana")
    assert one_case(sold(), {}) is None


def test_a_promise_from_contact_starts_at_the_first_contact_from_the_hand_over_on() -> None:
    talks = [rang(when("mon 9:00")), rang(START)]
    row = one_case(sold(assignments=[HANDED], activities=talks), QUALIFY)
    assert row is not None
    assert (row["started_at"], row["due_at"], row["state"]) == (START, when("tue 10:00"), "overdue")
    assert one_case(sold(activities=talks), QUALIFY) is None
    assert one_case(sold(assignments=[HANDED], activities=talks[:1]), QUALIFY) is None


def test_a_promise_from_a_stage_needs_no_hand_over_and_absent_stages_promise_nothing() -> None:
    convert = {**QUALIFY, "start": "mql"}
    row = one_case(sold(moved("mql", START)), convert)
    assert row is not None
    assert (row["started_at"], row["person"]) == (START, None)
    back = [moved("recycled", when("mon 9:00")), moved("opportunity", START)]
    assert one_case(sold(*back), {**convert, "keep": ["customer"]}) is None


def test_a_promise_does_not_arise_once_a_keeping_stage_is_reached() -> None:
    promise = {"keep": ["touch", "sales_lead"]}
    assert one_case(sold(moved("opportunity", START), assignments=[HANDED]), promise) is None
    row = one_case(sold(moved("opportunity", START + SECOND), assignments=[HANDED]), promise)
    assert row is not None
    assert (row["stop_at"], row["state"]) == (START + SECOND, "kept")


def test_a_promise_does_not_arise_after_an_event_that_would_keep_it() -> None:
    early, tied = called(START - SECOND), called(START)
    assert one_case(sold(assignments=[HANDED], activities=[early])) is None
    row = one_case(sold(assignments=[HANDED], activities=[tied]))
    assert row is not None
    assert (row["stop_at"], row["state"]) == (START, "kept")
    # A contact is no touch: only what keeps the promise prevents it.
    assert one_case(sold(assignments=[HANDED], activities=[rang(START - SECOND)])) is not None
    assert one_case(sold(assignments=[HANDED], activities=[rang(START - SECOND)]), {"keep": ["contact"]}) is None
    # An exit in the start's own second keeps it at once.
    row = one_case(sold(moved("lost", START), assignments=[HANDED]), {"keep": ["lost"]})
    assert row is not None
    assert (row["stop_at"], row["left_at"], row["state"]) == (START, None, "kept")


@pytest.mark.parametrize(
    ("priority", "demo", "tier"),
    [
        (" Gold ", None, "gold"),
        ("platinum", None, "otherwise"),
        (None, "mon 9:00:01", "hot"),
        (None, "mon 9:00", "otherwise"),
        (None, "tue 9:00", "hot"),
        (None, "tue 9:00:01", "otherwise"),
        ("platinum", "tue 9:00", "hot"),
        ("otherwise", "tue 9:00", "otherwise"),
        ("HOT", None, "hot"),
    ],
)
def test_the_tier_is_the_priority_else_a_raised_hand_else_otherwise(
    priority: str | None, demo: str | None, tier: str
) -> None:
    raised = [did(when(demo), "demo_request", direction="inbound")] if demo else []
    lead = {"lead_id": "l", "created_at": T0, "priority": priority}
    company = sold(leads=[lead], assignments=[HANDED], activities=raised)
    targets = {"gold": 30, "hot": 0.51, "otherwise": 240}
    row = one_case(company, {"target_minutes": targets})
    assert row is not None
    # 0.51 minutes are 30.6 seconds: 31.
    seconds = {"gold": 1_800, "hot": 31, "otherwise": 14_400}[tier]
    assert (row["tier"], row["due_at"]) == (tier, START + seconds * SECOND)
    without = one_case(company, {"target_minutes": {"otherwise": 240}})
    assert without is not None
    assert without["tier"] == "otherwise"


# States


def test_a_promise_is_kept_up_to_its_due_moment_and_broken_after_it() -> None:
    assert state(touch="tue 13:00") == "kept"
    assert state(touch="tue 13:00:01") == "broken"
    # Before the touch was known it was running, and overdue from the due moment on.
    assert state(touch="tue 13:00:01", as_of="tue 12:59:59") == "running"
    assert state(touch="tue 13:00:01", as_of="tue 13:00") == "overdue"


def test_who_leaves_unanswered_has_broken_it_unless_it_was_no_lead_before_it_was_due() -> None:
    spam, lost = ("disqualified", "duplicate"), ("lost", "duplicate")
    assert state(moved(spam[0], when("tue 12:59:59"), spam[1])) == "withdrawn"
    assert state(moved(spam[0], when("tue 13:00"), spam[1])) == "broken"
    assert state(moved(lost[0], when("tue 10:00"), lost[1])) == "broken"
    assert state(moved(spam[0], when("tue 12:00"), spam[1]), touch="tue 12:00") == "kept"


def test_the_next_pass_leaves_the_promise_of_this_one() -> None:
    begun = [moved("customer", when("mon 1:00")), moved("mql", when("wed 9:00"))]
    row = one_case(sold(*begun, assignments=[given("ana", when("tue 17:00"))]))
    assert row is not None
    # Due on Wednesday at 12:00; the next pass began at 9:00.
    assert (row["episode"], row["left_at"], row["state"]) == (1, when("wed 9:00"), "broken")


def test_before_it_is_due_a_promise_counts_as_running_whatever_became_of_it() -> None:
    company = sold(assignments=[HANDED], activities=[called(when("tue 9:30"))])
    asked: dict[str, Any] = {"until": when("wed 0:00"), "as_of": when("tue 12:00")}
    (row,) = sla(company, RULES, agreed({}), **asked)
    assert (row["due"], row["kept"], row["running"], row["compliance"]) == (0, 0, 1, None)
    (row,) = sla(company, RULES, agreed({}), until=when("wed 0:00"), as_of=when("tue 13:00"))
    assert (row["due"], row["kept"], row["running"], row["compliance"]) == (1, 1, 0, 1.0)
    # Without an `until` the period is open: what lies ahead of as-of is in it, as running.
    (row,) = sla(company, RULES, agreed({}), as_of=when("tue 12:00"))
    assert (row["due"], row["running"]) == (0, 1)
    (row,) = sla(company, RULES, agreed({}), since=when("tue 13:00:01"), as_of=when("tue 12:00"))
    assert (row["due"], row["running"]) == (0, 0)
    spam = sold(moved("disqualified", when("tue 9:30"), "duplicate"), assignments=[HANDED])
    (row,) = sla(spam, RULES, agreed({}), **asked)
    assert (row["running"], row["withdrawn"]) == (0, 1)


# sla, sla_trend


def many(*touched: str | None) -> Company:
    """Write leads given to ana on Tuesday at 9:00, each touched at a moment or never."""
    names = [f"l{place}" for place in range(len(touched))]
    found = sold(leads=[{"lead_id": name, "created_at": T0} for name in names])
    found.assignments = [given("ana", START, name) for name in names]
    pairs = zip(names, touched, strict=True)
    found.activities += [called(when(at), of=name) for name, at in pairs if at]
    return found


def test_compliance_is_kept_of_due_and_medians_count_the_unstopped_as_infinite() -> None:
    company = many("tue 9:10", "tue 13:00", "wed 9:00", None)
    (row,) = sla(company, RULES, agreed({}), as_of=when("thu 0:00"))
    assert [row[name] for name in ("due", "kept", "broken", "overdue", "missed_in_period")] == [4, 2, 1, 1, 2]
    assert (row["compliance"], row["compliance_low"], row["compliance_high"]) == (0.5, *wilson(2, 4))
    # 10, 240, 540 working minutes and never: the second of four, and of four the fourth.
    assert (row["p50_minutes"], row["p95_minutes"]) == (240.0, None)
    (row,) = sla(company, RULES, agreed({}), since=when("tue 13:00:01"), as_of=when("thu 0:00"))
    assert (row["due"], row["past_due_now"], row["p50_minutes"]) == (0, 1, None)
    (row,) = sla(company, RULES, agreed({}), until=when("tue 13:00"), as_of=when("thu 0:00"))
    assert (row["due"], row["past_due_now"]) == (0, 0)


def test_every_promise_has_a_row_in_the_agreements_order_and_every_bucket_one_of_each() -> None:
    company = many("tue 9:10")
    agreement = agreed({"name": "z"}, {**QUALIFY, "name": "a"})
    assert [row["promise"] for row in sla(company, RULES, agreement)] == ["z", "a"]
    assert sla(company, RULES, agreed()) == sla_by_person(company, RULES, agreed()) == []
    rows = sla_trend(company, RULES, agreement, bucket="day", as_of=when("wed 12:00"))
    days = [f"2025-03-0{day}" for day in (3, 4, 5)]
    assert [(row["period"], row["promise"]) for row in rows] == [(day, name) for day in days for name in "za"]
    assert [row["kept"] for row in rows if row["promise"] == "z"] == [0, 1, 0]


def test_without_an_end_a_trend_runs_to_the_last_due_moment_and_at_least_to_as_of() -> None:
    def found(*touched: str | None, **asked: Any) -> list[tuple[Any, ...]]:
        rows = sla_trend(many(*touched), RULES, agreed({"clock": "wall"}), bucket="day", **asked)
        return [(row["period"][-2:], row["running"], row["due"], row["past_due_now"]) for row in rows]

    # Given on Tuesday at 9:00 on the wall, due at 13:00.
    assert found(None, as_of=when("mon 12:00")) == [("03", 0, 0, 0)]
    assert found(None, as_of=when("tue 12:00")) == [("03", 0, 0, 0), ("04", 1, 0, 0)]
    days = {"target_minutes": {"otherwise": 4 * 1_440}, "clock": "wall"}
    rows = sla_trend(many(None, None), RULES, agreed(days), bucket="week", as_of=when("tue 12:00"))
    assert [(row["period"], row["running"]) for row in rows] == [("2025-03-03", 2)]
    days["target_minutes"] = {"otherwise": 6 * 1_440}
    rows = sla_trend(many(None, None), RULES, agreed(days), bucket="week", as_of=when("tue 12:00"))
    assert [(row["period"], row["running"]) for row in rows] == [("2025-03-03", 0), ("2025-03-10", 2)]
    # As-of is later than the last due moment, or an end is asked for: as far as that.
    assert [row[0] for row in found(None, as_of=when("thu 0:00"))] == ["03", "04", "05", "06"]
    assert [row[0] for row in found(None, as_of=when("tue 12:00"), until=when("tue 9:00"))] == ["03", "04"]
    # Only promises asked about lengthen it.
    asked: dict[str, Any] = {"filters": {"person": ["ben"]}, "as_of": when("tue 12:00")}
    rows = sla_trend(many(None), RULES, agreed(days), bucket="week", **asked)
    assert [(row["period"], row["running"]) for row in rows] == [("2025-03-03", 0)]


def test_what_is_past_due_now_has_no_end_where_none_is_asked() -> None:
    company = many(None, None)
    (row,) = sla(company, RULES, agreed({}), since=when("fri 0:00"), as_of=when("sat 0:00"))
    assert (row["due"], row["past_due_now"]) == (0, 2)
    rows = sla_by_person(company, RULES, agreed({}), as_of=when("tue 12:00"))
    assert [(row["person"], row["running"]) for row in rows] == [("ana", 2)]
    told = promise_cases(company, RULES, agreed({}), as_of=when("tue 12:00"))
    assert [row["in_period"] for row in told] == [True, True]


def test_slices_are_those_of_the_promises_made_by_as_of() -> None:
    company = many("tue 9:10", None)
    company.leads[1]["source"] = "web"
    agreement = agreed({})
    rows = sla(company, RULES, agreement, since=when("fri 0:00"), as_of=when("sat 0:00"), by="source")
    assert [(row["source"], row["due"], row["past_due_now"]) for row in rows] == [("web", 0, 1), (None, 0, 0)]
    assert sla(company, RULES, agreement, as_of=when("mon 0:00"), by="source") == []
    chosen: dict[str, list[str | None]] = {"person": ["ana"], "source": [None]}
    assert sla(company, RULES, agreement, as_of=when("sat 0:00"), filters=chosen)[0]["due"] == 1


# Whatever the company


@examples(40, "arithmetic")
@given_any(companies(), rule_sets(), agreements(), cuts())
def test_every_promise_due_in_the_period_is_counted_once(
    company: Company, rules: Any, chosen: dict[str, Any], cut: Cut
) -> None:
    agreement = to_agreement(rules, chosen)
    listed = [row for row in promise_cases(company, rules, agreement, **asdict(cut)) if row["in_period"]]
    names = ("kept", "broken", "overdue", "running", "withdrawn")
    for row in sla(company, rules, agreement, **asdict(cut)):
        mine = [case for case in listed if case["promise"] == row["promise"]]
        assert [row[name] for name in names] == [sum(1 for case in mine if case["counted"] == name) for name in names]
        assert sum(row[name] for name in names) == len(mine)
        parts = sla(company, rules, agreement, **asdict(cut), by="team")
        own = [part for part in parts if part["promise"] == row["promise"]]
        assert sum(part["due"] for part in own) == row["due"]
