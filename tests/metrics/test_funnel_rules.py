"""The sentences of metrics.md about cohort, flow and stock, each told with a few leads and built for real."""

from __future__ import annotations

import pytest

from leaddash import metrics
from leaddash.metrics import registry
from leaddash.snapshots import Snapshot
from tests.metrics.stories import Ask, Stories, day, given, moved

STORIES = Stories()
CLASSES = ["converted", "late", "exited", "open", "stalled"]
STOCK = ["balance_start", "came_in", "went_out", "balance_end"]


@pytest.fixture(scope="module")
def shot() -> Snapshot:
    return STORIES.snapshot()


@pytest.fixture
def ask(request: pytest.FixtureRequest, shot: Snapshot) -> Ask:
    return Ask(shot, request.function.__name__)


# The window of mql is 14 days, of sales_lead 7; the other stages have none.


@STORIES.of(
    in_time=[moved("mql", day(1)), moved("sales_lead", day(15))],
    late=[moved("mql", day(1)), moved("sales_lead", day(15, 1))],
    exited=[moved("mql", day(1)), moved("recycled", day(2))],
    exited_late=[moved("mql", day(1)), moved("recycled", day(40))],
    stalled=[moved("mql", day(1))],
    over_now=[moved("mql", day(46))],
    open=[moved("mql", day(46, 1))],
    early=[moved("mql", day(50)), moved("sales_lead", day(51))],
)
def test_every_case_is_converted_late_exited_open_or_stalled(ask: Ask) -> None:
    row = ask.funnel()["mql"]
    # In time: in_time (exactly 14 days), early. Late: one second more. Open: one second short of its 14 days.
    assert [row[name] for name in CLASSES] == [2, 1, 2, 1, 2]
    assert row["entered"] == 8
    assert ask.cases("mql", "stalled") == ["over_now", "stalled"]
    # Window over at day 60: all but open and early; of these six in_time converted in time.
    assert (row["rate_converted"], row["rate_entered"], row["rate"]) == (1, 6, pytest.approx(1 / 6))
    assert ask.cases("mql", "rate_converted") == ["in_time"]
    # As of day 15 in_time has just gone on, the late one is stalled: its window is over.
    row = ask.funnel(as_of=day(15))["mql"]
    assert [row[name] for name in CLASSES] == [1, 0, 1, 0, 3]


@STORIES.of(
    on=[moved("target", day(1)), moved("mql", day(50))],
    out=[moved("target", day(1)), moved("lost", day(2))],
    here=[moved("target", day(1))],
)
def test_without_a_window_nobody_is_late_or_stalled_and_all_but_the_open_are_in_the_rate(ask: Ask) -> None:
    row = ask.funnel()["target"]
    assert [row[name] for name in CLASSES] == [1, 0, 1, 1, 0]
    assert (row["rate_converted"], row["rate_entered"], row["rate"]) == (1, 2, 0.5)
    # The same leads with a window of 10 days: on is late, here stalled, all three are in the rate.
    row = ask.funnel({"stages": {"window_days": {"target": 10}}})["target"]
    assert [row[name] for name in CLASSES] == [0, 1, 1, 0, 1]
    assert (row["rate_converted"], row["rate_entered"]) == (0, 3)


@STORIES.of(
    before=[moved("sales_lead", day(1)), moved("opportunity", day(12))],
    inside=[moved("sales_lead", day(11)), moved("opportunity", day(12))],
    at_since=[moved("sales_lead", day(10)), moved("opportunity", day(20))],
    at_until=[moved("sales_lead", day(20)), moved("opportunity", day(20, 1))],
)
def test_flow_counts_what_moved_in_the_period_whenever_it_had_entered(ask: Ask) -> None:
    row = ask.funnel(since=day(10), until=day(20))["sales_lead"]
    # Half-open: at_since entered in it, at_until did not, and at_since moved on at its end: not in it.
    assert ask.cases("sales_lead", "entered", since=day(10), until=day(20)) == ["at_since", "inside"]
    assert (row["entered"], row["flow_out"], row["flow_rate"]) == (2, 2, 1.0)
    # Bridge: converted 1 (inside) + late 1 (at_since, 10 days) - 1 moving on after it + 1 carried in (before).
    assert (row["converted"], row["late"]) == (1, 1)
    assert ask.cases("sales_lead", "flow_out", since=day(10), until=day(20)) == ["before", "inside"]
    # Nothing entered after day 30: the flow has no rate.
    assert ask.funnel(since=day(30))["sales_lead"]["flow_rate"] is None
    # As of day 19 the move of day 20 is unknown: at_since is stalled, its 7 days over at day 17.
    assert ask.funnel(since=day(10), as_of=day(19))["sales_lead"]["stalled"] == 1


@STORIES.of(
    stays=[moved("engaged", day(1))],
    passes=[moved("engaged", day(5)), moved("target", day(8))],
    leaves=[moved("engaged", day(2)), moved("recycled", day(6))],
    jumps=[moved("target", day(7))],
)
def test_stock_is_what_stood_before_plus_what_came_less_what_went(ask: Ask) -> None:
    rows = ask.funnel(since=day(5), until=day(8))
    # Before day 5: stays and leaves in engaged, passes and jumps in new_name. In engaged then: passes came,
    # leaves went; jumps passed it in no time, which is no move; passes moves on at day 8, after the period.
    assert [rows["new_name"][name] for name in STOCK] == [2, 0, 2, 0]
    assert [rows["engaged"][name] for name in STOCK] == [2, 1, 1, 2]
    assert [rows["target"][name] for name in STOCK] == [0, 1, 0, 1]
    assert ask.cases("engaged", "balance_end", since=day(5), until=day(8)) == ["passes", "stays"]
    # Until lies after as-of: the balance is that of one second after as-of.
    assert ask.column("balance_end", until=day(90)) == [0, 1, 2, 0, 0, 0, 0]
    assert ask.column("balance_start", since=day(90)) == [0, 1, 2, 0, 0, 0, 0]


