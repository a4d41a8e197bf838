"""What an agreement says, as the values of the `$parameters` that statements name."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from leaddash.agreement import DEFAULT_CALENDAR, EXITS, OTHERWISE, STAGES, Agreement, BehaviourRule, FitRule, Promise

_SECOND = timedelta(seconds=1)
LONGEST_STAY_SECONDS = 2**31 - 1
"""Seconds no stay is longer than: 68 years."""
HOT = "hot"
"""The tier of a lead that raised its hand."""


def stage_rules(agreement: Agreement, as_of: datetime) -> dict[str, Any]:
    """Windows by stage in whole seconds, and the latest entry whose window is over; None without a window."""
    days = {str(stage): days for stage, days in agreement.stages.window_days.items()}
    windows = [timedelta(microseconds=round(days.get(stage, 0.0) * 86_400e6)) for stage in STAGES]
    return {
        "window_seconds": [window // _SECOND if window else None for window in windows],
        "longest_seconds": [window // _SECOND if window else LONGEST_STAY_SECONDS for window in windows],
        "closing": [as_of - window if window else None for window in windows],
        "drops_skipped": agreement.stages.skipped == "dropped",
    }


def fit_rules(agreement: Agreement) -> dict[str, Any]:
    """Values of the `$parameters` of fit points and bands."""
    scoring = agreement.scoring
    return {
        "fit_rules": [_fit_rule(place, rule) for place, rule in enumerate(scoring.fit)],
        "fit_columns": sorted({rule.column.lower() for rule in scoring.fit}),
        "fit_most": math.inf if scoring.fit_cap is None else scoring.fit_cap,
        "fit_least": 0.0 if scoring.fit_at_least_zero else -math.inf,
        "fit_bands": [{"lower": float(low), "band": band_name(low)} for low in scoring.fit_bands],
    }


def behaviour_rules(agreement: Agreement) -> dict[str, Any]:
    """The behaviour rules in their order: which activities each matches, and what a match means."""
    rules = enumerate(agreement.scoring.behaviour)
    return {"behaviour_rules": [_behaviour_rule(place, rule) for place, rule in rules]}


def clock_rules(agreement: Agreement) -> dict[str, Any]:
    """When response clocks start and run, when scores are judged, how long an outcome may take, and every promise."""
    response = agreement.response
    return {
        "response_event": response.start,
        "is_working": response.clock == "working",
        "not_a_lead": [reason.strip().lower() for reason in response.not_a_lead],
        "score_age_seconds": score_age_seconds(agreement),
        "horizon_seconds": {name: round(days * 86_400) for name, days in response.horizon_days.items()},
        "calendar_names": calendar_names(agreement),
        "promises": [_promise(place, promise) for place, promise in enumerate(agreement.promises)],
        "ladder": [step for place, promise in enumerate(agreement.promises) for step in _ladder(place, promise)],
    }


def forecast_rules(agreement: Agreement) -> dict[str, Any]:
    """What texts of a CRM are called in a forecast, and what amounts of other currencies are worth.

    One unit of a currency is worth `numerator / denominator` of ours, exactly as the agreement writes it.
    """
    forecast = agreement.forecast
    texts = [(text, category) for category, texts in forecast.categories.items() for text in texts]
    return {
        "category_texts": _categories(dict(texts)),
        "stage_categories": _categories(forecast.stage_categories),
        "period_months": forecast.months,
        "year_starts": forecast.year_starts,
        "currency": agreement.currency,
        "rates": [_rate(*rate) for rate in ((agreement.currency, 1.0), *agreement.rates.items())],
    }


def forecast_words(agreement: Agreement) -> dict[str, list[str]]:
    """The texts and the stages of which the agreement says what they are called in a forecast."""
    rules = forecast_rules(agreement)
    names = {"forecast_texts": "category_texts", "forecast_stages": "stage_categories"}
    return {name: [entry["said"] for entry in rules[key]] for name, key in names.items()}


def score_age_seconds(agreement: Agreement) -> int:
    """Seconds from the begin of an episode that nobody works to the moment of the score by which it is judged."""
    return round(agreement.scoring.score_age_days * 86_400)


def calendar_names(agreement: Agreement) -> list[str]:
    """Names of the calendars, the default one first: tables know a calendar by its place here."""
    return sorted(agreement.calendars, key=lambda name: (name != DEFAULT_CALENDAR, name))


def seconds(minutes: float) -> int:
    """Whole seconds of some minutes."""
    return round(minutes * 60)


def band_name(lower: float) -> str:
    """Name of the fit band that starts at `lower`: the bound itself, without a needless `.0`."""
    return str(int(lower)) if float(lower).is_integer() else repr(float(lower))


def _categories(called: Mapping[str, str]) -> list[dict[str, str]]:
    """Texts as they are compared, trimmed and in lower case, with the category that each stands for."""
    folded = {text.strip().lower(): category for text, category in called.items()}
    return [{"said": text, "category": category} for text, category in folded.items()]


def _rate(currency: str, worth: float) -> dict[str, Any]:
    numerator, denominator = Decimal(repr(float(worth))).as_integer_ratio()
    return {"currency": currency, "numerator": str(numerator), "denominator": str(denominator)}


def _fit_rule(number: int, rule: FitRule) -> dict[str, Any]:
    """A fit rule as SQL compares it: texts in lower case, numbers, a range, a pattern for `like`."""
    values = [rule.equals] if rule.equals is not None else list(rule.among or ())
    texts = [str(value).strip().lower() for value in values if isinstance(value, str | bool)]
    numbers = [float(value) for value in values if not isinstance(value, str | bool)]
    low, high = rule.range or (None, None)
    return {
        "place": number,
        "column_name": rule.column.lower(),
        "texts": texts,
        "numbers": numbers,
        "low": low,
        "high": high,
        "pattern": None if rule.matches is None else _like(rule.matches),
        "points": rule.points,
    }


def _behaviour_rule(number: int, rule: BehaviourRule) -> dict[str, Any]:
    return {
        "place": number,
        "activity_types": list(rule.activity_type),
        "pattern": None if rule.asset is None else _like(rule.asset),
        "asked_direction": rule.direction,
        "is_intent": rule.kind == "intent",
        "is_hand_raise": rule.hand_raise,
    }


def _promise(number: int, promise: Promise) -> dict[str, Any]:
    """A promise as SQL reads it: its start, what keeps it, its targets in seconds by tier."""
    tier_seconds = {tier: seconds(minutes) for tier, minutes in promise.target_minutes.items()}
    ranks = [STAGES.index(keep) + 1 for keep in promise.keep if keep in STAGES]
    return {
        "place": number,
        "promise": promise.name,
        "start": promise.start,
        "runs_working": promise.clock == "working",
        "keeps_touch": "touch" in promise.keep,
        "keeps_contact": "contact" in promise.keep,
        "keep_rank": min(ranks, default=None),
        "keep_exits": [keep for keep in promise.keep if keep in EXITS],
        "tiers": list(tier_seconds),
        "tier_seconds": list(tier_seconds.values()),
        "usual_seconds": tier_seconds[OTHERWISE],
        "hot_seconds": tier_seconds.get(HOT),
    }


def _ladder(number: int, promise: Promise) -> list[dict[str, Any]]:
    """Every step of a promise's ladder, numbered from 1 on, once for each role it tells."""
    steps = enumerate(promise.ladder, start=1)
    return [{"place": number, "step": step, "role": role} for step, rung in steps for role in dict.fromkeys(rung.to)]


def _like(glob: str) -> str:
    """A pattern with `*` and `?` as SQL's `like` writes it, in lower case."""
    quoted = re.sub(r"([\\%_])", r"\\\1", glob.lower())
    return quoted.replace("*", "%").replace("?", "_")
