"""The naive scoring metrics checked by hand, and by what must hold for any company and any rules."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from .company import Company, Row
from .funnel import wilson
from .histories import day, lead, moved
from .sales_stories import did, given, sold
from .score_quality import below_threshold, deciles, readings, roc_area, score_quality, score_roc
from .scoring import replay
from .scoring_histories import random_company, to_agreement
from .scoring_metrics import mql_volume, score_flips, threshold_curve, thresholds
from .scoring_rules import rule_hygiene
from .scoring_settings import changed, response, scoring
from .test_scoring import RULES, grade, model, rule

WORKED = ["worked", "worked_rate_became", "worked_rate_mqls", "worked_rate", "worked_low", "worked_high"]
NO_HORIZON = {"contact": 0, "qualify": 0, "win": 0}


def agreed(*behaviour: Row, horizon_days: dict[str, float] | None = None, **more: Any) -> dict[str, Any]:
    """Write an agreement with horizons."""
    return {**model(*behaviour, **more), "response": {"horizon_days": {**NO_HORIZON, **(horizon_days or {})}}}


def called(**moments: list[float]) -> Company:
    """Write a company of leads born on day 0, who each called on some days."""
    rows = [did(day(at), of=name) for name, days in moments.items() for at in days]
    return sold(activities=rows, leads=[lead(name, source=name) for name in moments])


# Volume and flips


def test_the_volume_counts_the_moments_of_every_bucket_under_both_rules() -> None:
    company = called(a=[1, 1.5, 9], b=[1, 9], c=[20], d=[7])
    two, one = agreed(rule("call", 50)), agreed(rule("call", 100))
    # Calls of 50 points: a on day 1.5, b on day 9; of 100: a and b on day 1, d on Monday 0:00,
    # c on day 20.
    found = mql_volume(company, RULES, two, one, "week")
    assert [tuple(row.values()) for row in found] == [
        ("2025-03-03", 2, 1, 1),
        ("2025-03-10", 1, 1, 0),
        ("2025-03-17", 1, 0, 1),
    ]
    cut = mql_volume(company, RULES, two, one, "week", since=day(1, 1), until=day(9), as_of=day(15))
    assert [tuple(row.values()) for row in cut] == [("2025-03-03", 0, 1, -1), ("2025-03-10", 1, 0, 1)]
    sliced = mql_volume(company, RULES, two, by="source", filters={"source": ["a", "c"]})
    assert [tuple(row.values()) for row in sliced] == [("a", "2025-03-01", 1, 1, 0), ("c", "2025-03-01", 0, 0, 0)]


def reasons(company: Company, before: dict[str, Any], after: dict[str, Any], **scope: Any) -> list[tuple[str, ...]]:
    return [(row["flip"], row["lead_id"], row["reason"]) for row in score_flips(company, RULES, before, after, **scope)]


def test_a_flip_tells_both_moments_both_scores_and_why() -> None:
    company = called(a=[1, 2], b=[1])
    before, after = agreed(rule("call", 40), threshold=80), agreed(rule("call", 30), threshold=25)
    # By day 1 a has 40 of 80, and only on day 2 is an MQL; b never is. Under the new rules both are on day 1.
    first, second = score_flips(company, RULES, before, after, until=day(2))
    expected = {"flip": "entered", "lead_id": "a", "episode": 1, "mql_at_agreed": day(2), "mql_at": day(1)}
    assert first == {**expected, "score_agreed": 40, "score": 30, "reason": "other_time"}
    assert (second["lead_id"], second["mql_at_agreed"], second["reason"]) == ("b", None, "score")
    # On day 2 a leaves: it has been an MQL since day 1.
    assert reasons(company, before, after, since=day(2)) == [("left", "a", "other_time")]
    assert reasons(company, before, after) == [("entered", "b", "score")]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"behaviour": [rule("alarm", 100)]}, "not_counted"),
        ({"fit_floor": 1, "intent_floor": 1}, "fit_floor"),
        ({"intent_floor": 1, "behaviour_floor": 100}, "intent_floor"),
        ({"behaviour_floor": 100, "threshold": 101}, "behaviour_floor"),
        ({"threshold": 101}, "score"),
        ({"behaviour": [rule("call", 100, hand_raise=True)], "fit_floor": 1, "threshold": 101}, "fit_floor"),
    ],
)
def test_the_reason_is_the_first_that_failed(other: dict[str, Any], reason: str) -> None:
    company, agreement = called(a=[1]), agreed(rule("call", 100))
    stricter = {**agreement, "scoring": {**agreement["scoring"], **other}}
    assert reasons(company, agreement, stricter) == [("left", "a", reason)]
    assert reasons(company, stricter, agreement) == [("entered", "a", reason)]


# Thresholds


def test_the_curve_goes_in_fives_to_200_or_twice_the_threshold_and_through_it() -> None:
    assert thresholds({"threshold": 100}) == [5.0 * number for number in range(41)]
    assert thresholds({"threshold": 101})[-3:] == [195, 200, 205]  # 202, rounded up
    assert thresholds({"threshold": 12.5})[:5] == [0, 5, 10, 12.5, 15]
    assert thresholds({"threshold": -1})[:2] == [-1, 0]


def test_a_lower_threshold_makes_an_mql_earlier_perhaps_before_the_period() -> None:
    changes = moved("sales_lead", day(6), of="a"), moved("customer", day(9), of="b")
    company = called(a=[1, 2], b=[2, 3])
    company.stage_changes = [*changes]
    agreement = agreed(rule("call", 40), horizon_days={"qualify": 4}, behaviour_floor=0, threshold=50)
    found = {row["threshold"]: row for row in threshold_curve(company, RULES, agreement, since=day(2), as_of=day(6))}
    # Up to 40 a is an MQL on day 1, before the period, and b on day 2; above, up to 80, a on day 2 and b on day 3.
    assert [found[at]["mqls"] for at in (0, 40, 45, 80, 85)] == [1, 1, 2, 2, 0]
    # On day 6 a's four days are over and it made it on the last second; b's are not over, and it had not.
    row = found[50]
    assert (row["became_sales_lead"], row["sales_lead_rate_became"], row["sales_lead_rate_mqls"]) == (1, 1, 1)
    assert (row["sales_lead_rate"], row["sales_lead_low"], row["sales_lead_high"]) == (1, *wilson(1, 1))
    # Without a horizon everybody is in the rate of customers.
    assert (row["became_customer"], row["customer_rate_mqls"], row["customer_rate"]) == (0, 2, 0)
    assert found[85]["sales_lead_rate"] is found[85]["customer_low"] is None
    # Nobody was ever given anything: who was worked is not known.
    assert {row[name] for row in found.values() for name in WORKED} == {None}


def test_of_the_worked_alone_it_is_known_what_became_of_them() -> None:
    company = called(a=[1], b=[1], c=[2], d=[8], e=[1])
    company.assignments = [given("ana", day(at), of) for of, at in (("a", 3), ("b", 3), ("c", 9), ("d", 8.5))]
    company.stage_changes = [moved("sales_lead", day(4), of="a"), moved("sales_lead", day(2), of="e")]
    agreement = agreed(rule("call", 40), horizon_days={"qualify": 4}, behaviour_floor=0, threshold=40)
    found = {row["threshold"]: row for row in threshold_curve(company, RULES, agreement, as_of=day(10))}
    # All five are MQLs. e became a sales lead though nobody was given it; of the four that were, d's four days are not
    # over on day 10; of a, b and c, whose days are, only a made it.
    assert (found[40]["mqls"], found[40]["became_sales_lead"]) == (5, 2)
    assert [found[40][name] for name in WORKED] == [4, 1, 3, 1 / 3, *wilson(1, 3)]
    # By day 8 nobody has been given c or d yet: worked are a and b, whose four days are over.
    early = {row["threshold"]: row for row in threshold_curve(company, RULES, agreement, as_of=day(8))}
    assert [early[40][name] for name in WORKED] == [2, 1, 2, 1 / 2, *wilson(1, 2)]
    assert [found[45][name] for name in WORKED] == [0, 0, 0, None, None, None]


# Quality


def worked(**moments: list[float]) -> Company:
    """Write leads who called on some days and were handed over on day 10."""
    company = called(**moments)
    company.assignments = [given("ana", day(10), name) for name in moments]
    return company


def test_the_score_is_read_at_the_hand_over_or_at_an_age_or_at_the_end() -> None:
    company = called(given=[1, 10, 11], waits=[1, 7, 8], ends=[1, 3, 4], young=[19], taken=[1])
    company.assignments = [given("ana", day(10), "given"), given("ana", day(12), "taken")]
    changes = [moved("recycled", day(3)), moved("engaged", day(18, 5)), moved("sales_lead", day(11))]
    company.stage_changes = [{**row, "lead_id": of} for row, of in zip(changes, ("ends", "ends", "taken"), strict=True)]
    company.leads[3]["created_at"] = day(18)
    agreement = agreed(rule("call", 10), score_age_days=7)
    found = readings(company, RULES, agreement, as_of=day(20))
    # The second pass of `ends` would be read on day 25, `young` too; sales had taken `taken` before it was given.
    assert [(row["lead_id"], row["read_at"], row["worked"], row["score"]) for row in found] == [
        ("ends", day(3), False, 20),
        ("given", day(10), True, 20),
        ("waits", day(7), False, 20),
    ]
    assert below_threshold(company, RULES, agreement, as_of=day(20)) == [{"below": 3, "below_worked": 1}]
    assert [row["lead_id"] for row in readings(company, RULES, agreement, since=day(7), until=day(10))] == ["waits"]


def test_an_outcome_has_a_horizon_that_must_be_over_and_what_reps_fill_in_is_no_part_of_a_score() -> None:
    company = worked(a=[1], b=[2], c=[3])
    taken = {"a": day(12), "b": day(12, 1), "c": day(10)}  # c in the second in which it is handed over
    company.stage_changes = [moved("sales_lead", at, of=name) for name, at in taken.items()]
    company.leads = [{**row, "grade": "a", "budget": True} for row in company.leads]
    budget = {"name": "budget", "column": "Budget", "equals": True, "points": 30}
    more: dict[str, Any] = {"fit": [grade(5), budget], "after_contact": ["budget"], "horizon_days": {"qualify": 2}}
    agreement = agreed(rule("call", 10), **more)
    found = readings(company, RULES, agreement, as_of=day(12))
    assert [(row["score"], row["became_sales_lead"]) for row in found] == [(15, True), (15, False), (15, True)]
    assert readings(company, RULES, agreement, as_of=day(12, -1)) == []


def test_deciles_are_of_worked_episodes_with_lift_over_all() -> None:
    calls = {f"l{number:02}": [1.0 + place for place in range(number % 6)] for number in range(12)}
    company = worked(**calls)
    company.stage_changes = [moved("sales_lead", day(11), of=name) for name in ("l05", "l11", "l04")]
    found = score_quality(company, RULES, agreed(rule("call", 10)), as_of=day(20))
    # By score: l00 l06 (0) l01 l07 (10) l02 l08 (20) l03 l09 (30) l04 l10 (40) l05 l11 (50); place · 10 // 12 gives
    # 0 0 1 2 3 4 5 5 6 7 8 9: the first decile holds l00 and l06, the sixth l03 and l09.
    assert [row["worked"] for row in found] == [2, 1, 1, 1, 1, 2, 1, 1, 1, 1]
    assert [row["score_low"] for row in found] == [0, 10, 10, 20, 20, 30, 40, 40, 50, 50]
    assert [row["score_high"] for row in found] == [row["score_low"] for row in found]
    # 3 of 12 made it, so one of one is four times as good: l04, l05 and l11.
    assert [row["lift"] for row in found] == [0, 0, 0, 0, 0, 0, 4, 0, 4, 4]
    # Of 3 · 9 pairs the two of 50 win all 18; l04 wins 8 and shares one with l10.
    assert score_roc(company, RULES, agreed(rule("call", 10)), as_of=day(20)) == [{"roc_area": 26.5 / 27}]


def test_few_readings_leave_deciles_empty_and_pairs_are_counted() -> None:
    row = {"episode": 1}
    three = [{**row, "lead_id": name, "score": score} for name, score in (("b", 5), ("a", 5), ("c", 1))]
    assert [[one["lead_id"] for one in inside] for inside in deciles(three)] == [
        *[["c"], [], [], ["a"], [], [], ["b"], [], [], []]
    ]
    assert roc_area([1, 2, 2, 3], [False, True, False, True]) == 3.5 / 4
    assert roc_area([1, 2], [True, True]) is None


# Rules


def test_of_every_rule_it_is_said_how_often_it_fired_and_what_rests_on_it() -> None:
    company = called(a=[1, 2], b=[1])
    company.leads = [{**company.leads[0], "grade": "a"}, company.leads[1]]
    company.activities += [did(day(1), "form", of="b"), did(day(3), "form", of="a")]
    company.activities.append(did(day(1.5), of="b"))  # over the limit
    forms = rule("bad form", -10, activity_type=["form"]), rule("form", 90, activity_type=["form"])
    agreement = agreed(rule("call", 50, "1/day"), *forms, fit=[grade(20), {**grade(9, "b"), "name": "nobody"}])
    # a: 20 + 50 + 50 = 120 on day 2. b: 50 on the call, then 40; without the bad form 50 + 90 = 140.
    found = [tuple(row.values()) for row in rule_hygiene(company, RULES, agreement, until=day(3))]
    assert found == [
        ("fit", "grade a", 1, 1, 0, 0, 0),
        ("fit", "nobody", 0, 1, 0, 0, 0),
        ("behaviour", "call", 3, 0, 0, 1, 1),
        ("behaviour", "bad form", 1, 2, 1, 0, 0),
        ("behaviour", "form", 0, 1, 0, 0, 0),
    ]
    nobody = rule_hygiene(company, RULES, agreement, until=day(1))
    assert {row["resting"] for row in nobody} == {None}


# Whatever the company and the rules


@pytest.mark.parametrize("number", range(15))
def test_what_must_hold_for_any_company_and_rules(number: int) -> None:
    rng = Random(number)
    company = random_company(rng, 10, 15, assigned=number % 3 > 0)
    before = to_agreement(RULES, scoring(rng), response=response(rng))
    after = {**before, "scoring": changed(rng, before["scoring"])}
    scope: dict[str, Any] = {"since": day(3), "until": day(60)}
    volume = mql_volume(company, RULES, before, after, "week", **scope)
    flips = [row["flip"] for row in score_flips(company, RULES, before, after, **scope)]
    assert sum(row["delta"] for row in volume) == flips.count("entered") - flips.count("left")
    sliced = mql_volume(company, RULES, before, after, "week", by="person", **scope)
    assert sum(row["mqls"] for row in sliced) == sum(row["mqls"] for row in volume)
    hygiene = rule_hygiene(company, RULES, after, **scope)
    total = sum(row["mqls"] for row in volume)
    assert all(row["mqls_without"] == total + row["gained"] - row["lost"] for row in hygiene)
    curve = threshold_curve(company, RULES, after, **scope)
    assert [row["mqls"] for row in curve if row["threshold"] == after["scoring"]["threshold"]] == [total]
    ever = [row["mqls"] for row in threshold_curve(company, RULES, after)]
    assert ever == sorted(ever, reverse=True)
    assert ever[0] >= sum(1 for row in replay(company, RULES, after) if row["by_hand"])
    quality = score_quality(company, RULES, after, **scope)
    told = readings(company, RULES, after, **scope)
    assert sum(row["worked"] for row in quality) == sum(1 for row in told if row["worked"])