@STORIES.of(
    two=[moved("mql", day(1)), moved("sales_lead", day(3))],
    four=[moved("mql", day(1)), moved("sales_lead", day(5))],
    nine=[moved("mql", day(1)), moved("sales_lead", day(10))],
    skipped=[moved("sales_lead", day(1)), moved("opportunity", day(2))],
    guessed=[moved("mql", day(1), estimated=True), moved("sales_lead", day(2))],
    guessed_next=[moved("mql", day(1)), moved("sales_lead", day(2), estimated=True)],
    late=[moved("mql", day(1)), moved("sales_lead", day(40))],
)
def test_days_are_those_of_the_converted_who_did_not_skip_and_have_no_estimated_moment(ask: Ask) -> None:
    row = ask.funnel()["mql"]
    # 2, 4, 9 days: median 4; P90 lies 1.8 places up: 4 + 0.8 * 5 = 8.
    assert (row["median_days"], row["p90_days"]) == (4.0, 8.0)
    assert (row["converted"], row["late"]) == (6, 1)


@STORIES.of(buys=[moved("opportunity", day(1)), moved("customer", day(3))], other=[])
def test_nothing_follows_the_customer_and_empty_shares_are_empty(ask: Ask) -> None:
    row = ask.funnel()["customer"]
    emptied = [name for name, value in row.items() if value is None]
    told = ["rate_converted", "rate_entered", "rate", "rate_low", "rate_high", "median_days", "p90_days"]
    assert emptied == [*CLASSES, *told, "flow_out", "flow_rate"]
    assert (row["entered"], row["came_in"], row["balance_end"]) == (1, 1, 1)
    assert ask.cases("customer", "flow_out") == []
    row = ask.funnel(since=day(50))["mql"]
    assert (row["rate_entered"], row["rate"], row["rate_low"], row["median_days"]) == (0, None, None, None)


@STORIES.of(**{f"no{number}": [moved("mql", day(1)), moved("lost", day(2))] for number in range(20)})
def test_a_rate_travels_with_its_wilson_interval(ask: Ask) -> None:
    # Newcombe 1998, table I, method 3: none of 20 is 0 to 0.1611.
    row = ask.funnel()["mql"]
    assert (row["rate"], row["rate_low"]) == (0, 0)
    assert row["rate_high"] == pytest.approx(0.1611, abs=5e-5)


@STORIES.of(
    columns={
        "a": {"source": "web", "country": "ES", "fit_band": "40"},
        "b": {"source": "web", "country": "US", "fit_band": None},
        "c": {"source": "event", "country": "ES"},
        "d": {"country": "ES"},
    },
    a=[given("p1", day(1))],
    b=[given("p3", day(1))],
    c=[],
    d=[],
)
def test_values_of_one_filter_mean_or_dimensions_mean_and_and_a_missing_one_is_a_slice(ask: Ask) -> None:
    def count(**filters: tuple[str, ...]) -> int:
        return int(ask.funnel(filters=filters)["new_name"]["entered"])

    assert [count(), count(source=("web",)), count(source=("web", "event")), count(source=("",))] == [
        4,
        2,
        3,
        1,
    ]
    assert [count(source=("web", ""), country=("ES",)), count(fit_band=("",))] == [2, 1]
    assert [count(team=("north",)), count(team=("",)), count(person=("",))] == [1, 3, 2]  # p3 has no team
    slices = {key[0]: row["entered"] for key, row in ask.funnel(by="source").items() if key[1] == "new_name"}
    assert list(slices.items()) == [("event", 1), ("web", 2), (None, 1)]
    bands = {key[0]: row["entered"] for key, row in ask.funnel(by="fit_band").items() if key[1] == "new_name"}
    assert bands == {"0": 2, "40": 1, None: 1}


@STORIES.of(
    a=[moved("mql", day(2))], b=[moved("mql", day(9))], monday=[moved("mql", day(7))], c=[moved("mql", day(38))]
)
def test_the_trend_names_each_period_by_its_first_local_date_and_cuts_it_to_the_period_asked(
    ask: Ask,
) -> None:
    # T0 is Monday 3 March 2025; day 7 the Monday after (its first second), day 9 a Wednesday; day 38 lies in April.
    scope = ask.scope(since=day(1), until=day(10), bucket="week")
    weeks = metrics.funnel_trend(ask.shot, scope)
    mql = weeks[weeks["stage"] == "mql"]
    assert [str(period.date()) for period in mql["period"]] == ["2025-03-03", "2025-03-10"]
    assert (list(mql["entered"]), list(mql["balance_end"])) == ([1, 2], [1, 3])
    months = metrics.funnel_trend(ask.shot, ask.scope(as_of=day(40)))
    assert list(months.loc[months["stage"] == "mql", "entered"]) == [3, 1]
    moves = registry.cases(ask.shot, scope, "funnel_trend")
    assert sorted(moves.loc[moves["stage"] == "mql", "lead_id"].str[-1]) == ["a", "b", "y"]
