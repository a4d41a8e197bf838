"""The naive slices by person checked by hand: each stage belongs to who held the lead before it left it."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from hypothesis import given as given_any

from tests.long import examples

from .company import Company, Row, Rules
from .episodes import RANK, STAGES, episodes, stage_holder
from .funnel import cases, funnel, funnel_trend
from .histories import Cut, companies, cuts, day, moved, one, rule_sets, some
from .rest_of_funnel import exits, funnel_bridge, projection, returned, stage_times
from .sales_stories import given

PASSED = Rules(window_days={"mql": 14, "sales_lead": 7})
DROPPED = replace(PASSED, skipped="dropped")
PEOPLE = [{"person_id": "SDR", "team": "North"}, {"person_id": "AE", "team": "South"}]


def handed_on() -> Company:
    """Write the field's two leads: both the SDR's as MQLs, one the AE's from the second it is a sales lead."""
    mql, won = moved("mql", day(1, -60)), [moved("sales_lead", day(3)), moved("opportunity", day(5))]
    company = some({"a": [mql, *won], "b": [mql]})
    company.assignments = [given("SDR", day(1), "a"), given("SDR", day(1), "b"), given("AE", day(3), "a")]
    company.people = [dict(row) for row in PEOPLE]
    return company


def at(rows: list[Row], stage: str, *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in rows if row["stage"] == stage]


def holders(company: Company, rules: Rules = PASSED, number: int = 1) -> list[str | None]:
    """Name who held the lead before it left each stage that an episode stood at."""
    found = next(episode for episode in episodes(company, rules) if episode.number == number)
    return [stage_holder(company, found, stage, day(75)) for stage in sorted(found.entered, key=STAGES.index)]


def test_a_step_is_judged_by_who_did_it() -> None:
    rows = funnel(handed_on(), PASSED, as_of=day(75), by="person")
    told = ("person", "entered", "converted", "stalled")
    assert at(rows, "mql", *told) == [("AE", 0, 0, 0), ("SDR", 2, 1, 1), (None, 0, 0, 0)]
    assert at(rows, "sales_lead", *told) == [("AE", 1, 1, 0), ("SDR", 0, 0, 0), (None, 0, 0, 0)]
    # Nobody held either of them before it was an MQL.
    assert at(rows, "new_name", *told) == [("AE", 0, 0, 0), ("SDR", 0, 0, 0), (None, 2, 2, 0)]
    # What still stands there is in the hands of who holds it at as-of.
    assert at(rows, "opportunity", "person", "balance_end") == [("AE", 1), ("SDR", 0), (None, 0)]
    rows = funnel(handed_on(), PASSED, as_of=day(75), filters={"team": ["North"]}, by="team")
    assert at(rows, "mql", "team", "entered") == [("North", 2)]
    assert at(rows, "sales_lead", "team", "entered") == [("North", 0)]
    # A second before it was handed on all is the SDR's.
    rows = funnel(handed_on(), PASSED, as_of=day(3, -1), by="person")
    assert at(rows, "mql", "person", "balance_end") == [("SDR", 2), (None, 0)]


def test_so_it_is_in_the_rest_of_the_funnel() -> None:
    company, by = handed_on(), "person"
    asked: dict[str, Any] = {"as_of": day(75), "by": by}
    bridge = at(funnel_bridge(company, PASSED, day(2), day(6), **asked), "mql", by, "carried_in", "flow_out")
    assert bridge == [("AE", 0, 0), ("SDR", 1, 1), (None, 0, 0)]
    rows = projection(company, PASSED, **asked)
    assert at(rows, "mql", by, "cases", "rate") == [("AE", 0, None), ("SDR", 2, 0.5), (None, 0, None)]
    assert at(rows, "sales_lead", by, "cases", "rate") == [("AE", 1, 1), ("SDR", 0, None), (None, 0, None)]
    times = at(stage_times(company, PASSED, **asked), "sales_lead", by, "day", "converted")
    assert times == [("AE", 0, 0), ("AE", 1, 0), ("AE", 2, 1)]
    trend = funnel_trend(company, PASSED, "month", **asked)
    assert at(trend, "mql", by, "period", "converted")[3:6] == [
        ("SDR", "2025-03-01", 1),
        ("SDR", "2025-04-01", 0),
        ("SDR", "2025-05-01", 0),
    ]


