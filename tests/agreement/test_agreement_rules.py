"""What an agreement may say."""

from datetime import date
from typing import Any, get_args

import holidays
import pytest

from leaddash.agreement import EXITS, STAGES, BehaviourRule, FitRule, Limit, Promise, load, parse

TARGETS = {"otherwise": 60}
PROMISE: dict[str, Any] = {"name": "call", "start": "mql", "keep": ["contact"], "target_minutes": TARGETS}
BEHAVIOUR: dict[str, Any] = {"name": "seen", "activity_type": ["trial"], "kind": "intent", "points": 1}


def promise(**changes: Any) -> Promise:
    return parse({"promises": [{**PROMISE, **changes}]}).promises[0]


def fit(**condition: Any) -> FitRule:
    rule = {"name": "a", "column": "b", "points": 1, **condition}
    return parse({"scoring": {"fit": [rule]}}).scoring.fit[0]


def behaviour(**changes: Any) -> BehaviourRule:
    return parse({"scoring": {"behaviour": [{**BEHAVIOUR, **changes}]}}).scoring.behaviour[0]


@pytest.mark.parametrize("key", ["fit_cap", "fit_floor", "intent_floor", "behaviour_floor"])
def test_caps_and_floors_are_a_number_or_none(key: str) -> None:
    assert getattr(parse({"scoring": {key: "none"}}).scoring, key) is None
    assert getattr(parse({"scoring": {key: -2.5}}).scoring, key) == -2.5


def test_capacity_may_be_unsaid() -> None:
    assert parse({"capacity": {"mqls_per_rep_per_day": "none"}}).capacity.mqls_per_rep_per_day is None


def test_zero_days_switch_windows_horizons_and_decay_off() -> None:
    ours = parse(
        {
            "stages": {"window_days": dict.fromkeys(STAGES[:-1], 0)},
            "response": {"horizon_days": {"contact": 0, "qualify": 0, "win": 0}},
            "scoring": {"half_life_days": 0, "score_age_days": 0},
        }
    )
    assert set(ours.stages.window_days.values()) == set(ours.response.horizon_days.values()) == {0}
    assert ours.scoring.half_life_days == 0


def test_every_list_may_be_empty() -> None:
    ours = parse(
        {
            "stages": {"derive": [], "meaningful": []},
            "response": {"not_a_lead": []},
            "calendars": {"default": {"closed": [], "hours": {"mon": []}}},
            "promises": [],
            "scoring": {"fit": [], "behaviour": [], "fit_bands": [], "after_contact": []},
        }
    )
    lists = (
        ours.promises,
        ours.scoring.fit,
        ours.scoring.behaviour,
        ours.scoring.fit_bands,
        ours.stages.derive,
    )
    assert not any(lists)


@pytest.mark.parametrize("start", ["hand_over", "contact", *STAGES])
def test_a_promise_starts_at_the_hand_over_a_contact_or_a_stage(start: str) -> None:
    assert promise(start=start).start == start


@pytest.mark.parametrize("event", ["touch", "contact", *STAGES, *EXITS])
def test_a_promise_is_kept_by_a_touch_a_contact_a_stage_or_an_exit(event: str) -> None:
    assert promise(keep=[event]).keep == (event,)


def test_a_promise_runs_on_the_working_clock_without_a_ladder_unless_it_says_more() -> None:
    assert (promise().clock, promise().ladder) == ("working", ())


def test_a_step_may_come_before_the_due_moment_and_tell_several() -> None:
    step = promise(ladder=[{"after_minutes": -30.5, "to": ["owner", "manager", "executive"]}]).ladder[0]
    assert (step.after_minutes, step.to) == (-30.5, ("owner", "manager", "executive"))


def test_a_promise_may_have_a_target_for_any_tier() -> None:
    targets = {"hot": 5, "tier 1": 0.5, "otherwise": 240}
    assert dict(promise(target_minutes=targets).target_minutes) == targets


@pytest.mark.parametrize("value", ["software", 3, 2.5, True, False, ""])
def test_a_fit_rule_compares_with_text_a_number_or_a_truth(value: object) -> None:
    held = fit(equals=value).equals
    assert (held, type(held)) == (value, type(value))


def test_a_fit_rule_has_a_list_a_range_or_a_pattern() -> None:
    assert fit(**{"in": ["a", 1, True]}).among == ("a", 1, True)
    assert fit(range=[1, 1]).range == (1, 1)
    assert fit(matches="*head ?f*").matches == "*head ?f*"
    assert fit(**{"in": []}).among == ()


def test_a_behaviour_rule_counts_every_time_and_raises_no_hand_unless_it_says_so() -> None:
    rule = behaviour()
    assert (rule.limit, rule.hand_raise, rule.asset, rule.direction) == ("every", False, None, None)


def test_one_activity_type_needs_no_list() -> None:
    assert behaviour(activity_type="trial").activity_type == ("trial",)


def test_a_limit_is_a_number_of_dates() -> None:
    days = [behaviour(limit=limit).days_between for limit in get_args(Limit)]
    assert days == [0, 1, 7, 30, 90, None]


def test_closed_days_are_dates_or_text() -> None:
    closed = ["2026-12-24", date(2026, 12, 31)]
    held = parse({"calendars": {"default": {"closed": closed}}}).calendars["default"].closed
    assert held == (date(2026, 12, 24), date(2026, 12, 31))


def test_opening_hours_are_minutes_after_midnight() -> None:
    hours = {"tue": ["09:00-13:30", "15:00-24:00"], "sat": ["22:00-06:00"], "sun": ["00:00-00:00"]}
    calendar = parse({"calendars": {"late": {"hours": hours}}}).calendars["late"]
    assert calendar.open_minutes("tue") == ((540, 810), (900, 1440))
    assert calendar.open_minutes("sat") == ((1320, 1440 + 360),)
    assert calendar.open_minutes("sun") == ((0, 1440),)
    assert calendar.open_minutes("mon") == ()


def test_a_new_calendar_is_in_the_zone_of_the_agreement_without_holidays_unless_it_says_more() -> None:
    late = parse({"timezone": "UTC", "calendars": {"late": {"hours": {}}}}).calendars["late"]
    assert (late.zone, late.holidays, late.closed) == ("UTC", "", ())


def test_a_new_calendar_leaves_the_default_one_in_place() -> None:
    assert list(parse({"calendars": {"late": {"hours": {}}}}).calendars) == ["default", "late"]


def test_a_calendar_may_never_be_open() -> None:
    hours: dict[str, list[str]] = {"mon": [], "tue": [], "wed": [], "thu": [], "fri": []}
    calendar = parse({"calendars": {"default": {"hours": hours}}}).calendars["default"]
    assert not any(calendar.hours.values())


def test_rates_and_goals_are_absent_until_agreed() -> None:
    assert (dict(load().rates), dict(load().goals)) == ({}, {})
    assert dict(parse({"rates": {"USD": 0.92}}).rates) == {"USD": 0.92}


def test_a_calendar_may_have_the_holidays_of_every_country_that_is_known() -> None:
    codes = sorted(holidays.list_supported_countries())
    asked = [parse({"calendars": {"default": {"holidays": code}}}).calendars["default"].holidays for code in codes]
    assert asked == codes
