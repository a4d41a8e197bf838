"""The naive rest of the funnel checked by hand, before it is used to check anything else."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from hypothesis import given

from tests.long import examples

from .company import Company, Row, Rules, default_as_of
from .episodes import EXITS, STAGES, episodes
from .funnel import funnel, wilson
from .histories import Cut, companies, cuts, day, deal, moved, one, rule_sets, some, with_deals
from .rest_of_funnel import WAYS, exits, funnel_bridge, projection, projection_trend, stage_times

ALL = {"engaged", "opportunity", "customer", "lost"}
PASSED = Rules(derive=ALL, meaningful={"form_submit"}, window_days={"mql": 14, "sales_lead": 7})
DROPPED = replace(PASSED, skipped="dropped")


def at(rows: list[Row], stage: str) -> list[Row]:
    return [row for row in rows if row["stage"] == stage]


def sums(row: Row) -> float:
    return float(sum(row[way] or 0 for way in WAYS) + row["staying"])


def test_the_columns_are_those_decided() -> None:
    company = one(moved("mql", day(1)))
    ways = [f"{way}{end}" for way in ("converted", *EXITS) for end in ("", "_low", "_high")]
    head = ["source", "stage", "rank"]
    assert list(stage_times(company, PASSED, by="source")[0]) == [*head, "day", "cases", "at_risk", *ways, "staying"]
    rate = ["window_days", "cases", "rate_converted", "rate_entered", "rate", "rate_low", "rate_high"]
    projected = ["projected", "projected_low", "projected_high"]
    assert list(projection(company, PASSED, by="source")[0]) == [*head, *rate, *projected]
    assert list(projection_trend(company, PASSED, by="source")[0]) == ["source", "period", *head[1:], *rate, *projected]
    bridge = ["converted", "late", "converted_later", "carried_in", "flow_out", "remainder"]
    assert list(funnel_bridge(company, PASSED, by="source")[0]) == [*head, *bridge]


# stage_times


def test_the_curve_runs_to_the_last_observed_day_and_a_tie_with_a_censoring_counts_it() -> None:
    # Three sales leads after exactly one day: a went on, b was disqualified, c is still there at as-of.
    company = some(
        {
            "a": [moved("sales_lead", day(1)), moved("opportunity", day(2))],
            "b": [moved("sales_lead", day(2)), moved("disqualified", day(3))],
            "c": [moved("sales_lead", day(3))],
        }
    )
    rows = at(stage_times(company, PASSED, as_of=day(4)), "sales_lead")
    assert [(row["day"], row["cases"], row["at_risk"]) for row in rows] == [(0, 3, 3), (1, 3, 3)]
    assert [row["converted"] for row in rows] == [0, pytest.approx(1 / 3)]
    assert [row["disqualified"] for row in rows] == [0, pytest.approx(1 / 3)]
    assert [row["staying"] for row in rows] == [1, pytest.approx(1 / 3)]
    assert (rows[1]["converted_low"], rows[1]["converted_high"]) == pytest.approx(wilson(1, 3))
    assert (rows[1]["lost"], rows[1]["lost_low"], rows[1]["lost_high"]) == (0, *wilson(0, 3))
    # A second short of a day is day 0 only.
    rows = at(stage_times(company, PASSED, since=day(3), as_of=day(4, -1)), "sales_lead")
    assert [(row["day"], row["cases"]) for row in rows] == [(0, 1)]


def test_estimated_moments_are_in_no_curve() -> None:
    company = some(
        {
            "entry": [moved("mql", day(1), estimated=True), moved("lost", day(2))],
            "onward": [moved("mql", day(1)), moved("sales_lead", day(2), estimated=True)],
            "exit": [moved("mql", day(1)), moved("lost", day(2), estimated=True)],
            "stays": [moved("mql", day(1))],
        }
    )
    assert [row["cases"] for row in at(stage_times(company, PASSED, as_of=day(2)), "mql")] == [1, 1]
    # Before they left, nothing is known of the two that will leave at an estimated moment.
    assert [row["cases"] for row in at(stage_times(company, PASSED, as_of=day(1)), "mql")] == [3]
    # The exit counts as a moment everywhere else.
    (row,) = at(exits(company, PASSED, since=day(2), filters={"source": [None]}), "mql")
    assert (row["exits"], row["share"]) == (2, 1.0)


def test_an_exit_is_estimated_if_every_row_of_its_kind_and_reason_is() -> None:
    def is_estimated(*rows: Row) -> bool:
        return episodes(one(*rows), PASSED)[0].exit_estimated

    rough, other = moved("lost", day(2), "a", estimated=True), moved("lost", day(2), "b")
    assert is_estimated(rough)
    assert not is_estimated(rough, moved("lost", day(2), "a"))
    assert is_estimated(rough, other, moved("lost", day(3), "a"))  # b did not count, day 3 came too late
    assert not is_estimated(moved("recycled", day(2)), rough)
    made = deal("o", day(1), (day(2), "lost"))
    # The derived lost has no reason: alone or with an estimated row of its own kind it is known to the second.
    assert not episodes(with_deals(made), PASSED)[0].exit_estimated
    bare = moved("lost", day(2), estimated=True)
    assert not episodes(with_deals(made, changes=(bare,)), PASSED)[0].exit_estimated
    assert episodes(with_deals(made, changes=(rough,)), PASSED)[0].exit_estimated


def test_a_customer_goes_nowhere_and_may_leave_or_begin_again() -> None:
    left = stage_times(one(moved("customer", day(3)), moved("lost", day(5))), PASSED)
    rows = at(left, "customer")
    assert [(row["day"], row["at_risk"], row["lost"], row["staying"]) for row in rows] == [
        (0, 1, 0, 1),
        (1, 1, 0, 1),
        (2, 1, 1, 0),
    ]
    assert {row["converted"] for row in rows} == {row["converted_high"] for row in rows} == {None}
    # Begun again after two days: neither staying nor in any of the four exits.
    again = at(stage_times(one(moved("customer", day(3)), moved("mql", day(5))), PASSED), "customer")
    assert [(row["day"], sums(row)) for row in again] == [(0, 1), (1, 1), (2, 0)]
    rough = one(moved("customer", day(3)), moved("mql", day(5), estimated=True))
    assert at(stage_times(rough, PASSED), "customer") == []
    assert len(at(stage_times(rough, PASSED, as_of=day(4)), "customer")) == 2


def test_an_episode_dropped_at_a_stage_leaves_it_when_the_next_begins() -> None:
    # Out of the funnel from target on, which it jumped over; as a customer it begins again four days after engaged.
    life = [moved("engaged", day(1)), moved("mql", day(2)), moved("customer", day(3)), moved("engaged", day(5))]
    rows = at(stage_times(one(*life), DROPPED, until=day(5)), "engaged")
    assert [(row["day"], row["staying"], sums(row)) for row in rows] == [
        *((number, 1, 1) for number in range(4)),
        (4, 0, 0),
    ]


# projection


def test_the_projection_sees_what_the_closed_windows_do_not_yet() -> None:
    # Seven days. a goes on after 1 day, c is seen for 2, b is lost after 3: all windows are open on day 4.
    # 3 at risk at 1 day: F = 1/3. At 3 days 1 at risk leaves: nobody is left to go on. Variance 2/27, so 3 cases.
    company = some(
        {
            "a": [moved("sales_lead", day(1)), moved("opportunity", day(2))],
            "b": [moved("sales_lead", day(1)), moved("lost", day(4))],
            "c": [moved("sales_lead", day(2))],
        }
    )
    (row,) = at(projection(company, PASSED, as_of=day(4)), "sales_lead")
    assert (row["window_days"], row["cases"], row["rate_entered"], row["rate"]) == (7, 3, 0, None)
    assert [row["projected"], row["projected_low"], row["projected_high"]] == pytest.approx([1 / 3, *wilson(1, 3)])
    # A second before b is lost its time ends in a censoring: nobody knows about the seventh day.
    (row,) = at(projection(company, PASSED, as_of=day(4, -1)), "sales_lead")
    assert (row["cases"], row["projected"], row["projected_low"], row["projected_high"]) == (3, None, None, None)


def test_the_projection_is_nothing_without_a_window_or_a_case() -> None:
    rows = projection(one(moved("target", day(1))), PASSED, as_of=day(30))
    assert [row["stage"] for row in rows] == list(STAGES[:-1])
    assert [row["cases"] for row in rows] == [1, 1, 1, 0, 0, 0]
    assert [row["window_days"] for row in rows] == [0, 0, 0, 14, 7, 0]
    assert {row["projected"] for row in rows} == {None}
    assert [row["rate"] for row in rows] == [1, 1, None, None, None, None]


def test_a_case_censored_at_the_windows_end_was_observed_that_far() -> None:
    company = one(moved("sales_lead", day(1)))
    (row,) = at(projection(company, PASSED, as_of=day(8)), "sales_lead")
    assert (row["projected"], row["projected_low"], row["projected_high"]) == (0, *wilson(0, 1))
    (row,) = at(projection(company, PASSED, as_of=day(8, -1)), "sales_lead")
    assert row["projected"] is None


def test_estimated_moments_are_projected_too() -> None:
    company = one(moved("mql", day(1), estimated=True), moved("sales_lead", day(2)))
    (row,) = at(projection(company, PASSED), "mql")
    assert (row["cases"], row["projected"]) == (1, 1)


def test_the_projections_of_a_trend_are_those_of_its_periods_slice_by_slice() -> None:
    company = some({"a": [moved("mql", day(8))], "b": [moved("mql", day(1)), moved("sales_lead", day(2))]})
    company.leads[0]["source"] = "web"
    rows = projection_trend(company, PASSED, as_of=day(20), by="source", bucket="week")
    weeks = ["2025-03-03", "2025-03-10", "2025-03-17"]
    expected = [(value, week, stage) for value in ("web", None) for week in weeks for stage in STAGES[:-1]]
    assert [tuple(row.values())[:3] for row in rows] == expected
    week = projection(company, PASSED, day(7), day(14), day(20), by="source")
    second = [{name: row[name] for name in week[0]} for row in rows if row["period"] == "2025-03-10"]
    assert second == week
    assert projection_trend(Company(), PASSED) == []


# funnel_bridge


def test_the_bridge_leads_from_the_cohort_to_the_flow() -> None:
    # The period is [day 5, day 8), the window of an mql 14 days.
    company = some(
        {
            "carried": [moved("mql", day(1)), moved("sales_lead", day(6))],
            "inside": [moved("mql", day(5)), moved("sales_lead", day(7))],
            "at its end": [moved("mql", day(6)), moved("sales_lead", day(8))],
            "late": [moved("mql", day(6)), moved("sales_lead", day(25))],
            "waiting": [moved("mql", day(7))],
            "before": [moved("mql", day(1)), moved("sales_lead", day(4))],
        }
    )
    (row,) = at(funnel_bridge(company, PASSED, day(5), day(8)), "mql")
    # 2 converted + 1 late - 2 that did so on day 8 or after + 1 carried in = 2: carried, inside.
    assert list(row.values()) == ["mql", 4, 2, 1, 2, 1, 2, 0]
    # As-of day 7: the period ends a second later, and what comes after is not known.
    (row,) = at(funnel_bridge(company, PASSED, day(5), day(8), day(7)), "mql")
    assert list(row.values()) == ["mql", 4, 1, 0, 0, 1, 2, 0]


@examples(40, "arithmetic", derandomize=True)
@given(companies(), rule_sets(), cuts())
def test_bridges_curves_and_projections_add_up(company: Company, rules: Rules, cut: Cut) -> None:
    asked = asdict(cut)
    assert {row["remainder"] for row in funnel_bridge(company, rules, **asked)} == {0}
    for row in stage_times(company, rules, **asked):
        assert sums(row) <= 1 + 1e-9
        if row["stage"] != "customer" and rules.skipped == "passed":
            assert sums(row) == pytest.approx(1), "there is no other way out"
    # The longest window is 60 days: once every one is over, the projection is the rate of the funnel.
    asked["as_of"] = default_as_of(company) + timedelta(days=60)
    rates = {row["stage"]: row for row in funnel(company, rules, **asked)}
    for row in projection(company, rules, **asked):
        rate = rates[row["stage"]]
        assert row["cases"] == rate["entered"]
        for end in ("", "_low", "_high"):
            expected = rate[f"rate{end}"] if row["window_days"] else None
            assert row[f"projected{end}"] == pytest.approx(expected)
