"""The naive response checked by hand, before it is used to check anything else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given as given_any

from tests.long import examples

from .company import Company, Row, default_as_of
from .funnel import wilson
from .hand_overs import BUCKETS, nearest_rank, timed
from .histories import T0, Cut, moved, rule_sets
from .response import cases, response_curve
from .sales import known
from .sales_histories import companies, cuts, to_agreement
from .sales_settings import settings as agreements
from .sales_stories import RULES, agreed, called, did, given, rang, sold, when

HANDED = given("ana", when("tue 9:00"))
AT_ONCE = called(when("tue 9:00"))
ASKED = {"as_of": when("sun 0:00", 4)}


def bucket(*changes: Row, activities: list[Row] | None = None, as_of: str = "sun 0:00", **response: Any) -> str:
    """Name the bucket of a lead given to ana on Tuesday at 9:00."""
    company = sold(*changes, assignments=[HANDED], activities=activities)
    (row,) = cases(company, RULES, agreed(**response), as_of=when(as_of))
    found: str = row["bucket"]
    return found


def curve(company: Company, *, as_of: Any = None, **response: Any) -> dict[str, Row]:
    rows = response_curve(company, RULES, agreed(**response), as_of=as_of or ASKED["as_of"])
    assert [row["bucket"] for row in rows] == list(BUCKETS)
    return {row["bucket"]: row for row in rows}


def rate(row: Row, outcome: str, had: str) -> tuple[int, int, float | None]:
    return row[f"{outcome}_leads"], row[had], row[f"{outcome}_rate"]


# Buckets


@pytest.mark.parametrize(
    ("seconds", "name"),
    [
        (0, "le_5m"),
        (300, "le_5m"),
        (301, "5_10m"),
        (600, "5_10m"),
        (1_800, "10_30m"),
        (3_600, "30_60m"),
        (3_601, "1_4h"),
        (14_401, "4_24h"),
        (86_400, "4_24h"),
        (86_401, "1_3d"),
        (259_200, "1_3d"),
        (259_201, "gt_3d"),
    ],
)
def test_a_bucket_includes_its_upper_edge(seconds: int, name: str) -> None:
    assert timed(seconds) == name
    touch = called(when("tue 9:00") + timedelta(seconds=seconds))
    assert bucket(activities=[touch]) == name


def test_the_working_clock_stands_still_out_of_hours() -> None:
    # Tuesday 17:59 to Wednesday 9:04 is five working minutes, and 15 h 5 min on the wall.
    company = sold(assignments=[given("ana", when("tue 17:59"))], activities=[called(when("wed 9:04"))])
    found = [cases(company, RULES, agreed(clock=clock))[0] for clock in ("working", "wall")]
    assert [(row["minutes"], row["bucket"]) for row in found] == [(5.0, "le_5m"), (905.0, "4_24h")]
    # Ben's day begins at noon: a touch at 9:04 took him 2 h 1 min of his evening.
    late = sold(assignments=[given("ben", when("tue 17:59"))], activities=[called(when("wed 9:04"))])
    assert cases(late, RULES, agreed(clock="working"))[0]["minutes"] == 121.0


def test_a_touch_before_the_start_is_before_whatever_came_after() -> None:
    early, late = called(when("tue 8:59:59")), called(when("tue 9:01"))
    spam = moved("disqualified", when("wed 9:00"), "duplicate")
    assert (
        bucket(activities=[early]) == bucket(activities=[early, late]) == bucket(spam, activities=[early]) == "before"
    )
    assert bucket(activities=[called(when("tue 9:00"))]) == "le_5m"
    # A touch of the pass before this one is none of this one's.
    back = (moved("recycled", when("mon 12:00")), moved("mql", when("mon 13:00")))
    assert bucket(*back, activities=[called(when("mon 12:00"))]) == "never"


def test_untouched_is_waiting_until_the_contact_horizon_is_over_or_the_episode_ended() -> None:
    horizon: dict[str, Any] = {"horizon_days": {"contact": 1}}
    assert bucket(as_of="wed 8:59:59", **horizon) == "waiting"
    assert bucket(as_of="wed 9:00", **horizon) == "never"
    assert bucket(as_of="tue 9:00") == "never"
    lost = moved("lost", when("tue 10:00"))
    assert bucket(lost, as_of="tue 9:59:59", **horizon) == "waiting"
    assert bucket(lost, as_of="tue 10:00", **horizon) == "never"


def test_who_was_disqualified_untouched_as_no_lead_is_not_a_lead() -> None:
    spam = moved("disqualified", when("wed 9:00"), " Duplicate ")
    assert bucket(spam) == "not_a_lead"
    assert bucket(spam, as_of="wed 8:59:59", horizon_days={"contact": 7}) == "waiting"
    assert bucket(spam, activities=[called(when("wed 9:00"))]) == "4_24h"
    assert bucket(spam, activities=[called(when("wed 9:00:01"))]) == "not_a_lead"
    assert bucket(spam, not_a_lead=[]) == "never"


def test_the_clock_may_start_at_creation_or_at_the_form() -> None:
    company = sold(
        assignments=[HANDED], activities=[did(when("mon 8:00"), "form_submit"), called(when("mon 9:00")), AT_ONCE]
    )
    rows = [cases(company, RULES, agreed(start=start))[0] for start in ("created", "form", "hand_over")]
    assert [row["started_at"] for row in rows] == [T0, when("mon 8:00"), when("tue 9:00")]
    assert [row["bucket"] for row in rows] == ["4_24h", "30_60m", "before"]
    # On Monday nobody held the lead yet.
    assert [row["person"] for row in rows] == [None, None, "ana"]
    assert cases(sold(assignments=[HANDED]), RULES, agreed(start="form")) == []
    assert cases(sold(leads=[{"lead_id": "l", "created_at": T0}]), RULES, agreed()) == []


def test_a_hand_over_belongs_to_the_period_of_its_start() -> None:
    company = sold(assignments=[HANDED])
    asked = [(when("tue 9:00"), None), (when("tue 9:00:01"), None), (None, when("tue 9:00")), (None, when("wed 0:00"))]
    found = [len(cases(company, RULES, agreed(), since, until)) for since, until in asked]
    assert found == [1, 0, 0, 1]
    assert sum(row["leads"] for row in response_curve(company, RULES, agreed(), until=when("tue 9:00"))) == 0


# Outcomes


def test_horizons_run_from_the_first_touch() -> None:
    horizon = {"contact": 1, "qualify": 1}
    # Touched on Friday at 9:00, three days after the start: the horizons end on Saturday at 9:00.
    touch, talk = called(when("fri 9:00")), rang(when("sat 9:00"))
    company = sold(moved("sales_lead", when("sat 9:00:01")), assignments=[HANDED], activities=[touch, talk])
    row = curve(company, horizon_days=horizon)["1_3d"]
    assert rate(row, "contact", "contacted") == (1, 1, 1.0)
    assert rate(row, "qualify", "qualified") == (1, 0, 0.0)
    assert (row["qualify_low"], row["qualify_high"]) == wilson(0, 1)
    # Horizon 0 is none: everybody counts, up to as-of.
    assert rate(row, "win", "won") == (1, 0, 0.0)
    open_ = curve(company, as_of=when("sat 8:59:59"), horizon_days=horizon)["1_3d"]
    assert rate(open_, "contact", "contacted") == (0, 0, None)
    assert (open_["leads"], open_["contact_low"]) == (1, None)


def test_untouched_horizons_run_from_the_start_and_no_leads_are_in_no_rate() -> None:
    horizon = {"contact": 1, "qualify": 7}
    # Never touched, but the lead rang somebody unnamed within the day: contacted.
    rows = curve(sold(assignments=[HANDED], activities=[rang(when("wed 9:00"))]), horizon_days=horizon)
    assert rate(rows["never"], "contact", "contacted") == (1, 1, 1.0)
    rows = curve(sold(assignments=[HANDED], activities=[rang(when("wed 9:00:01"))]), horizon_days=horizon)
    assert rate(rows["never"], "contact", "contacted") == (1, 0, 0.0)
    # Before: contacts before the start do not count, and the day runs from the start, not from the touch.
    early = [called(when("mon 9:00"), "connected"), rang(when("wed 9:00"))]
    rows = curve(sold(assignments=[HANDED], activities=early), horizon_days=horizon)
    assert rate(rows["before"], "contact", "contacted") == (1, 1, 1.0)
    rows = curve(sold(assignments=[HANDED], activities=early[:1]), horizon_days=horizon)
    assert rate(rows["before"], "contact", "contacted") == (1, 0, 0.0)
    spam = moved("disqualified", when("wed 9:00"), "duplicate")
    rows = curve(sold(spam, assignments=[HANDED], activities=[rang(when("tue 10:00"))]), horizon_days=horizon)
    assert rows["not_a_lead"]["leads"] == 1
    assert [rows["not_a_lead"][f"{name}_leads"] for name in ("contact", "qualify", "win")] == [0, 0, 0]


def test_what_came_before_it_began_to_count_is_in_no_rate_and_one_of_the_next_pass_does_not_count() -> None:
    def qualify(at: str, touch: str = "tue 9:00", name: str = "le_5m") -> tuple[int, int, float | None]:
        company = sold(moved("sales_lead", when(at)), assignments=[HANDED], activities=[called(when(touch))])
        return rate(curve(company)[name], "qualify", "qualified")

    assert qualify("mon 9:00") == (0, 0, None)
    # The touch begins the count: a second before it is too early, in its second is not.
    assert qualify("tue 9:00:59", "tue 9:01") == (0, 0, None)
    assert qualify("tue 9:01", "tue 9:01") == (1, 1, 1.0)
    # Of who was touched before the start, or never, the start does.
    assert [qualify(at, "mon 1:00", "before")[:2] for at in ("tue 8:59:59", "tue 9:00")] == [(0, 0), (1, 1)]
    untouched = sold(moved("sales_lead", when("mon 9:00")), assignments=[HANDED])
    assert rate(curve(untouched)["never"], "qualify", "qualified") == (0, 0, None)
    # An outcome after its horizon is none, and was none before.
    late = sold(moved("sales_lead", when("fri 9:00")), assignments=[HANDED], activities=[AT_ONCE])
    assert rate(curve(late, horizon_days={"qualify": 1})["le_5m"], "qualify", "qualified") == (1, 0, 0.0)
    left = (moved("recycled", when("wed 9:00")), moved("customer", when("thu 9:00")))
    gone = curve(sold(*left, assignments=[HANDED], activities=[AT_ONCE]))["le_5m"]
    assert (gone["qualified"], gone["won"]) == (0, 0)


def test_won_before_anybody_touched_it_is_no_success_of_the_touch() -> None:
    # The field's two leads, touched on Friday: one was a sales lead on Tuesday, the other never.
    company = sold(leads=[{"lead_id": name, "created_at": T0} for name in ("l", "bo")])
    company.assignments = [given("ana", when("tue 9:00"), name) for name in ("l", "bo")]
    company.activities = [called(when("fri 9:00:01"), "connected", name) for name in ("l", "bo")]
    company.stage_changes = [moved("sales_lead", when("tue 10:00"))]
    row = curve(company)["gt_3d"]
    assert (row["leads"], rate(row, "qualify", "qualified")) == (2, (1, 0, 0.0))
    assert rate(row, "contact", "contacted") == (2, 2, 1.0)


def test_contact_is_the_first_one_from_the_start_on_and_not_before_the_touch() -> None:
    def contact(*talks: str) -> tuple[int, int, float | None]:
        activities = [called(when("tue 12:00")), *(rang(when(at)) for at in talks)]
        company = sold(assignments=[HANDED], activities=activities)
        return rate(curve(company)["1_4h"], "contact", "contacted")

    # The lead rang somebody unnamed before the touch: whatever came then, it had been talked to.
    assert contact("tue 9:30", "wed 9:00") == (0, 0, None)
    # Before the start it was no contact of this hand-over.
    assert contact("mon 9:30", "wed 9:00") == (1, 1, 1.0)
    assert contact("tue 12:00") == (1, 1, 1.0)


def test_a_percentile_is_the_smallest_value_with_that_share_at_or_below() -> None:
    assert nearest_rank([1.0, 2.0, None, None], 50) == 2.0
    assert nearest_rank([1.0, 2.0, None, None, None], 50) is None
    assert nearest_rank([float(n) for n in range(1, 21)], 95) == 19.0
    assert nearest_rank([], 50) is None


# Whatever the company


@examples(40, "arithmetic")
@given_any(companies(), rule_sets(), agreements(), cuts())
def test_every_hand_over_is_in_one_bucket_and_slices_sum(
    company: Company, rules: Any, chosen: dict[str, Any], cut: Cut
) -> None:
    agreement = to_agreement(rules, chosen)
    since, until, as_of = cut.since, cut.until, cut.as_of or default_as_of(company)
    listed = cases(company, rules, agreement, since, until, as_of)
    rows = response_curve(company, rules, agreement, since, until, as_of)
    assert sum(row["leads"] for row in rows) == (len(listed) if known(company, rules, agreement).touched else 0)
    for dimension in ("person", "team", "source", "fit_band"):
        parts = response_curve(company, rules, agreement, since, until, as_of, by=dimension)
        for row in rows:
            mine = [part for part in parts if part["bucket"] == row["bucket"]]
            for name in ("leads", "contact_leads", "contacted", "qualify_leads", "qualified", "win_leads", "won"):
                assert sum(part[name] or 0 for part in mine) == (row[name] or 0)
    for row in listed:
        assert row["touched_at"] is None or row["started_at"] <= row["touched_at"] <= as_of