def test_a_stay_of_no_time_belongs_to_who_holds_the_lead_in_its_second() -> None:
    hands = [given("p1", day(1)), given("p2", day(2)), given("p3", day(4))]
    company = one(moved("mql", day(2)), moved("lost", day(4)), assignments=hands)
    # new_name up to the second before day 2; engaged and target in it; mql up to the second before the exit.
    assert holders(company) == ["p1", "p2", "p2", "p2"]


def test_a_stage_whose_next_is_dropped_is_left_when_the_episode_ends() -> None:
    hands = [given("p1", day(1)), given("p2", day(3)), given("p3", day(4))]
    life = [moved("engaged", day(1)), moved("mql", day(2)), moved("lost", day(4))]
    company = one(*life, assignments=hands)
    assert holders(company, DROPPED) == [None, "p2"]
    assert holders(company, PASSED) == [None, "p1", "p1", "p2"]
    assert holders(one(*life[:2], assignments=hands), DROPPED) == [None, "p3"]


def test_the_hands_of_the_pass_before_hold_it_still_until_somebody_elses_do() -> None:
    # A customer that began again on day 7: its second is the next pass's. That one stands at mql since, at as-of p2's.
    hands = [given("p1", day(1)), given("p2", day(7))]
    company = one(moved("customer", day(2)), moved("mql", day(7)), assignments=hands)
    assert holders(company) == ["p1"] * 7
    assert holders(company, number=2) == ["p2"]
    back = one(moved("lost", day(2)), moved("target", day(3)), moved("mql", day(5)), assignments=hands)
    assert holders(back, number=2) == ["p1", "p2"]


def test_of_two_in_one_second_the_greater_holds_and_none_before_creation() -> None:
    hands = [given("p2", day(2)), given("p1", day(2)), given("p0", day(-4))]
    assert holders(one(moved("engaged", day(3)), assignments=hands)) == ["p2", "p2"]
    assert holders(one(moved("engaged", day(1)), assignments=hands[2:])) == ["p0", "p0"]


def test_exits_and_returns_stay_with_who_held_the_lead_at_the_end() -> None:
    life = (moved("mql", day(1)), moved("sales_lead", day(3)), moved("lost", day(5)), moved("mql", day(6)))
    company = one(*life, assignments=[given("p1", day(0)), given("p2", day(5)), given("p3", day(6))])
    # p2 was given it in the very second in which it was lost: the step was p1's, the exit is p2's.
    assert holders(company) == ["p1"] * 5
    assert [row["person"] for row in exits(company, PASSED, as_of=day(60), by="person")] == ["p2"]
    told = returned(company, PASSED, as_of=day(60), by="person")
    assert [(row["person"], row["returned"], row["first_entered"]) for row in told] == [("p2", 1, 1)]


@examples(40, "arithmetic", derandomize=True)
@given_any(companies(), rule_sets(), cuts())
def test_what_each_person_did_sums_to_what_all_did(company: Company, rules: Rules, cut: Cut) -> None:
    asked = asdict(cut)
    whole, parts = (funnel(company, rules, **asked, by=by) for by in (None, "person"))
    for row in whole:
        mine = [part for part in parts if part["stage"] == row["stage"]]
        for name in ("entered", "skipped", "flow_out", "balance_start", "came_in", "went_out", "balance_end"):
            assert row[name] is None or sum(part[name] for part in mine) == row[name]
    for part in parts:
        assert part["balance_start"] + part["came_in"] - part["went_out"] == part["balance_end"]
    assert {row["remainder"] for row in funnel_bridge(company, rules, **asked, by="person")} <= {0}
    listed = cases(company, rules, **asked, by="team")
    assert len(listed) == len(cases(company, rules, **asked))
    assert all(row["rank"] == RANK[row["stage"]] for row in listed)
