"""The naive implementation checked by hand, before it is used to check anything else."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given

from tests.long import examples

from .company import Company, Row, Rules, default_as_of, truncated
from .episodes import STAGES, Episode, episodes, holder
from .funnel import CLASSES, COLUMNS, cases, funnel, funnel_trend, percentile, wilson
from .histories import Cut, companies, cuts, day, deal, lead, moved, one, rule_sets, to_tables, with_deals
from .moments import buckets, local_midnight

ALL = {"engaged", "opportunity", "customer", "lost"}
PASSED = Rules(derive=ALL, meaningful={"form_submit"}, window_days={"mql": 14, "sales_lead": 7})
DROPPED = Rules(derive=ALL, meaningful={"form_submit"}, skipped="dropped", window_days={"mql": 14})


def by_stage(rows: list[Row]) -> dict[str, Row]:
    return {row["stage"]: row for row in rows}


def spans(found: list[Episode]) -> list[tuple[datetime, datetime | None, str | None]]:
    return [(episode.began_at, episode.ended_at, episode.exit) for episode in found]


def test_a_jump_enters_every_stage_between_and_marks_them_skipped() -> None:
    # Day 0 new_name, day 2 mql: engaged and target are entered on day 2 too, by the entry into mql.
    (episode,) = episodes(one(moved("mql", day(2))), PASSED)
    assert episode.entered == {"new_name": day(0), "engaged": day(2), "target": day(2), "mql": day(2)}
    assert episode.skipped == {"engaged", "target"}
    rows = by_stage(funnel(one(moved("mql", day(2))), PASSED))
    # engaged and target are stays of zero seconds: no moves. new_name -1, mql +1.
    assert [rows[stage]["came_in"] for stage in STAGES] == [1, 0, 0, 1, 0, 0, 0]
    assert [rows[stage]["went_out"] for stage in STAGES] == [1, 0, 0, 0, 0, 0, 0]
    assert [rows[stage]["balance_end"] for stage in STAGES] == [0, 0, 0, 1, 0, 0, 0]
    # new_name took 2 days; engaged was skipped, so it counts as converted and has no days.
    assert (rows["new_name"]["median_days"], rows["engaged"]["median_days"]) == (2.0, None)
    assert (rows["engaged"]["converted"], rows["engaged"]["skipped"]) == (1, 1)


def test_a_move_back_is_counted_once_and_changes_nothing() -> None:
    back = (moved("engaged", day(3)), moved("engaged", day(3)), moved("target", day(3)))
    (episode,) = episodes(one(moved("mql", day(2)), *back), PASSED)
    # Two rows of the same second and stage are one move; target in that second is another: 2.
    assert episode.regressed == 2
    assert max(episode.entered.values()) == day(2)


def test_a_late_derived_entry_is_no_recorded_move_back() -> None:
    activity = {"lead_id": "l", "occurred_at": day(4), "activity_type": "form_submit"}
    activity["direction"] = "inbound"
    (episode,) = episodes(one(moved("mql", day(2)), activities=[activity]), PASSED)
    assert (episode.regressed, episode.entered["engaged"]) == (0, day(2))


def test_a_returned_lead_is_a_second_episode_without_the_stages_below_its_first_entry() -> None:
    left = (moved("mql", day(1)), moved("recycled", day(5), "timing"), moved("lost", day(6)))
    first, second = episodes(one(*left, moved("target", day(9)), moved("sales_lead", day(10))), PASSED)
    assert spans([first, second]) == [(day(0), day(5), "recycled"), (day(9), None, None)]
    assert (first.reason, first.ignored_exits, second.number) == ("timing", 1, 2)
    assert second.entered == {"target": day(9), "mql": day(10), "sales_lead": day(10)}
    assert second.skipped == {"mql"}


def test_of_exits_in_one_second_the_first_kind_and_the_smallest_reason_win() -> None:
    at = day(5)
    company = one(moved("lost", at), moved("postponed", at, "b"), moved("postponed", at, "a"))
    (episode,) = episodes(company, PASSED)
    assert (episode.exit, episode.reason, episode.ignored_exits) == ("postponed", "a", 0)
    # No reason is no text: the one that is said wins.
    (episode,) = episodes(one(moved("lost", at, "x"), moved("lost", at)), PASSED)
    assert episode.reason == "x"


def test_an_entry_in_the_second_of_an_exit_comes_before_it() -> None:
    # mql and recycled on day 5: the entry is of the pass that ends; sales_lead a second later begins one.
    company = one(moved("recycled", day(5)), moved("mql", day(5)), moved("sales_lead", day(5, 1)))
    first, second = episodes(company, PASSED)
    assert first.entered["mql"] == day(5)
    assert spans([first, second]) == [(day(0), day(5), "recycled"), (day(5, 1), None, None)]


def test_a_customer_begins_again_after_86401_seconds_and_not_after_86400() -> None:
    won = moved("customer", day(3))
    (episode,) = episodes(one(won, moved("mql", day(4))), PASSED)
    assert (episode.ended_at, episode.regressed) == (None, 0)
    first, second = episodes(one(won, moved("mql", day(4, 1))), PASSED)
    assert spans([first, second]) == [(day(0), day(4, 1), None), (day(4, 1), None, None)]
    # The stock moves with it: customer loses one, mql gains one.
    rows = by_stage(funnel(one(won, moved("mql", day(4, 1))), PASSED, since=day(4)))
    assert (rows["customer"]["balance_start"], rows["customer"]["balance_end"]) == (1, 0)
    assert (rows["mql"]["balance_start"], rows["mql"]["balance_end"]) == (0, 1)


def test_dropped_takes_a_lead_out_from_the_first_stage_it_skipped() -> None:
    changes = (moved("engaged", day(1)), moved("mql", day(2)), moved("lost", day(4)))
    (episode,) = episodes(one(*changes), DROPPED)
    assert episode.entered == {"new_name": day(0), "engaged": day(1)}
    rows = by_stage(funnel(one(*changes), DROPPED))
    assert (rows["engaged"]["exited"], rows["engaged"]["converted"], rows["mql"]["entered"]) == (1, 0, 0)
    rows = by_stage(funnel(one(*changes), DROPPED, as_of=day(3)))
    assert (rows["engaged"]["open"], rows["engaged"]["balance_end"]) == (1, 1)


def test_lost_is_derived_only_when_no_opportunity_is_open() -> None:
    still = with_deals(deal("a", day(1), (day(3), "Lost")), deal("b", day(2)))
    assert spans(episodes(still, PASSED)) == [(day(0), None, None)]
    second = deal("b", day(2), (day(5), "negotiation"), (day(6), "lost"))
    both = with_deals(deal("a", day(1), (day(3), "Lost")), second)
    assert spans(episodes(both, PASSED)) == [(day(0), day(6), "lost")]
    # Opened in the same second as the other one is lost: one is open at the second's end.
    swap = with_deals(deal("a", day(1), (day(3), "lost")), deal("b", day(3)))
    assert spans(episodes(swap, PASSED)) == [(day(0), None, None)]


def test_a_lost_opportunity_reopened_begins_the_next_episode_and_an_empty_stage_does_not() -> None:
    empty = with_deals(deal("a", day(1), (day(3), "lost"), (day(5), None), (day(6), " ")))
    assert spans(episodes(empty, PASSED)) == [(day(0), day(3), "lost")]
    again = with_deals(deal("a", day(1), (day(3), "lost"), (day(5), "talks"), (day(6), "won")))
    first, second = episodes(again, PASSED)
    assert spans([first, second]) == [(day(0), day(3), "lost"), (day(5), None, None)]
    assert second.entered == {"opportunity": day(5), "customer": day(6)}


def test_a_derived_lost_of_a_customer_is_nothing_and_a_recorded_one_an_exit() -> None:
    derived = with_deals(deal("a", day(1), (day(3), "won"), (day(9), "lost")))
    assert spans(episodes(derived, PASSED)) == [(day(0), None, None)]
    recorded = with_deals(deal("a", day(1), (day(3), "won")), changes=(moved("lost", day(9)),))
    assert spans(episodes(recorded, PASSED)) == [(day(0), day(9), "lost")]


def test_changes_of_one_second_run_open_won_lost() -> None:
    # Won and lost in one second, written in any order: a customer, whose derived lost is nothing.
    company = with_deals(deal("a", day(1), (day(3), "lost"), (day(3), "won")))
    (episode,) = episodes(company, PASSED)
    assert (episode.entered["customer"], episode.exit) == (day(3), None)


def test_moments_before_creation_count_at_the_creation() -> None:
    made = deal("a", day(-2), (day(-1), "won"))
    (episode,) = episodes(with_deals(made, changes=(moved("mql", day(-5)),)), PASSED)
    assert set(episode.entered.values()) == {day(0)}
    assert episode.skipped == {"engaged", "target", "sales_lead"}


def test_an_entry_is_estimated_only_if_all_its_rows_are() -> None:
    rough = (moved("engaged", day(1), estimated=True), moved("mql", day(2), estimated=True))
    company = one(*rough, moved("mql", day(2)))
    (episode,) = episodes(company, PASSED)
    assert episode.estimated == {"engaged"}
    rows = by_stage(funnel(company, PASSED))
    # new_name -> engaged has an estimated end, engaged -> target an estimated begin: converted, without days.
    assert [rows[stage]["converted"] for stage in STAGES[:3]] == [1, 1, 1]
    assert [rows[stage]["median_days"] for stage in STAGES[:3]] == [None, None, None]


def test_the_classes_and_the_rate_follow_the_window() -> None:
    # sales_lead has 7 days; a to d enter on day 1, as-of is day 9, so their windows ended on day 8.
    # a: on day 8, exactly 7 days -> converted. b: a second later -> late. c: exit -> exited. d: stalled.
    # e enters on day 5 and converts on day 6: converted, window open until day 12, not yet in the rate.
    # f enters on day 5 and waits: open. Rate 1 of 4.
    starts = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 5, "f": 5}
    changes = [moved("sales_lead", day(at), of=name) for name, at in starts.items()]
    changes += [moved("opportunity", day(8), of="a"), moved("opportunity", day(8, 1), of="b")]
    changes += [moved("disqualified", day(2), of="c"), moved("opportunity", day(6), of="e")]
    company = Company(leads=[lead(name) for name in starts], stage_changes=changes)
    row = by_stage(funnel(company, PASSED, as_of=day(9)))["sales_lead"]
    assert [row[name] for name in CLASSES] == [2, 1, 1, 1, 1]
    assert (row["rate_converted"], row["rate_entered"], row["rate"]) == (1, 4, 0.25)
    # Days of a and e: 7 and 1. Median 4; P90 = 1 + 0.9 * 6 = 6.4.
    assert (row["median_days"], row["p90_days"]) == (4.0, pytest.approx(6.4))
    # Moved on since day 5: a, b, e = 3, of 2 who entered (in the period from day 5).
    row = by_stage(funnel(company, PASSED, since=day(5), as_of=day(9)))["sales_lead"]
    assert (row["entered"], row["flow_out"], row["flow_rate"]) == (2, 3, 1.5)
    # At day 5: a, b, d stand there (c left). In: e, f. Out: a, b, e. Left: d, f.
    stock = [row[name] for name in ("balance_start", "came_in", "went_out", "balance_end")]
    assert stock == [3, 2, 3, 2]


def test_without_a_window_everyone_but_the_open_is_in_the_rate() -> None:
    names = ("a", "b", "c")
    changes = [moved("target", day(1), of=name) for name in names]
    changes += [moved("mql", day(400), of="a"), moved("lost", day(2), of="b")]
    company = Company(leads=[lead(name) for name in names], stage_changes=changes)
    row = by_stage(funnel(company, PASSED))["target"]
    assert [row[name] for name in CLASSES] == [1, 0, 1, 1, 0]
    assert (row["rate_converted"], row["rate_entered"]) == (1, 2)


def test_the_holder_is_the_last_one_up_to_the_end() -> None:
    names = [("p1", day(-1)), ("p3", day(2)), ("p2", day(2)), ("p9", day(7))]
    given_rows = [{"lead_id": "l", "person_id": name, "assigned_at": at} for name, at in names]
    company = one(moved("mql", day(1)), moved("lost", day(5)), assignments=given_rows)
    (episode,) = episodes(company, PASSED)
    assert holder(company, episode, day(9)) == "p3"  # two in one second: the greater; p9 came after the exit
    assert holder(one(), episode, day(9)) is None
    again = one(moved("customer", day(1)), moved("mql", day(7)), assignments=given_rows)
    first, second = episodes(again, PASSED)
    assert [holder(again, found, day(9)) for found in (first, second)] == ["p3", "p9"]  # before day 7; now


def test_slices_are_every_known_value_and_filters_apply_before_them() -> None:
    known = [lead("a", source="web", country="ES"), lead("b", source=None, country="ES")]
    company = Company(leads=[*known, lead("c", day(9), source="event")])
    rows = funnel(company, PASSED, by="source", as_of=day(5))
    assert [row["source"] for row in rows[::7]] == ["web", None]
    assert tuple(rows[0]) == ("source", *COLUMNS)
    rows = funnel(company, PASSED, by="source", filters={"country": ["ES", "US"], "source": [None]})
    assert [(row["source"], row["entered"]) for row in rows[::7]] == [(None, 1)]
    assert funnel(Company(), PASSED)[0]["entered"] == 0


def test_truncation_drops_rows_with_their_lead_and_opportunity() -> None:
    made, changed = deal("a", day(3), (day(1), "won"))
    company = with_deals((made, changed))
    assert default_as_of(company) == day(3)
    assert truncated(company, day(2)).opportunity_changes == []
    assert truncated(company, day(-1)).leads == []


def test_months_are_local_and_clipped() -> None:
    # Madrid, 2025: March begins at 23:00 UTC of 28 February, April (summer time) at 22:00 UTC of 31 March.
    assert local_midnight(date(2025, 3, 1), "Europe/Madrid") == datetime(2025, 2, 28, 23)
    assert buckets(datetime(2025, 2, 28, 23), datetime(2025, 3, 31, 22, 0, 1), "month", "Europe/Madrid") == [
        (date(2025, 3, 1), datetime(2025, 2, 28, 23), datetime(2025, 3, 31, 22)),
        (date(2025, 4, 1), datetime(2025, 3, 31, 22), datetime(2025, 3, 31, 22, 0, 1)),
    ]
    # A week is named by its Monday even where the period begins on the Wednesday.
    rows = funnel_trend(one(moved("mql", day(8))), PASSED, "week", since=day(2))
    assert [row["period"] for row in rows[::7]] == ["2025-03-03", "2025-03-10"]
    assert [row["balance_end"] for row in rows if row["stage"] == "new_name"] == [1, 0]


def test_the_wilson_interval_is_the_published_one() -> None:
    # Newcombe (1998), table I, method 3.
    published = {(81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605), (0, 20): (0.0, 0.1611)}
    published[(1, 29)] = (0.0061, 0.1718)
    for (successes, size), interval in published.items():
        assert wilson(successes, size) == pytest.approx(interval, abs=5e-5)
    assert wilson(0, 0) == (None, None)


def test_percentiles_interpolate_between_neighbours() -> None:
    # Nine tenths of the way from first (place 0) to last (place 3) is place 2.7: 3 + 0.7 * (10 - 3) = 7.9.
    assert percentile([10, 1, 3, 2], 0.9) == pytest.approx(7.9)
    assert percentile([1, 2], 0.5) == 1.5
    assert percentile([], 0.5) is None


@examples(80, "arithmetic", derandomize=True)
@given(companies(), rule_sets(), cuts())
def test_classes_bridge_and_balance_add_up(company: Company, rules: Rules, cut: Cut) -> None:
    rows = by_stage(funnel(company, rules, cut.since, cut.until, cut.as_of))
    listed = cases(company, rules, cut.since, cut.until, cut.as_of)
    for stage in STAGES:
        row = rows[stage]
        assert row["balance_start"] + row["came_in"] - row["went_out"] == row["balance_end"]
        if stage == "customer":
            continue
        assert sum(row[name] for name in CLASSES) == row["entered"]
        mine = [found for found in listed if found["stage"] == stage]
        later = [r for r in mine if r["cohort"] and r["next_at"] is not None and not r["flow_out"]]
        carried = [r for r in mine if r["flow_out"] and not r["cohort"]]
        assert row["converted"] + row["late"] - len(later) + len(carried) == row["flow_out"]
        if not rules.window_days[stage]:
            assert row["rate_entered"] == row["entered"] - row["open"]
    for flag in ("at_start", "at_end"):
        standing = [row["lead_id"] for row in listed if row[flag]]
        assert len(standing) == len(set(standing)), "a lead stands in at most one place"


@examples(50, "arithmetic", derandomize=True)
@given(companies(), rule_sets(), cuts())
def test_slices_and_periods_sum_to_the_whole(company: Company, rules: Rules, cut: Cut) -> None:
    asked = (cut.since, cut.until, cut.as_of)
    whole = by_stage(funnel(company, rules, *asked))
    for found in (funnel(company, rules, *asked, by="team"), funnel_trend(company, rules, "week", *asked)):
        for stage in STAGES:
            for column in ("entered", "came_in", "went_out"):
                total = sum(row[column] for row in found if row["stage"] == stage)
                assert not found or total == whole[stage][column]


@examples(25, "arithmetic", derandomize=True)
@given(companies(), rule_sets())
def test_the_order_of_rows_is_of_no_consequence(company: Company, rules: Rules) -> None:
    turned = Company(**{name: rows[::-1] for name, rows in vars(company).items()})
    assert episodes(turned, rules) == episodes(company, rules)
    assert to_tables(turned)["leads"] == to_tables(company)["leads"][::-1]
