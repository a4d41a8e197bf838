"""The naive scoring checked by hand: counted activities, decay, the moments of an episode and the ledger."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

import pytest

from .company import Company, Row, Rules, default_as_of
from .histories import day, moved
from .sales_stories import did, sold
from .scoring import replay, score_ledger
from .scoring_histories import random_company, to_agreement
from .scoring_settings import scoring

RULES = Rules()
MADRID = Rules(timezone="Europe/Madrid")
NOTHING: dict[str, Any] = {
    "threshold": 100,
    "fit_cap": "none",
    "fit_at_least_zero": False,
    "half_life_days": 0,
    "fit_floor": "none",
    "intent_floor": "none",
    "behaviour_floor": "none",
    "fit_bands": [0, 20, 40],
    "after_contact": [],
    "score_age_days": 14,
    "fit": [],
    "behaviour": [],
}


def rule(name: str, points: float, limit: str = "every", **more: Any) -> Row:
    """Write a rule of behaviour about the activity type of its name."""
    return {"name": name, "activity_type": [name], "kind": "engagement", "points": points, "limit": limit, **more}


def grade(points: float, value: str = "a") -> Row:
    """Write a rule of fit."""
    return {"name": f"grade {value}", "column": "grade", "equals": value, "points": points}


def model(*behaviour: Row, **more: Any) -> dict[str, Any]:
    """Write an agreement in UTC that asks for 100 points and nothing else."""
    return {"scoring": {**NOTHING, "behaviour": list(behaviour), **more}}


def graded(*changes: Row, activities: list[Row]) -> Company:
    """Write a company of the single lead `l`, born on Monday 3 March 2025, with the grade a."""
    return sold(*changes, activities=activities, leads=[{"lead_id": "l", "created_at": day(0), "grade": "a"}])


def made(company: Company, agreement: dict[str, Any], rules: Rules = RULES) -> list[tuple[datetime, float] | None]:
    """List for each episode when it became an MQL and its score then."""
    rows = replay(company, rules, agreement)
    return [(row["mql_at"], row["score"]) if row["mql_at"] else None for row in rows]


def counted(company: Company, agreement: dict[str, Any], as_of: datetime | None = None) -> list[datetime]:
    """List when the activities happened that count."""
    return [row["occurred_at"] for row in score_ledger(company, RULES, agreement, "l", as_of) if row["occurred_at"]]


# What counts


@pytest.mark.parametrize(
    ("limit", "days"),
    [
        ("every", [0, 0.5, 1, 6, 7, 8, 29, 30, 31, 91, 400]),
        ("1/day", [0, 1, 6, 7, 8, 29, 30, 31, 91, 400]),
        ("1/week", [0, 7, 29, 91, 400]),  # 8 is 1 after 7, 30 is 1 after 29
        ("1/month", [0, 30, 91, 400]),
        ("1/90 days", [0, 91, 400]),
        ("once", [0]),
    ],
)
def test_a_limit_counts_dates_from_the_last_activity_that_counted(limit: str, days: list[float]) -> None:
    when = [0, 0.5, 1, 6, 7, 8, 29, 30, 31, 91, 400]
    company = sold(activities=[did(day(number)) for number in when])
    assert counted(company, model(rule("call", 5, limit))) == [day(number) for number in days]


def test_dates_are_local() -> None:
    # 23:30 and 23:00 UTC of the 3rd are 0:30 and 0:00 of the 4th in Madrid: one date; in UTC 22:59 is the same date.
    company = sold(activities=[did(day(0, seconds)) for seconds in (22 * 3600 + 3540, 23 * 3600, 23 * 3600 + 1800)])
    agreement = model(rule("call", 5, "1/day"))
    assert len(score_ledger(company, MADRID, agreement, "l")) == 2
    assert len(score_ledger(company, RULES, agreement, "l")) == 1


def test_the_limits_of_two_rules_know_nothing_of_each_other() -> None:
    news, any_call = rule("call", 5, "once", asset="n*"), rule("call", 7, "once")
    said = [did(day(number), asset=asset) for number, asset in enumerate(["News", "news", "", "Prices"])]
    # The second News is the first rule's, whose limit is used up: it is not handed on to the second rule.
    assert counted(sold(activities=said), model(news, any_call)) == [day(0), day(2)]


def test_activities_of_one_second_run_by_type_asset_and_id_as_text_the_empty_first() -> None:
    def one(activity_id: str | None, asset: str | None = None, kind: str = "call") -> Row:
        return did(day(1), kind, asset=asset, activity_id=activity_id)

    rows = [one("9"), one("10"), one(None), one("1", "B"), one("0", "a"), one("z", "z", kind="alarm")]
    found = score_ledger(sold(activities=rows), RULES, model(rule("call", 1, activity_type=["call", "alarm"])), "l")
    # Capital letters come before small ones, and "10" before "9".
    assert [row["activity_id"] for row in found] == ["z", None, "10", "9", "1", "0"]


def test_what_came_before_creation_counts_at_the_creation() -> None:
    early = [did(day(-40)), did(day(-3), "alarm")]
    company = sold(activities=[*early, did(day(30))])
    found = score_ledger(company, RULES, model(rule("call", 8), rule("alarm", 4), half_life_days=30), "l")
    # At the creation the alarm comes before the call; 30 days later both are worth half, and the last call is new.
    assert [(row["rule"], row["days"], row["contribution"]) for row in found] == [
        ("alarm", 30, 2.0),
        ("call", 30, 4.0),
        ("call", 0, 8.0),
    ]


def test_points_halve_by_whole_local_dates_and_negative_ones_too() -> None:
    company = sold(activities=[did(day(0, 86_399)), did(day(1)), did(day(1), "unsubscribe")])
    agreement = model(rule("call", 40), rule("unsubscribe", -8), half_life_days=2)
    # From 3 March 23:59:59 to 5 March 0:00 are two dates: 40/2 = 20; from the 4th one: 40/√2 and −8/√2.
    worth = [row["contribution"] for row in score_ledger(company, RULES, agreement, "l", day(2))]
    assert worth == pytest.approx([20, 40 / 2**0.5, -8 / 2**0.5])


# Fit, and the ledger


def test_the_ledger_sums_to_the_score_with_what_the_cap_takes_or_zero_gives() -> None:
    company = graded(activities=[did(day(1))])
    capped = model(rule("call", 5), fit=[grade(50), {**grade(30), "name": "too"}, grade(9, "b")], fit_cap=70)
    found = score_ledger(company, RULES, capped, "l")
    # 50 + 30 = 80 is 10 more than 70.
    assert [(row["rule"], row["contribution"]) for row in found] == [
        ("grade a", 50),
        ("too", 30),
        (None, -10),
        ("call", 5),
    ]
    lifted = model(rule("call", 5), fit=[grade(-20)], fit_at_least_zero=True)
    assert [row["contribution"] for row in score_ledger(company, RULES, lifted, "l")] == [-20, 20, 5]
    assert score_ledger(company, RULES, capped, "l", day(-1)) == score_ledger(company, RULES, capped, "other") == []


@pytest.mark.in_part("arithmetic", first=3)
@pytest.mark.parametrize("number", range(12))
def test_the_ledger_of_a_lead_sums_to_what_its_mql_was_read_at(number: int) -> None:
    rng = Random(number)
    company, agreement = random_company(rng, 8, 15), to_agreement(RULES, scoring(rng))
    for row in replay(company, RULES, agreement):
        if row["mql_at"] is None:
            continue
        same = [one for one in company.activities if one["lead_id"] == row["lead_id"]]
        if sum(1 for one in same if one["occurred_at"] == row["mql_at"]) > 1 or row["mql_at"] == born(company, row):
            continue  # the ledger knows only ends of seconds
        ledger = score_ledger(company, RULES, agreement, row["lead_id"], row["mql_at"])
        assert sum(part["contribution"] for part in ledger) == pytest.approx(row["score"])
        assert row["score"] == pytest.approx(row["fit"] + row["behaviour"])


def born(company: Company, row: Row) -> datetime:
    found: datetime = next(lead["created_at"] for lead in company.leads if lead["lead_id"] == row["lead_id"])
    return found


# When an episode is an MQL


def test_an_mql_is_made_by_the_first_counted_activity_that_reaches_the_threshold() -> None:
    company = graded(activities=[did(day(1)), did(day(1.5)), did(day(2))])
    # 60 + 20 + 20 = 100 on the second activity that counts; the one at noon of the first day does not.
    assert made(company, model(rule("call", 20, "1/day"), fit=[grade(60)])) == [(day(2), 100)]
    # Within a millionth the condition is favoured; 100.0001 is too much.
    almost = {"threshold": 100.0000009, "fit": [grade(60)]}
    assert made(company, model(rule("call", 20, "1/day"), **almost)) == [(day(2), 100)]
    assert made(company, model(rule("call", 20, "1/day"), **{**almost, "threshold": 100.0001})) == [None]


def test_the_score_is_read_after_each_activity_of_a_second() -> None:
    up, down = did(day(1), "alarm"), did(day(1), "unsubscribe")
    rules = rule("alarm", 100), rule("unsubscribe", -50)
    assert made(sold(activities=[down, up]), model(*rules)) == [(day(1), 100)]
    assert made(sold(activities=[down, {**up, "activity_type": "visit"}]), model(rule("visit", 100), *rules)) == [None]


def test_an_activity_over_its_limit_makes_no_mql_even_if_the_score_is_there() -> None:
    company = graded(activities=[did(day(0), "unsubscribe"), did(day(1), "demo"), did(day(4), "demo")])
    halving = {"fit": [grade(110)], "half_life_days": 1, "intent_floor": 0.01}
    # At creation there is no intent. On day 1 the score is 110 − 50/2 + 1 = 86; on day 4, before anything is added,
    # 110 − 50/16 + 1/8 = 107, which is enough, with 1/8 of intent. A second demo that counts makes it 108.
    rules = rule("unsubscribe", -50), rule("demo", 1, "once", kind="intent")
    assert made(company, model(*rules, **halving)) == [None]
    assert made(company, model(rules[0], {**rules[1], "limit": "every"}, **halving)) == [(day(4), 108)]
    # One that counts and adds nothing is a moment all the same.
    noted = graded(activities=[*company.activities, did(day(4), "noted")])
    assert made(noted, model(*rules, rule("noted", 0), **halving)) == [(day(4), 107)]


def test_at_creation_there_is_no_behaviour_even_if_there_are_activities_in_that_second() -> None:
    early = did(day(-5), "unsubscribe")
    company, fit = graded(activities=[early]), [grade(100)]
    assert made(company, model(rule("unsubscribe", -50), fit=fit)) == [(day(0), 100)]
    # 0 behaviour is not more than 0, and nothing is less than no floor.
    assert made(company, model(rule("unsubscribe", -50), fit=fit, behaviour_floor=0)) == [None]
    assert made(company, model(rule("unsubscribe", -50), fit=fit, behaviour_floor=-1)) == [(day(0), 100)]
    assert made(company, model(rule("unsubscribe", 5), fit=fit, behaviour_floor=0)) == [(day(0), 105)]
    assert made(company, model(fit=fit, intent_floor=0)) == [(day(0), 100)]


def test_floors_ask_for_fit_intent_and_more_than_so_much_behaviour() -> None:
    company = graded(activities=[did(day(1)), did(day(2), "demo"), did(day(3))])
    rules = rule("call", 50), rule("demo", 20, kind="intent")
    # After each: behaviour 50, 70, 120, intent 0, 20, 20; fit is 60 throughout.
    fit = [grade(60)]
    assert made(company, model(*rules, fit=fit)) == [(day(1), 110)]
    assert made(company, model(*rules, fit=fit, intent_floor=20)) == [(day(2), 130)]
    assert made(company, model(*rules, fit=fit, intent_floor=20.1)) == [None]
    assert made(company, model(*rules, fit=fit, behaviour_floor=70)) == [(day(3), 180)]
    assert made(company, model(*rules, fit=fit, behaviour_floor=69.99)) == [(day(2), 130)]
    assert made(company, model(*rules, fit=fit, fit_floor=60)) == [(day(1), 110)]
    assert made(company, model(*rules, fit=fit, fit_floor=61)) == [None]


def test_a_raised_hand_needs_nothing_but_fit_and_no_limit_holds_it_down() -> None:
    hand = rule("demo", 1, "once", kind="intent", hand_raise=True)
    company = graded(
        moved("recycled", day(2)), moved("mql", day(3)), activities=[did(day(1), "demo"), did(day(4), "demo")]
    )
    # The second one adds nothing: its limit is used up. The score is 10 + 1 both times.
    assert made(company, model(hand, fit=[grade(10)], fit_floor=10)) == [(day(1), 11), (day(4), 11)]
    assert made(company, model(hand, fit=[grade(9)], fit_floor=10)) == [None, None]
    # Only the first match speaks for an activity.
    assert made(company, model({**hand, "hand_raise": False}, {**hand, "name": "same"})) == [None, None]


# Episodes


def test_points_carry_over_and_what_comes_between_is_no_moment() -> None:
    changes = moved("recycled", day(2)), moved("engaged", day(4))
    company = graded(*changes, activities=[did(day(2)), did(day(3)), did(day(5))])
    # 30 in the second of the exit (the first episode's), 60 between, 90 in the second episode.
    assert made(company, model(rule("call", 30), threshold=30)) == [(day(2), 30), (day(5), 90)]
    assert made(company, model(rule("call", 30), threshold=60)) == [None, (day(5), 90)]
    # The second episode has no creation: fit alone makes only the first an MQL.
    assert made(graded(*changes, activities=[]), model(fit=[grade(100)])) == [(day(0), 100), None]


def test_nothing_at_or_after_the_entry_into_sales_lead_or_later_makes_an_mql() -> None:
    agreement = model(rule("call", 100))
    for stage, becomes in (("mql", True), ("sales_lead", False), ("opportunity", False), ("customer", False)):
        company = graded(moved(stage, day(2)), activities=[did(day(2))])
        assert made(company, agreement) == [(day(2), 100) if becomes else None]
    before = graded(moved("sales_lead", day(2, 1)), activities=[did(day(2))])
    assert made(before, agreement) == [(day(2), 100)]
    # A derived entry is one too.
    deal: Row = {"opportunity_id": "o", "lead_id": "l", "created_at": day(1)}
    derived = sold(activities=[did(day(2))])
    derived.opportunities = [deal]
    assert made(derived, agreement, Rules(derive={"opportunity"})) == [None]
    assert made(derived, agreement) == [(day(2), 100)]


def test_an_mql_is_known_only_once_it_has_come() -> None:
    company = graded(activities=[did(day(1)), did(day(2))])
    agreement = model(rule("call", 50))
    (row,) = replay(company, RULES, agreement, day(2, -1))
    assert row["mql_at"] is None
    (row,) = replay(company, RULES, agreement, day(2))
    expected = {"mql_at": day(2), "score": 100, "fit": 0, "behaviour": 100, "intent": 0, "by_hand": False}
    assert row == {"lead_id": "l", "episode": 1, **expected}
    assert default_as_of(company) == day(2)
